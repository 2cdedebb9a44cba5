internal import FoundationEssentials
internal import Reports

/// The hooks that ran, as git's own trace tells: git's Documentation/technical/api-trace2.
struct HookTrace {
  /// What git told of one run of a hook.
  struct Run: Equatable {
    let hook: String
    let status: Int
  }

  /// The runs, in the order in which they ended.
  let runs: [Run]

  /// Reads a trace, an object in JSON a line. Throws where a line is none, or where a hook's end is not
  /// told: a hook that is overlooked would be called dead.
  init(_ trace: [UInt8]) throws(Stop) {
    var names: [String: String] = [:]
    var runs: [Run] = []
    for (number, line) in trace.split(separator: UInt8(ascii: "\n")).enumerated() {
      let event: Event
      do {
        event = try JSONDecoder().decode(Event.self, from: Data(line))
      } catch {
        throw Self.unreadable("line \(number + 1) of its trace is no event")
      }
      guard let child = event.child_id else { continue }
      let key = "\(event.sid) \(child)"
      if event.event == "child_start" { names[key] = event.hook_name }
      if event.event == "child_exit", let hook = names.removeValue(forKey: key) {
        guard let code = event.code else {
          throw Self.unreadable("line \(number + 1) of its trace lacks how '\(hook)' ended")
        }
        runs.append(Run(hook: hook, status: code))
      }
    }
    if let hook = names.values.min() {
      throw Self.unreadable("it does not say how '\(hook)' ended")
    }
    self.runs = runs
  }

  private struct Event: Decodable {
    let event: String
    let sid: String
    let child_id: Int?
    let hook_name: String?
    let code: Int?
  }

  private static func unreadable(_ what: String) -> Stop {
    Stop(
      .unknown,
      [
        "unknown: nobody can tell from what git says whether the hooks fire: \(what)",
        "help: call policy doctor again; where it stays so, report a bug in policy, with git --version",
      ])
  }
}
