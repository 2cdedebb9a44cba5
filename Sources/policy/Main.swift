internal import ArgumentParser
internal import GitModel
internal import PolicyFile
internal import Reports

/// Runs the command line, and gives every way to end its exit status.
@main
enum Main {
  static func main() {
    do {
      var command = try PolicyCommand.parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    switch error {
    case let status as ExitCode: PolicyCommand.exit(withError: status)
    case let stop as Stop:
      Stream.complain(stop.lines)
      PolicyCommand.exit(withError: ExitCode(stop.status.rawValue))
    case let error as PolicyFileError:
      Stream.complain(error.problems.map { "error: \($0)" })
      PolicyCommand.exit(withError: ExitCode(ExitStatus.malformed.rawValue))
    case let error as GitError:
      // The repository could not be asked at all: unknown, like every question it leaves open.
      Stream.complain(["unknown: \(error.operation): \(error.message)", "help: \(error.help)"])
      PolicyCommand.exit(withError: ExitCode(ExitStatus.unknown.rawValue))
    default:
      // The parser's own errors know their status; 1 is its word for all it does not know.
      guard PolicyCommand.exitCode(for: error) == .failure else {
        PolicyCommand.exit(withError: error)
      }
      Stream.complain(["bug in policy: \(error)", "help: report it, with the command"])
      PolicyCommand.exit(withError: ExitCode(ExitStatus.bug.rawValue))
    }
  }
}
