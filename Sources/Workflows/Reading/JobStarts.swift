internal import GitModel
internal import PolicyCore
internal import PolicyFile

/// Whether the jobs of a workflow run, and how those that need others take a failure.
///
/// Source: docs.github.com, "Workflow syntax": `jobs.<job_id>.needs`.
struct JobStarts {
  /// Whether each job runs, in the order of the jobs: it is skipped with one that it needs, near or
  /// far, unless its `if:` asks for the status of jobs itself.
  private(set) var answers: [Condition.Answer]
  /// What makes the result of each mean less than it seems.
  private(set) var flaws: [Set<ProducedCheck.Flaw>]

  private let jobs: [WorkflowJob]
  private let contexts: Contexts
  private var conditions: [Condition]
  /// The places of the jobs that each needs.
  private let needs: [[Int]]

  /// The jobs of a file in these contexts; `nil` where that takes more than the budget.
  init?(_ document: WorkflowDocument, in contexts: Contexts, paidFrom budget: inout Int) {
    (jobs, self.contexts) = (document.jobs, contexts)
    var places: [String: Int] = [:]
    for (place, job) in jobs.enumerated() { places[job.id.lowercased()] = place }
    needs = jobs.map { job in job.needs.compactMap { places[$0.lowercased()] }.unique }
    conditions = jobs.map { _ in Condition(nil, in: contexts) }
    answers = jobs.map { _ in .always }
    flaws = jobs.map { _ in [] }
    // What each job's own condition and those of all jobs before it come to.
    var lines = answers
    for place in document.order {
      budget -= jobs[place].costOfStart
      guard budget > 0 else { return nil }
      let above = needs[place].reduce(Condition.Answer.always) { $0.and(lines[$1]) }
      guard let far = ancestors(of: place, paidFrom: &budget) else { return nil }
      let ends =
        needs[place].map { (need: jobs[$0].id, end: answers[$0].end) }
        + far.map { (need: jobs[$0].id, end: answers[$0].endFromAfar) }
      let condition = Condition(jobs[place].node["if"], needing: ends, in: contexts)
      conditions[place] = condition
      answers[place] = condition.waitsForSuccess ? condition.answer.and(above) : condition.answer
      lines[place] = answers[place].and(above)
      if !needs[place].isEmpty {
        guard let found = flaws(of: place, after: ends, paidFrom: &budget) else { return nil }
        flaws[place] = found
      }
    }
  }

  /// The jobs before those that a job needs, where its `if:` asks for `needs`: GitHub lets it see them,
  /// too, though the documentation says that it sees none but its own needs.
  ///
  /// Source: actions/runner#2356 and #1540; docs.github.com, "Contexts reference", `needs` context.
  private func ancestors(of place: Int, paidFrom budget: inout Int) -> [Int]? {
    guard jobs[place].asksForNeeds else { return [] }
    var (seen, found): (Set<Int>, [Int]) = (Set(needs[place]), [])
    var next = needs[place]
    while let job = next.popLast() {
      for need in needs[job] where seen.insert(need).inserted {
        budget -= Self.costOfNeed
        guard budget > 0 else { return nil }
        found.append(need)
        next.append(need)
      }
    }
    return found.sorted()
  }

  /// The jobs whose failure skips a job, and those of which that is open.
  private func flaws(
    of place: Int, after ends: [(need: String, end: Course.End)], paidFrom budget: inout Int
  ) -> Set<ProducedCheck.Flaw>? {
    let near = needs[place].map { jobs[$0].id }
    guard let far = beyond(place, paidFrom: &budget) else { return nil }
    switch conditions[place].heed {
    case .nothing: return []
    case .success: return [.skippedWhenNeedsFail(needs: near + far)]
    case .own(let expression, let written):
      let running = needs[place].filter { answers[$0].end != .skipped }
      let apart = jobs[place].asksForNeeds ? far.map { [$0] } : far.isEmpty ? [] : [far]
      let cost =
        (running.count + apart.count + 2)
        * (jobs[place].costOfStart + Self.costOfNeed * ends.count)
      budget -= cost
      guard budget > 0 else { return nil }
      var outlook = FailureOutlook(
        expression, written, after: ends, running: running.map { jobs[$0].id }, in: contexts)
      for need in running { outlook.ask(for: jobs[need].id, flaws: flaws[need]) }
      for jobs in apart { outlook.askFor(far: jobs) }
      return outlook.flaws
    }
  }

  /// The jobs before those that a job needs, as far as the ones between run whatever happens: a failure
  /// there still takes `success()` away (actions/runner#2205).
  private func beyond(_ place: Int, paidFrom budget: inout Int) -> [String]? {
    var (seen, found): (Set<Int>, [String]) = (Set(needs[place]), [])
    var next = needs[place].filter { !conditions[$0].waitsForSuccess }
    while let job = next.popLast() {
      for need in needs[job] where seen.insert(need).inserted {
        budget -= Self.costOfNeed
        guard budget > 0 else { return nil }
        found.append(jobs[need].id)
        if !conditions[need].waitsForSuccess { next.append(need) }
      }
    }
    return found
  }

  private static let costOfNeed = 10
}

extension ProducedCheck.Condition {
  /// How such a job ends while all goes well.
  fileprivate var end: Course.End {
    switch self {
    case .always: .success
    case .never: .skipped
    case .open: .open
    }
  }

  /// The same for a job further on, which is not to see one that is skipped: whether it does, only a run
  /// tells.
  fileprivate var endFromAfar: Course.End { end == .skipped ? .open : end }
}
