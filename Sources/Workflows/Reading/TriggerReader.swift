internal import PolicyCore
internal import PolicyFile

/// Reads `on:`: docs.github.com, "Workflow syntax for GitHub Actions", `on`.
enum TriggerReader {
  /// The events, in the order of the file.
  static func read(_ node: YAMLNode) throws(PlacedMessage) -> [WorkflowTrigger] {
    switch node.content {
    case .scalar:
      guard let event = node.scalar?.text, !node.isNull else {
        throw PlacedMessage("'on' names no event", at: node)
      }
      try check(event, PlacedMessage("'\(event)' is no event", at: node))
      return [WorkflowTrigger(event: event, line: node.place.line)]
    case .list(let items):
      var triggers: [WorkflowTrigger] = []
      for item in items {
        guard let event = item.scalar?.text else {
          throw PlacedMessage("'on' lists what is no event", at: item)
        }
        try check(event, PlacedMessage("'\(event)' is no event", at: item))
        triggers.append(WorkflowTrigger(event: event, line: item.place.line))
      }
      return triggers
    case .map(let entries):
      var triggers: [WorkflowTrigger] = []
      for entry in entries {
        try check(entry.key, PlacedMessage("'\(entry.key)' is no event", at: entry))
        triggers.append(try trigger(entry))
      }
      return triggers
    }
  }

  private static func check(
    _ event: String, _ refusal: @autoclosure () -> PlacedMessage
  ) throws(PlacedMessage) {
    guard WorkflowShape.eventNames.contains(event) else { throw refusal() }
  }

  private static func trigger(_ entry: YAMLNode.Entry) throws(PlacedMessage) -> WorkflowTrigger {
    var trigger = WorkflowTrigger(event: entry.key, line: entry.keyPlace.line)
    // `schedule` is a list, and what a `workflow_call` has below it is no filter.
    guard entry.value.entries != nil, entry.key != "workflow_call",
      entry.key != "workflow_dispatch"
    else { return trigger }
    trigger.branches = try filter("branches", in: entry)
    trigger.paths = try filter("paths", in: entry)
    if let types = entry.value["types"] { trigger.types = try texts(types) }
    // A push that is filtered by tags alone is none of a branch.
    if entry.key == "push", trigger.branches == nil,
      entry.value["tags"] != nil || entry.value["tags-ignore"] != nil
    {
      trigger.branches = try patterns([], isIgnoring: false, at: entry.value)
    }
    return trigger
  }

  private static func filter(
    _ key: String, in entry: YAMLNode.Entry
  ) throws(PlacedMessage) -> FilterPatterns? {
    let (admitting, ignoring) = (entry.value[key], entry.value[key + "-ignore"])
    if let admitting {
      if let ignoring {
        throw PlacedMessage("'\(entry.key)' has '\(key)' and '\(key)-ignore'", at: ignoring)
      }
      return try patterns(try texts(admitting), isIgnoring: false, at: admitting)
    }
    return try ignoring.map { node throws(PlacedMessage) in
      try patterns(try texts(node), isIgnoring: true, at: node)
    }
  }

  private static func patterns(
    _ texts: [String], isIgnoring: Bool, at node: YAMLNode
  ) throws(PlacedMessage) -> FilterPatterns {
    do throws(FilterPatternError) {
      return try FilterPatterns(texts, isIgnoring: isIgnoring)
    } catch {
      // GitHub's own reading of such a pattern is not documented.
      throw PlacedMessage(
        "'\(error.pattern)' is no filter pattern: \(error.message)", at: node, mayProduce: true)
    }
  }

  /// One text or a list of them.
  static func texts(_ node: YAMLNode) throws(PlacedMessage) -> [String] {
    if let text = node.scalar?.text { return node.isNull ? [] : [text] }
    guard let items = node.items else { throw PlacedMessage("this is no list", at: node) }
    var texts: [String] = []
    for item in items {
      guard let text = item.scalar?.text else { throw PlacedMessage("this is no text", at: item) }
      texts.append(text)
    }
    return texts
  }
}
