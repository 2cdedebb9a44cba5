internal import CLibrary
internal import FoundationEssentials
internal import Programs

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

  /// Why a program of ours does not start, as one that is cut off, built for another machine, or lacks a
  /// library that it is linked with; `nil` where it does. What it answers does not matter.
  static func whyItDoesNotStart(_ path: String) -> String? {
    let program = TimedProgram(
      path: path, arguments: ["--version"], environment: ProcessInfo.processInfo.environment,
      time: .seconds(10), outputLimit: 1 << 20)
    do throws(TimedProgram.Failure) {
      let end = try program.run()
      // Of a library that is missing ld.so(8) tells by 127, of a signal the status tells by 128.
      guard end.status >= 127 else { return nil }
      let said = String(decoding: end.errors, as: UTF8.self).split(separator: "\n").first
      return "does not start" + (said.map { ": \($0)" } ?? " (status \(end.status))")
    } catch {
      return error.reason(after: program.time)
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
