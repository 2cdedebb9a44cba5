internal import CLibrary

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
    var child: pid_t = 0
    var failure = spawn(program, [program] + arguments, &child)
    // A script without a `#!` line: git runs it through a shell too.
    if failure == ENOEXEC {
      let shell = Array("/bin/sh".utf8)
      failure = spawn(shell, [shell, program] + arguments, &child)
    }
    guard failure == 0 else { throw SystemError(number: failure) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw SystemError() }
    }
    // The macros of wait(2), which Swift does not see.
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// Lets it take this process over: execve(2). Comes back only where that fails.
  public func takeOver() -> SystemError {
    Self.withCStrings([program] + arguments) { arguments in
      Self.withCStrings(environment) { environment in
        _ = execve(FilePath.cString(program), arguments, environment)
      }
    }
    return SystemError()
  }

  private func spawn(_ path: [UInt8], _ arguments: [[UInt8]], _ child: inout pid_t) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    for (number, descriptor) in [input, output, errors].enumerated() {
      guard let descriptor, let number = Int32(exactly: number) else { continue }
      let failure = posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      guard failure == 0 else { return failure }
    }
    // It gets SIGPIPE as git would have given it.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    return Self.withCStrings(arguments) { arguments in
      Self.withCStrings(environment) { environment in
        posix_spawn(&child, FilePath.cString(path), &actions, &attributes, arguments, environment)
      }
    }
  }

  /// The array of C strings, with `nil` at its end, that execve(2) takes.
  private static func withCStrings<Result>(
    _ strings: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup(FilePath.cString($0)) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}
