internal import GitModel
internal import Programs

/// Git's configuration and its people as they hold for the command that runs, options `-c` included:
/// git-var(1), `-l`.
struct GitSettings {
  private let lines: [ArraySlice<UInt8>]

  /// Asks git, which runs us. Git tells its hooks of `--author` and `--date` by the environment.
  init(_ environment: [String: String]) throws(GitError) {
    let git = String(decoding: try GitProgram.path(environment), as: UTF8.self)
    let program = TimedProgram(
      path: git, arguments: ["var", "-l"], environment: environment, time: .seconds(10),
      outputLimit: 16 << 20)
    let end: TimedProgram.End
    do throws(TimedProgram.Failure) { end = try program.run() } catch {
      throw Self.silence("it \(error.reason(after: program.time))", "-l")
    }
    guard end.status == 0 else {
      let said = String(decoding: end.errors.prefix(1024), as: UTF8.self).split(separator: "\n")
      throw Self.silence(
        said.isEmpty ? "it ended with status \(end.status)" : said.joined(separator: "; "), "-l")
    }
    lines = end.output.split(separator: UInt8(ascii: "\n"))
  }

  private static func silence(_ why: String?, _ asked: String) -> GitError {
    GitError(
      .failed, "read settings",
      "git does not say who makes the commit" + (why.map { ": \($0)" } ?? ""),
      help: "see what it says: git var \(asked)")
  }

  /// The settings in what `git var -l` prints.
  init(_ text: [UInt8]) { lines = text.split(separator: UInt8(ascii: "\n")) }

  /// The value of the last line that sets one of these names, which stand in lower case.
  func last(of names: [String]) -> [UInt8]? {
    let openings = names.map { Array("\($0)=".utf8) }
    for line in lines.reversed() {
      if let opening = openings.first(where: line.starts(with:)) {
        return Array(line.dropFirst(opening.count))
      }
    }
    return nil
  }

  /// The same of one name, as text.
  func text(_ name: String) -> String? {
    last(of: [name]).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whom Git will name: `NAME <ADDRESS> SECONDS ZONE`. Throws where it does not know.
  func person(_ variable: String) throws(GitError) -> [UInt8] {
    if let person = last(of: [variable]) { return person }
    throw Self.silence(nil, variable)
  }
}
