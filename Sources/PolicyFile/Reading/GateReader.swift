internal import PolicyCore

/// Reads the gates of a file whose every value has its shape, and finds what contradicts itself.
struct GateReader {
  private(set) var gates: [Gate] = []
  private(set) var problems: [PolicyFileError.Problem] = []
  /// The names of `no_worse_than`, to be looked for among the branches.
  private(set) var branches: [YAMLNode] = []
  private var writers: [String: String] = [:]

  init(_ node: YAMLNode?) {
    for entry in node?.entries ?? [] {
      guard let run = entry.value["run"], let command = command(run) else { continue }
      var gate = Gate(name: entry.key, command: command)
      fill(&gate, from: entry.value)
      check(gate, entry.value)
      gates.append(gate)
    }
  }

  private mutating func command(_ run: YAMLNode) -> [String]? {
    do throws(GateCommand.Failure) {
      if let line = run.scalar?.text { return try GateCommand.words(line) }
      let words = (run.items ?? []).compactMap { $0.scalar?.text }
      try GateCommand.check(words, in: words.joined(separator: " "))
      return words
    } catch {
      problems.append(.init(error.message, at: run.place, help: error.help))
      return nil
    }
  }

  private mutating func fill(_ gate: inout Gate, from node: YAMLNode) {
    gate.metric = metric(node["metric"])
    gate.atLeast = node.number("at_least")
    gate.atMost = node.number("at_most")
    if let branch = node["no_worse_than"] {
      gate.noWorseThan = branch.scalar?.text
      branches.append(branch)
    }
    gate.better =
      node.word("better", Gate.Better.self)
      ?? (gate.atLeast != nil ? .higher : gate.atMost != nil ? .lower : nil)
    gate.ignoresExit = node.flag("ignore_exit") ?? false
    gate.timeout = node.text("timeout").flatMap(Duration.seconds) ?? Gate.usualTimeout
    gate.about = node.word("about", Gate.Subject.self) ?? .tree
    gate.on = node.texts("on").compactMap { Gate.Hook(rawValue: $0) }
    gate.requiredOn = node.texts("required_on").compactMap { Gate.Hook(rawValue: $0) }
    gate.weight = node.integer("weight") ?? Gate.usualWeight
  }

  private mutating func metric(_ node: YAMLNode?) -> GateMetric? {
    guard let node else { return nil }
    if let pattern = node.scalar?.text { return .output(pattern: pattern) }
    let files = ["json", "cobertura", "junit", "sarif"].filter { node[$0] != nil }
    guard let form = files.first, files.count == 1, let text = node.text(form) else {
      add(
        files.isEmpty ? "the metric names no file" : "the metric names several files", at: node,
        help: "name one: json, cobertura, junit or sarif")
      return nil
    }
    for (key, owners) in [
      ("pointer", ["json"]), ("level", ["sarif"]), ("of", ["cobertura", "junit"]),
    ] where !owners.contains(form) {
      guard let value = node[key] else { continue }
      add(
        "'\(key)' says nothing of a metric in '\(form)'", at: value,
        help: "remove it; it goes with \(owners.joined(separator: " or "))")
    }
    return metric(form, PolicySource.normalized(text), node)
  }

  private mutating func metric(_ form: String, _ file: String, _ node: YAMLNode) -> GateMetric? {
    switch form {
    case "json":
      guard let pointer = node.text("pointer") else {
        add("the metric names no place in '\(file)'", at: node, help: "add pointer: /PLACE/IN/IT")
        return nil
      }
      return .json(file: file, pointer: pointer)
    case "cobertura":
      return part(node, GateMetric.Coverage.lines, form).map { .cobertura(file: file, of: $0) }
    case "junit":
      return part(node, GateMetric.Tests.failed, form).map { .junit(file: file, of: $0) }
    default: return .sarif(file: file, level: node.word("level", GateMetric.ResultLevel.self))
    }
  }

  private mutating func part<Part: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode, _ usual: Part, _ form: String
  ) -> Part? {
    guard let value = node["of"] else { return usual }
    if let part = node.word("of", Part.self) { return part }
    let known = Part.allCases.map(\.rawValue).joined(separator: ", ")
    add("a report in '\(form)' has no such part", at: value, help: "write one of: \(known)")
    return nil
  }

  private mutating func check(_ gate: Gate, _ node: YAMLNode) {
    let limits = ["at_least", "at_most", "no_worse_than"].compactMap { node[$0] }
    if let limit = limits.first, node["metric"] == nil {
      add("a limit needs a metric", at: limit, help: "add metric: where the number is found")
    }
    if let least = gate.atLeast, let most = gate.atMost, least > most, let place = node["at_most"] {
      add("no number is at least \(least) and at most \(most)", at: place, help: "swap them")
    }
    if let place = node["no_worse_than"], gate.better == nil {
      add("nothing says which way the number gets better", at: place, help: "add better: higher")
    }
    if let place = node["ignore_exit"], gate.ignoresExit, limits.isEmpty {
      add("nothing decides: the exit status is ignored", at: place, help: "add a limit")
    }
    if let place = node["timeout"], gate.timeout == 0 {
      add("the time is none", at: place, help: "write a time such as 10m")
    }
    guard let file = gate.metric?.file, let place = node["metric"] else { return }
    if let other = writers[file] {
      add(
        "'\(file)' is written by the gate '\(other)' too, and gates run at the same time",
        at: place, help: "let each write a file of its own")
    }
    writers[file] = gate.name
  }

  private mutating func add(_ message: String, at node: YAMLNode, help: String) {
    problems.append(.init(message, at: node.place, help: help))
  }
}

extension YAMLNode {
  /// A whole or other number.
  fileprivate func number(_ key: String) -> Double? {
    switch self[key]?.scalar?.type {
    case .integer(let value?): Double(value)
    case .number(let value?): value
    default: nil
    }
  }
}
