internal import PolicyCore
internal import PolicyFile

/// Goes through the jobs of one workflow that an event has started, and through those that they call.
struct JobWalk {
  private let library: WorkflowLibrary
  private let root: WorkflowDocument
  private let event: String
  private(set) var checks: [ProducedCheck] = []
  /// What keeps single jobs from having checks.
  private(set) var failures: [PlacedMessage] = []
  /// What may still be done for the file: files that call each other many times over could make more
  /// checks than anybody can read.
  private(set) var budget: Int

  /// What a file may cost in all: in bytes that are evaluated, or combinations of a matrix that are held
  /// against an entry.
  static let wholeBudget = 5_000_000
  private static let costOfInput = 10

  /// One job's surroundings: what its callers have settled.
  private struct Caller {
    /// The line of the job in the file that GitHub starts; `nil` in that file itself.
    var line: Int?
    var ids: [String] = []
    var names: [CheckName] = []
    /// What shows up where a caller is skipped: its own name, and none of what it calls.
    var nameWhenSkipped: CheckName?
    var legs: [String] = []
    var condition = ProducedCheck.Condition.always
    /// The flaws of the job itself. Those of its callers are none of its own: where one of them is
    /// skipped, nothing of what it calls is reported, and what waits for that does not pass.
    var flaws: Set<ProducedCheck.Flaw> = []
    var contexts: Contexts
    /// The files on the way.
    var calling: [WorkflowPath]
  }

  init(_ library: WorkflowLibrary, of root: WorkflowDocument, on event: String, budget: Int) {
    (self.library, self.root, self.event, self.budget) = (library, root, event, budget)
  }

  /// Collects the checks. Throws what GitHub refuses the workflow for, or where there are too many.
  mutating func run() throws(PlacedMessage) {
    var contexts = Contexts(event: event)
    // Only who starts a workflow by hand, or calls it through the API, hands something over.
    if event != "workflow_dispatch" { contexts = contexts.with("inputs", .map([])) }
    try collect(root, Caller(contexts: contexts, calling: [root.path]))
  }

  private mutating func collect(
    _ document: WorkflowDocument, _ caller: Caller
  ) throws(PlacedMessage) {
    guard let starts = JobStarts(document, in: caller.contexts, paidFrom: &budget) else {
      throw endless(caller)
    }
    for (place, job) in document.jobs.enumerated() {
      var inner = caller
      inner.line = caller.line ?? job.line
      inner.ids.append(job.id)
      inner.condition = caller.condition.and(starts.answers[place])
      inner.flaws = starts.flaws[place]
      try collect(job, inner)
    }
  }

  private mutating func collect(_ job: WorkflowJob, _ caller: Caller) throws(PlacedMessage) {
    let name = JobName(job.name(in: caller.contexts), id: job.id)
    guard let node = job.node["strategy"]?["matrix"], !node.isNull else {
      let contexts = caller.contexts.with("matrix", .null).with("strategy", job.strategy(0, of: 1))
      return try add(name.check(segments: [], in: contexts), nil, contexts, job, caller)
    }
    let combinations: [Matrix.Combination]
    do throws(Matrix.Failure) {
      combinations = try Matrix.combinations(of: node, in: caller.contexts, paidFrom: &budget)
    } catch {
      switch error {
      case .endless: throw endless(caller)
      case .refused(let why): throw refusal(why, node, caller)
      case .tooMany(let why): return failures.append(refusal(why, node, caller))
      case .open(let open):
        let contexts = caller.contexts.with("matrix", .open(open))
        let part = CheckName.Part(segment: open)
        var caller = caller
        caller.legs.append(CheckName([part]).shown)
        return try add(
          name.check(segments: [part], in: contexts), name.whenSkipped, contexts, job, caller)
      }
    }
    for (place, combination) in combinations.enumerated() {
      let contexts = caller.contexts.with("matrix", .map(combination.values))
        .with("strategy", job.strategy(place, of: combinations.count))
      var caller = caller
      caller.legs.append(combination.shown)
      try add(
        name.check(segments: combination.segments, in: contexts), name.whenSkipped, contexts,
        job, caller)
    }
  }

  private mutating func pay(_ cost: Int, _ caller: Caller) throws(PlacedMessage) {
    budget -= cost
    guard budget > 0 else { throw endless(caller) }
  }

