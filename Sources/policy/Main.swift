internal import ArgumentParser
internal import CLibrary
internal import FoundationEssentials
internal import GitModel
internal import Hooks
internal import PolicyFile
internal import Reports

/// Runs the command line, and gives every way to end its exit status.
@main
enum Main {
  static func main() {
    Inherited.mend()
    if let status = RunningHook.run(Array(CommandLine.arguments.dropFirst())) {
      exit(status)
    }
    do {
      var command = try PolicyCommand.parseAsRoot(try arguments())
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// The arguments behind `-C PATH`, which may stand before the command too, as git has it.
  private static func arguments() throws(Stop) -> [String] {
    var arguments = try ProcessEnvironment.arguments().map { bytes throws(Stop) in
      try text(of: bytes)
    }[...]
    while arguments.first == "-C", let path = arguments.dropFirst().first {
      try Session.enter(path)
      arguments = arguments.dropFirst(2)
    }
    return Array(arguments)
  }

  /// An argument as text. One that is none would become another name, of another branch or file.
  private static func text(of argument: [UInt8]) throws(Stop) -> String {
    guard let text = String(validating: argument, as: UTF8.self) else {
      throw .usage(
        "the argument '\(Escaped.text(argument))' is no UTF-8 text",
        help: "give what it names a name in UTF-8, or a commit by its id")
    }
    return text
  }

  private static func end(with error: any Error) -> Never {
    let stop =
      switch error {
      case let stop as Stop: stop
      case let error as PolicyFileError: Stop(error)
      case let error as GitError: Stop(error)
      case is ExitCode: PolicyCommand.exit(withError: error)
      case _ where PolicyCommand.exitCode(for: error) == .success:
        PolicyCommand.exit(withError: error)
      // The parser's own errors repeat what was typed; 1 is its word for all it does not know.
      case _ where PolicyCommand.exitCode(for: error) != .failure:
        Stop(.usage, PolicyCommand.fullMessage(for: error).split(separator: "\n").map(String.init))
      default: Stop(.bug, ["bug in policy: \(error)", "help: report it, with the command"])
      }
    stop.tell(environment: ProcessInfo.processInfo.environment)
    PolicyCommand.exit(withError: ExitCode(stop.status.rawValue))
  }
}
