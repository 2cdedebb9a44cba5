internal import GitModel
internal import Programs

/// The git that runs the hook.
enum GitProgram {
  /// The first on PATH; a folder that is not absolute is not searched.
  static func path(_ environment: [String: String]) throws(GitError) -> [UInt8] {
    for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let path = Array("\(folder)/git".utf8)
      if FilePath.isProgram(path) { return path }
    }
    throw GitError(.failed, "find git", "git is not on PATH", help: "put git on PATH")
  }

  /// Asks it something, and takes what it says of a failure for ours.
  static func lines(
    _ arguments: [String], _ environment: [String: String]
  ) throws(GitError) -> [String] {
    let git = String(decoding: try path(environment), as: UTF8.self)
    let program = TimedProgram(
      path: git, arguments: arguments, environment: environment, time: .seconds(10),
      outputLimit: 1 << 20)
    let question = "git \(arguments.joined(separator: " "))"
    let end: TimedProgram.End
    do throws(TimedProgram.Failure) { end = try program.run() } catch {
      throw GitError(
        .failed, "ask git", "'\(question)' \(error.reason(after: program.time))",
        help: "see what it says: \(question)")
    }
    guard end.status == 0 else {
      let said = String(decoding: end.errors.prefix(1024), as: UTF8.self).split(separator: "\n")
      throw GitError(
        .failed, "ask git", "'\(question)' says: \(said.first ?? "nothing")",
        help: "see what it says: \(question)")
    }
    return String(decoding: end.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
