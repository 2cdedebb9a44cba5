internal import CLibrary
internal import FoundationEssentials

/// The path of this very program, as hooks are to call it.
enum OwnProgram {
  /// The path by which it was called, where that still leads here: a package manager moves the file
  /// behind its link with every release.
  static func path(environment: [String: String]) throws(Stop) -> String {
    let called = CommandLine.arguments.first ?? ""
    let folders = called.contains("/") ? [] : (environment["PATH"] ?? "").split(separator: ":")
    let candidates = [called] + folders.map { "\($0)/\(called)" }
    let real = realPath()
    let found = candidates.first { path in
      path.hasPrefix("/") && access(path, X_OK) == 0 && (real == nil || File.resolved(path) == real)
    }
    if let path = found ?? real, access(path, X_OK) == 0 { return path }
    throw .unavailable(
      "nobody can tell where this program is", help: "call it by its absolute path")
  }

  private static func realPath() -> String? {
    #if os(Linux)
      File.resolved("/proc/self/exe")
    #else
      Bundle.main.executablePath.flatMap(File.resolved)
    #endif
  }
}
