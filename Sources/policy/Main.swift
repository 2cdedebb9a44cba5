internal import ArgumentParser
internal import FoundationEssentials
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
    let stop =
      switch error {
      case let stop as Stop: stop
      case let error as PolicyFileError: Stop(error)
      case let error as GitError: Stop(error)
      case is ExitCode: PolicyCommand.exit(withError: error)
      // The parser's own errors know their status; 1 is its word for all it does not know.
      case _ where PolicyCommand.exitCode(for: error) != .failure:
        PolicyCommand.exit(withError: error)
      default: Stop(.bug, ["bug in policy: \(error)", "help: report it, with the command"])
      }
    stop.tell(environment: ProcessInfo.processInfo.environment)
    PolicyCommand.exit(withError: ExitCode(stop.status.rawValue))
  }
}
