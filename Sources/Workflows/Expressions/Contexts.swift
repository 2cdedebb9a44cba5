/// What is known, without a run, of the contexts that an expression may name.
struct Contexts: Sendable {
  /// The contexts that are known, by their names in lower case; others are open.
  private var known: [String: Value] = [:]
  /// What is known of contexts that are open otherwise: `github.event_name`, in lower case.
  private var facts: [String: Value] = [:]

  /// Nothing is known.
  init() {}

  /// What an event settles, of the context `github`: what it has nothing to say of is null, or an
  /// empty text.
  ///
  /// Source: docs.github.com, "Contexts reference", `github` context: `base_ref` and `head_ref` are
  /// there for pull requests alone; "Webhook events and payloads": `pull_request`.
  init(event: String) {
    facts["github.event_name"] = .text(event)
    guard ["push", "merge_group", "schedule", "workflow_dispatch"].contains(event) else { return }
    facts["github.event.pull_request"] = .null
    facts["github.base_ref"] = .text("")
    facts["github.head_ref"] = .text("")
  }

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
}
