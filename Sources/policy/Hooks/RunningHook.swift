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
  static func run(_ arguments: [String]) -> ExitStatus? {
    guard arguments.count >= 2, arguments[0] == "hook", let name = HookName(rawValue: arguments[1])
    else { return nil }
    let call = HookCall(
      name, Array(arguments.dropFirst(2)), environment: ProcessVariables.all(),
      input: StandardInput())
    let end = call.run(parse)
    // The lines are escaped where they are made.
    if !end.lines.isEmpty {
      do throws(Stop) {
        try Stream.errors.write(end.lines.map { $0 + "\n" }.joined())
      } catch {}
    }
    return end.status
  }

  private static func parse(_ found: FoundText?) throws(HookFailure) -> Policy {
    do {
      let text =
        if let found {
          PolicyText(found.text, name: found.name, source: found.source) { path in
            try found.neighbour(path)
          }
        } else {
          try PolicyText(preset: PolicyFile.defaultPreset)
        }
      return try text.parsed()
    } catch let error as PolicyFileError {
      throw HookFailure(.malformed, Stop(error).lines)
    } catch let error as GitError {
      throw HookFailure(.unknown, Stop(error).lines)
    } catch let stop as Stop {
      throw HookFailure(stop.status, stop.lines)
    } catch {
      throw HookFailure(.bug, ["bug in policy: \(error)"])
    }
  }
}
