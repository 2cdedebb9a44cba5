internal import CLibrary
internal import Hooks
internal import Programs
internal import Reports

/// The real git, asked for what only it knows for certain.
struct GitCommand {
  /// What it printed and how it ended.
  struct Answer {
    let status: Int32
    let output: [UInt8]
    let errors: String

    /// The printed line as text, without its newline.
    var line: String? {
      String(
        validating: output.last == UInt8(ascii: "\n") ? output.dropLast() : output[...],
        as: UTF8.self)
    }
  }

  let program: [UInt8]
  /// Where people type what they are told to run.
  let place: CommandPlace
  private var variables: [[UInt8]]
  /// Where it runs; `nil` where we are.
  private(set) var folder: [UInt8]?

  /// The git on PATH.
  init(environment: [String: String], place: CommandPlace = .here) throws(Stop) {
    self.place = place
    guard let path = ProgramSearch.path(of: "git", environment: environment) else {
      throw .unavailable("git is not on PATH", help: "install git, or put it on PATH")
    }
    program = Array(path.utf8)
    variables = environment.map { Array("\($0)=\($1)".utf8) }
  }

  /// The same git in another repository, in a folder below.
  func inside(_ path: [UInt8]) -> GitCommand {
    var git = self
    git.folder = (folder.map { $0 + [UInt8(ascii: "/")] } ?? []) + path
    git.variables.removeAll { GateFloor.leadsToRepository($0) }
    return git
  }

  /// Runs git to its end, with nothing on standard input.
  func run(_ arguments: [String]) throws(Stop) -> Answer {
    let (output, errors) = (try Self.scratch(), try Self.scratch())
    defer {
      fclose(output)
      fclose(errors)
    }
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(nothing) }
    let place = folder.map { [Array("-C".utf8), $0] } ?? []
    var process = ChildProcess(
      program: program, arguments: place + arguments.map { Array($0.utf8) })
    process.environment = variables
    (process.input, process.output, process.errors) = (nothing, fileno(output), fileno(errors))
    let status: Int32
    do throws(SystemError) {
      status = try process.run()
    } catch {
      throw .unavailable("git does not start: \(error.reason)", help: "run git --version")
    }
    return Answer(
      status: status, output: try Self.content(output),
      errors: String(decoding: try Self.content(errors), as: UTF8.self))
  }

  /// Runs git, and takes what it says of a failure for ours.
  func line(_ arguments: [String]) throws(Stop) -> String {
    let answer = try run(arguments)
    guard answer.status == 0 else { throw Self.stop(arguments, answer.errors) }
    guard let line = answer.line else {
      throw .unavailable(
        "a path of this repository is no UTF-8 text: "
          + Escaped.text(
            answer.output.split(separator: UInt8(ascii: "\n")).first.map(Array.init) ?? []),
        help: "rename the folder")
    }
    return line
  }

  /// What git says of a failure. Where it names a command that mends it, that one is the cure.
  private static func stop(_ arguments: [String], _ errors: String) -> Stop {
    let said = errors.split(separator: "\n").map { trimmed($0) }.filter { !$0.isEmpty }
    let cure = said.first { $0.hasPrefix("git ") }
    let rest = said.dropFirst().filter { cure == nil || ($0 != cure && !$0.hasSuffix("call:")) }
    return Stop(
      .unknown,
      ["unknown: git \(arguments.joined(separator: " ")): \(said.first ?? "no answer")"] + rest
        + ["help: \(cure ?? "see what git says; version 2.31 or newer is needed")"])
  }

  private static func trimmed(_ line: Substring) -> String {
    String(line.drop(while: \.isWhitespace))
  }

  private static func scratch() throws(Stop) -> UnsafeMutablePointer<FILE> {
    guard let file = tmpfile() else {
      throw .unavailable(
        "there is no room for a temporary file: \(String(cString: strerror(errno)))",
        help: "make room in /tmp")
    }
    return file
  }

  private static func content(_ file: UnsafeMutablePointer<FILE>) throws(Stop) -> [UInt8] {
    rewind(file)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    guard ferror(file) == 0 else {
      throw .unavailable(
        "what git says cannot be read: \(String(cString: strerror(errno)))",
        help: "make room in /tmp")
    }
    return bytes
  }
}
