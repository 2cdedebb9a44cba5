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

  /// Whether a file cannot be a program, as what a full disk or an interrupted copy leaves: one that a
  /// shell would run as a script without a word to do. The hooks' scripts look for the same.
  static func isDamaged(_ path: String) -> Bool {
    do throws(File.Failure) {
      let bytes = try File.read(path, limit: 3)
      let beginnings: [[UInt8]] = [
        [0x7F] + Array("ELF".utf8), Array("#!".utf8),
        // Mach-O of 64 bits, and of several processors: mach-o/loader.h, mach-o/fat.h.
        [0xCF, 0xFA, 0xED, 0xFE], [0xCA, 0xFE, 0xBA, 0xBE],
      ]
      return !beginnings.contains(where: bytes.starts(with:))
    } catch {
      return true
    }
  }

  private static func realPath() -> String? {
    #if os(Linux)
      File.resolved("/proc/self/exe")
    #else
      Bundle.main.executablePath.flatMap(File.resolved)
    #endif
  }
}
