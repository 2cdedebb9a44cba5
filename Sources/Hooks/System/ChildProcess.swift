public import CLibrary
internal import Programs

/// Another program, started with an argument array, never through a shell of ours.
public struct ChildProcess {
  /// The program's path.
  public let program: [UInt8]
  /// Those behind the program's name.
  public var arguments: [[UInt8]] = []
  /// `NAME=value` each.
  public var environment: [[UInt8]] = []
  /// What it reads; `nil` where it reads what we do.
  public var input: Int32?
  /// Where it writes standard output; `nil` where it writes to ours.
  public var output: Int32?
  /// Where it writes standard error; `nil` where it writes to ours.
  public var errors: Int32?

  /// A program, to be started with our own environment.
  public init(program: [UInt8], arguments: [[UInt8]] = []) {
    (self.program, self.arguments) = (program, arguments)
    environment = ProcessEnvironment.entries()
  }

  /// Runs it to its end. The exit status; of one that a signal ended, 128 and the signal.
  public func run() throws(SystemError) -> Int32 {
    try ProgramEnd(of: try start()).status
  }

  private func start() throws(SystemError) -> pid_t {
    do throws(SystemError) {
      return try start(program, [program] + arguments)
    } catch {
      // A script without a `#!` line: git runs it through a shell too.
      guard error.number == ENOEXEC else { throw error }
      let shell = Array("/bin/sh".utf8)
      return try start(shell, [shell, program] + arguments)
    }
  }

  private func start(
    _ path: [UInt8], _ arguments: [[UInt8]]
  ) throws(SystemError) -> pid_t {
    var start = ProgramStart(path, arguments, environment: environment)
    start.channels = [input, output, errors].map { $0.map { .descriptor($0) } ?? .ours }
    return try start.start()
  }

  /// Lets it take this process over: execve(2). Comes back only where that fails.
  public func takeOver() -> SystemError {
    CStrings.with([program] + arguments) { arguments in
      CStrings.with(environment) { environment in
        _ = execve(FilePath.cString(program), arguments, environment)
      }
    }
    return SystemError()
  }
}
