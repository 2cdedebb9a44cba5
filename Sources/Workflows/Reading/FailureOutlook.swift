internal import GitModel
internal import PolicyCore

/// What becomes of a job that asks for the status of others itself, when one of them fails.
struct FailureOutlook {
  private let expression: Expression
  private let written: String
  /// How the jobs that it sees end while all goes well, and those that it needs and that may run.
  private let usual: [(need: String, end: Course.End)], running: [String]
  private let contexts: Contexts
  /// The jobs whose failure skips it, and those of which only a run can tell.
  private var skipping: [String] = [], doubtful: [String] = []

  init(
    _ expression: Expression, _ written: String, after ends: [(need: String, end: Course.End)],
    running: [String], in contexts: Contexts
  ) {
    (self.expression, self.written) = (expression, written)
    usual = ends.map { ($0.need, running.contains($0.need) ? .success : $0.end) }
    (self.running, self.contexts) = (running, contexts)
  }

  private enum Outcome { case runs, skipped, open }

  /// What is lacking, once all has been asked.
  var flaws: Set<ProducedCheck.Flaw> {
    var (skipping, flaws): ([String], Set<ProducedCheck.Flaw>) = (skipping, [])
    // No one alone, and yet all of them together.
    if skipping.isEmpty, outcome(running, .failure) == .skipped { skipping = running }
    let doubtful = doubtful.filter { !skipping.contains($0) }
    if !skipping.isEmpty { flaws.insert(.skippedWhenNeedsFail(needs: skipping.unique)) }
    if !doubtful.isEmpty {
      flaws.insert(.mayBeSkippedWhenNeedsFail(needs: doubtful.unique, expression: written))
    }
    return flaws
  }

  /// Asks for the failure of jobs that it does not need itself: status functions see it from afar, and
  /// so may `needs`.
  mutating func askFor(far: [String]) { add(far, outcome(far, .open)) }

  /// Asks for the failure of one that it needs, and for that of others which skips this one.
  mutating func ask(for need: String, flaws: Set<ProducedCheck.Flaw>) {
    add([need], outcome([need], .failure))
    for case .skippedWhenNeedsFail(let others) in flaws {
      add(others, outcome([need], .skipped, after: others))
    }
  }

  private mutating func add(_ jobs: [String], _ outcome: Outcome) {
    switch outcome {
    case .runs: break
    case .skipped: skipping += jobs
    case .open: doubtful += jobs
    }
  }

  /// What happens where these jobs have ended so, after others have failed before them, and the rest
  /// well.
  private func outcome(
    _ jobs: [String], _ end: Course.End, after others: [String] = []
  ) -> Outcome {
    let ends = usual.map { (need, usual) in
      // Of one further on, only a run tells whether it is seen.
      let failure = running.contains(need) ? Course.End.failure : .open
      let other = others.contains(need) ? failure : usual
      return (need: need, end: jobs.contains(need) ? end : other)
    }
    let failing = Course.failure.with(ends).evaluation(of: written, in: contexts)
    let passing = Course.success.with(usual).evaluation(of: written, in: contexts)
    switch failing.holds(expression) {
    case true?: return .runs
    // What is skipped whatever happens is not skipped for a failure.
    case false?: return passing.holds(expression) == false ? .runs : .skipped
    case nil:
      // What hangs on the event or a variable alone does so whatever fails, and so do the needs where it
      // is none of them that does.
      let rest = failing.rest(of: expression)
      let isAsking = rest.asksForStatus || rest.asks(for: jobs + others)
      return rest == passing.rest(of: expression) && !isAsking ? .runs : .open
    }
  }
}

extension Evaluation {
  /// What of a condition is left open, without what is settled.
  fileprivate func rest(of expression: Expression) -> Expression {
    if let holds = holds(expression) { return .literal(.flag(holds)) }
    return switch expression {
    case .not(let operand): .not(rest(of: operand))
    case .all(let operands): .all(operands.filter { holds($0) != true }.map { rest(of: $0) })
    case .any(let operands): .any(operands.filter { holds($0) != false }.map { rest(of: $0) })
    default: expression
    }
  }
}

extension Expression {
  /// Whether it may ask how one of these jobs has ended.
  fileprivate func asks(for jobs: [String]) -> Bool {
    switch self {
    case .literal: false
    case .context(let name): name.lowercased() == "needs" && !jobs.isEmpty
    case .member(.context(let name), .literal(.text(let job))) where name.lowercased() == "needs":
      jobs.contains { $0.lowercased() == job.lowercased() }
    case .call(_, let operands), .all(let operands), .any(let operands):
      operands.contains { $0.asks(for: jobs) }
    case .member(let left, let right), .comparison(_, let left, let right):
      left.asks(for: jobs) || right.asks(for: jobs)
    case .each(let operand), .not(let operand): operand.asks(for: jobs)
    }
  }
}
