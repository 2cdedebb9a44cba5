internal import PolicyCore
internal import PolicyFile

/// Gathers the checks of all jobs of all workflow files, those of called workflows too.
struct CheckCollector {
  private let documents: [String: WorkflowDocument]
  private(set) var result = WorkflowChecks()
  /// Files that call each other many times over could make more checks than anybody can read.
  private static let mostChecks = 10_000
  /// GitHub allows ten levels: docs.github.com, "Reuse workflows", "Limitations".
  private static let deepestCall = 10

  /// One job's surroundings: the workflow that GitHub starts, and what its callers have settled.
  private struct Caller {
    var path: String
    var triggers: [WorkflowTrigger]
    /// The line of the job in the file that GitHub starts; `nil` in that file itself.
    var line: Int?
    var ids: [String] = []
    var names: [CheckName] = []
    /// What shows up where a caller is skipped: its own name, and none of what it calls.
    var nameWhenSkipped: CheckName?
    var leg: String?
    var condition = Condition(nil, in: Contexts())
    var flaws: Set<ProducedCheck.Flaw> = []
    var contexts = Contexts()
    /// The files on the way.
    var calling: [String]
  }

  init(_ documents: [String: WorkflowDocument]) { self.documents = documents }

  /// Adds the checks of a file that GitHub starts by itself.
  mutating func collect(_ document: WorkflowDocument) {
    result.workflows.append(
      WorkflowChecks.File(path: document.path, triggers: document.triggers))
    // What is only called reports nothing by itself.
    guard document.triggers.contains(where: { $0.event != "workflow_call" }) else { return }
    collect(
      document,
      Caller(path: document.path, triggers: document.triggers, calling: [document.path]))
  }

  private mutating func collect(_ document: WorkflowDocument, _ caller: Caller) {
    for job in document.jobs {
      guard result.checks.count < Self.mostChecks else {
        problem("the files make more than \(Self.mostChecks) checks", at: job.line, in: document)
        return
      }
      do throws(PlacedMessage) {
        try collect(job, of: document, caller)
      } catch {
        problem(error.message, at: error.line, column: error.column, in: document)
      }
    }
  }

  private mutating func collect(
    _ job: WorkflowDocument.Job, of document: WorkflowDocument, _ caller: Caller
  ) throws(PlacedMessage) {
    var caller = caller
    caller.line = caller.line ?? job.line
    caller.ids.append(job.id)
    let condition = Condition(job.node["if"], in: caller.contexts)
    caller.condition = caller.condition.and(condition)
    let needs = try job.needs()
    if !needs.isEmpty, condition.waitsForSuccess {
      caller.flaws.insert(.skippedWhenNeedsFail(needs: needs))
    }
    if let node = job.node["continue-on-error"], Value(node, in: caller.contexts) == .flag(true) {
      caller.flaws.insert(.continuesOnError)
    }
    let name = JobName(job.node["name"].flatMap { Self.text($0, in: caller.contexts) }, id: job.id)
    guard let node = job.node["strategy"]?["matrix"] else {
      let contexts = caller.contexts.with("matrix", .null).with("strategy", Self.strategy(0, of: 1))
      try add(name.check(segments: [], in: contexts), nil, contexts, job, document, caller)
      return
    }
    switch Matrix(node, in: caller.contexts) {
    case .refused(let why): throw PlacedMessage(why, at: node)
    case .open(let open):
      let contexts = caller.contexts.with("matrix", .open(open))
      try add(
        name.check(openMatrix: open, in: contexts), name.whenSkipped, contexts, job, document,
        caller)
    case .combinations(let combinations):
      for (place, combination) in combinations.enumerated() {
        let contexts = caller.contexts.with("matrix", .map(combination.values))
          .with("strategy", Self.strategy(place, of: combinations.count))
        var caller = caller
        caller.leg = combination.segments.joined(separator: ", ")
        try add(
          name.check(segments: combination.segments, in: contexts), name.whenSkipped, contexts,
          job, document, caller)
      }
    }
  }

