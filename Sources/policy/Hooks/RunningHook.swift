internal import Evidence
internal import GitModel
internal import Hooks
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy hook NAME`, as the installed hooks call it.
///
/// Hooks run with every commit: this path is taken before the argument parser is looked at, and
/// starts neither Foundation nor the YAML parser where it need not.
enum RunningHook {
  /// Runs the hook that the arguments name, and says how it ended; `nil` where they name none.
  static func run(_ arguments: [String]) -> Int32? {
    guard arguments.count >= 2, arguments[0] == "hook", let name = HookName(rawValue: arguments[1])
    else { return nil }
    let input = StandardInput()
    do throws(GitError) {
      if let status = try runForeign(name, input) { return status }
    } catch {
      tell(Stop(error).lines.map { Escaped.text($0) })
      return ExitStatus.unknown.rawValue
    }
    let call = HookCall(
      name, Array(arguments.dropFirst(2)), environment: ProcessEnvironment.variables(), input: input
    )
    let end = call.run(
      parse, gates: { request throws(HookFailure) in try GateHook.judgements(request) },
      signatures: { repository, environment in
        RepositorySignatures.kept(in: repository, environment)
      })
    // The lines are escaped where they are made.
    tell(end.lines)
    return end.status.rawValue
  }

  /// The hook that stood there before comes first; its no is final.
  private static func runForeign(
    _ name: HookName, _ input: StandardInput
  ) throws(GitError) -> Int32? {
    let arguments = Array(ProcessEnvironment.arguments().dropFirst(2))
    let place = OwnPlace()
    defer { tell(place?.restored() ?? []) }
    return try ForeignHook.run(name, arguments: arguments) { () throws(GitError) in
      try input.read()
    }
  }

  static func tell(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    do throws(Stop) { try Stream.errors.write(lines.map { $0 + "\n" }.joined()) } catch {}
  }

  /// Reads a policy's text, with the YAML parser.
  static func parse(_ found: FoundText?) throws(HookFailure) -> Policy {
    do {
      let text =
        if let found {
          PolicyText(try found.text(), name: found.name, source: found.source) { path in
            try found.neighbour(path)
          }
        } else {
          try PolicyText(preset: PolicyFile.defaultPreset)
        }
      return try text.parsed()
    } catch {
      throw HookFailure(error)
    }
  }
}