  private func endless(_ caller: Caller) -> PlacedMessage {
    PlacedMessage(
      "the jobs and matrices from here on are too many to look at", line: caller.line ?? 1,
      mayProduce: true)
  }

  /// Adds one job's check, or those of the workflow that it calls.
  private mutating func add(
    _ name: CheckName, _ skipped: CheckName?, _ contexts: Contexts, _ job: WorkflowJob,
    _ caller: Caller
  ) throws(PlacedMessage) {
    try pay(job.costOfLeg, caller)
    guard let uses = job.node["uses"] else {
      var caller = caller
      if let node = job.node["continue-on-error"], Value(node, in: contexts) == .flag(true) {
        caller.flaws.insert(.continuesOnError)
      }
      return append(
        CheckName(joining: caller.names + [name]),
        skipped.map { CheckName(joining: caller.names + [$0]) }, caller)
    }
    var inner = caller
    inner.names.append(name)
    if inner.nameWhenSkipped == nil, caller.condition != .always {
      inner.nameWhenSkipped = CheckName(joining: caller.names + [skipped ?? name])
    }
    guard let called = try called(by: uses, of: job, inner) else { return }
    try pay(Self.costOfInput * (called.call?.inputs.count ?? 0), inner)
    inner.calling.append(called.path)
    inner.contexts = contexts.ofEvent.with(
      "inputs", called.given(job.node["with"].map { Value($0, in: contexts) } ?? .null))
    try collect(called, inner)
  }

  /// What a reference to the same repository begins with: docs.github.com, "Workflow syntax",
  /// `jobs.<job_id>.uses`; github.blog/changelog, 2026-07-30, for `$/`.
  private static let local = ["./", "$/"]

  /// The workflow that a job calls; `nil` where it is in another repository, and the check is added.
  private mutating func called(
    by uses: YAMLNode, of job: WorkflowJob, _ caller: Caller
  ) throws(PlacedMessage) -> WorkflowDocument? {
    guard let reference = uses.scalar?.text else {
      throw refusal("'uses' is no text", uses, caller)
    }
    guard let prefix = Self.local.first(where: reference.hasPrefix) else {
      let open = CheckName.Part.open(
        expression: "<jobs of \(reference)>", why: "the called workflow is in another repository")
      append(CheckName(joining: caller.names + [CheckName([open])]), caller.nameWhenSkipped, caller)
      return nil
    }
    let path = WorkflowPath(String(reference.dropFirst(prefix.count)))
    let called: WorkflowDocument
    do throws(PlacedMessage) {
      called = try library.called(path)
    } catch {
      throw refusal(error.message, uses, caller, mayProduce: error.mayProduce)
    }
    guard let call = called.call else {
      throw refusal("calls '\(path)', which has no 'workflow_call'", uses, caller)
    }
    if let fault = call.fault(of: job.node) {
      throw refusal("calls '\(path)' \(fault)", uses, caller)
    }
    guard !caller.calling.contains(path) else {
      throw refusal("calls '\(path)' within itself", uses, caller)
    }
    guard caller.calling.count < Self.mostLevels else {
      throw refusal("calls workflows more than \(Self.mostLevels) deep", uses, caller)
    }
    return called
  }

  /// The caller and nine workflows below it: docs.github.com, "Reuse workflows", "Nesting reusable
  /// workflows".
  private static let mostLevels = 10

  /// What is wrong in a called workflow is told where the first call stands.
  private func refusal(
    _ message: String, _ node: YAMLNode, _ caller: Caller, mayProduce: Bool = false
  ) -> PlacedMessage {
    guard let file = caller.calling.last, file != root.path, let line = caller.line else {
      return PlacedMessage(message, at: node, mayProduce: mayProduce)
    }
    return PlacedMessage(
      "'\(file)' \(message)", line: line, column: 1, mayProduce: mayProduce)
  }

  private mutating func append(_ name: CheckName, _ skipped: CheckName?, _ caller: Caller) {
    let skipped = caller.nameWhenSkipped ?? skipped
    checks.append(
      ProducedCheck(
        name: name, nameWhenSkipped: skipped == name ? nil : skipped, path: root.path,
        line: caller.line ?? 1, job: caller.ids.joined(separator: " / "),
        leg: caller.legs.isEmpty ? nil : caller.legs.joined(separator: " / "),
        condition: caller.condition, flaws: caller.flaws,
        triggers: root.triggers.filter { $0.event == event }))
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