  /// A `name:` that is a number or a flag is text, as the value has it.
  private static func text(_ node: YAMLNode, in contexts: Contexts) -> String? {
    guard let (text, type) = node.scalar else { return nil }
    return type == .text ? text : Value(node, in: contexts).text
  }

  private static func strategy(_ place: Int, of count: Int) -> Value {
    .map([
      Value.Entry(key: "job-index", value: .number(Double(place))),
      Value.Entry(key: "job-total", value: .number(Double(count))),
    ])
  }

  /// Adds one job's check, or those of the workflow that it calls.
  private mutating func add(
    _ name: CheckName, _ skipped: CheckName?, _ contexts: Contexts, _ job: WorkflowDocument.Job,
    _ document: WorkflowDocument, _ caller: Caller
  ) throws(PlacedMessage) {
    let whole = CheckName(joining: caller.names + [name])
    guard let uses = job.node["uses"] else {
      append(whole, skipped.map { CheckName(joining: caller.names + [$0]) }, caller)
      return
    }
    guard let reference = uses.scalar?.text else {
      throw PlacedMessage("'uses' is no text", at: uses)
    }
    let prefix = "./"
    guard reference.hasPrefix(prefix) else {
      let why = "the called workflow is in another repository"
      append(
        CheckName(joining: [whole, CheckName([.open(expression: reference, why: why)])]), whole,
        caller)
      return
    }
    let path = String(reference.dropFirst(prefix.count))
    guard let called = documents[path] else {
      throw PlacedMessage("calls '\(path)', which is not here or cannot be read", at: uses)
    }
    guard let inputs = called.inputs else {
      throw PlacedMessage("calls '\(path)', which has no 'workflow_call'", at: uses)
    }
    guard caller.calling.count <= Self.deepestCall, !caller.calling.contains(path) else {
      throw PlacedMessage("calls '\(path)' within itself, or too deep", at: uses)
    }
    var inner = caller
    inner.names.append(name)
    if inner.nameWhenSkipped == nil, caller.condition.answer != .always {
      inner.nameWhenSkipped = CheckName(joining: caller.names + [skipped ?? name])
    }
    inner.calling.append(path)
    // What a called workflow sees of its caller's contexts are the inputs alone.
    let given = job.node["with"].map { Value($0, in: contexts) } ?? .null
    inner.contexts = Contexts().with(
      "inputs",
      .map(
        inputs.map { input in
          Value.Entry(
            key: input.key, value: given[input.key] == .null ? input.value : given[input.key])
        }))
    collect(called, inner)
  }

  private mutating func append(_ name: CheckName, _ skipped: CheckName?, _ caller: Caller) {
    let skipped = caller.nameWhenSkipped ?? skipped
    result.checks.append(
      ProducedCheck(
        name: name, nameWhenSkipped: skipped == name ? nil : skipped, path: caller.path,
        line: caller.line ?? 1, job: caller.ids.joined(separator: " / "), leg: caller.leg,
        condition: caller.condition.answer, flaws: caller.flaws, triggers: caller.triggers))
  }

  private mutating func problem(
    _ message: String, at line: Int, column: Int = 1, in document: WorkflowDocument
  ) {
    let problem = WorkflowChecks.Problem(
      path: document.path, line: line, column: column, message: message, mayProduce: true)
    if !result.problems.contains(problem) { result.problems.append(problem) }
  }

  /// Adds a file that cannot be read.
  mutating func add(_ error: PlacedMessage, of path: String) {
    result.problems.append(
      WorkflowChecks.Problem(
        path: path, line: error.line, column: error.column, message: error.message,
        mayProduce: true))
  }
}

extension CheckName {
  /// The name of a job in a called workflow: `caller / called`.
  ///
  /// Source: docs.github.com, "Troubleshooting rules".
  fileprivate init(joining names: [CheckName]) {
    self.init(Array(names.map(\.parts).joined(separator: [.text(" / ")])))
  }
}
