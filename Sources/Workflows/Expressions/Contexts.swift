/// What is known, without a run, of the contexts that an expression may name.
struct Contexts: Sendable {
  /// The contexts that are known, by their names in lower case; others are open.
  private var known: [String: Value] = [:]
  /// What is known of contexts that are open otherwise: `github.event_name`, in lower case.
  private var facts: [String: Value] = [:]
  /// How texts begin and end that only a run can tell.
  private var ends: [String: Ends] = [:]

  typealias Ends = (beginning: String, ending: String)

  /// Nothing is known.
  init() {}

  /// What an event settles, of the context `github`: what it has nothing to say of is null, or an
  /// empty text.
  ///
  /// Source: docs.github.com, "Contexts reference", `github` context: `base_ref` and `head_ref` are
  /// there for pull requests alone; "Webhook events and payloads".
  init(event: String) {
    facts["github.event_name"] = .text(event)
    ends = Self.refs[event] ?? [:]
    guard Self.told.contains(event) else { return }
    for (member, events) in Self.members where !events.contains(event) {
      facts["github.event." + member] = .null
    }
    guard !event.hasPrefix("pull_request") else { return }
    facts["github.base_ref"] = .text("")
    facts["github.head_ref"] = .text("")
  }

  /// The events of which all members are known.
  private static let told: Set = [
    "push", "pull_request", "pull_request_target", "merge_group", "schedule", "workflow_dispatch",
  ]

  /// Members of `github.event`, and those of these events that have them.
  private static let members: [String: Set<String>] = [
    "pull_request": ["pull_request", "pull_request_target"], "inputs": ["workflow_dispatch"],
    "head_commit": ["push"], "commits": ["push"], "merge_group": ["merge_group"],
    "schedule": ["schedule"], "release": [], "issue": [], "comment": [], "workflow_run": [],
    "client_payload": [],
  ]

  /// How the refs begin and end that an event has: `refs/pull/7/merge` until a pull request is merged.
  private static let refs: [String: [String: Ends]] = [
    "pull_request": [
      "github.ref": ("refs/pull/", "/merge"), "github.ref_name": ("", "/merge"),
    ],
    "pull_request_target": ["github.ref": ("refs/heads/", "")],
    "merge_group": [
      "github.ref": ("refs/heads/gh-readonly-queue/", ""),
      "github.ref_name": ("gh-readonly-queue/", ""),
    ],
    "schedule": ["github.ref": ("refs/heads/", "")], "push": ["github.ref": ("refs/", "")],
  ]

  /// The same with one more context.
  func with(_ name: String, _ value: Value) -> Contexts {
    var result = self
    result.known[name] = value
    return result
  }

  /// What the event settles, and nothing else: all that a called workflow sees but for its inputs.
  var ofEvent: Contexts {
    var result = self
    result.known = [:]
    return result
  }

  /// A context; `nil` where only a run can tell.
  subscript(name: String) -> Value? { known[name.lowercased()] }

  /// What is known of a place in a context that is open: `github.event_name`.
  func fact(_ path: String) -> Value? { facts[path.lowercased()] }

  /// How the text at such a place begins and ends; `nil` where nothing is known of it.
  func ends(_ path: String) -> Ends? { ends[path.lowercased()] }
}
