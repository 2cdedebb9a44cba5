internal import PolicyCore

/// What becomes of a job that asks for the status of others itself, when one of them fails.
struct FailureOutlook {
  private let expression: Expression
  private let written: String
  /// The jobs that it needs: those that may run, and those that are skipped every time.
  private let running: [String], skipped: [String]
  private let contexts: Contexts
  /// The jobs whose failure skips it, and those of which only a run can tell.
  private var skipping: [String] = [], doubtful: [String] = []

  init(
    _ expression: Expression, _ written: String, running: [String], skipped: [String],
    in contexts: Contexts
  ) {
    (self.expression, self.written) = (expression, written)
    (self.running, self.skipped, self.contexts) = (running, skipped, contexts)
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

  /// Asks for the failure of jobs that it does not need itself: status functions see it from afar.
  mutating func askFor(far: [String]) { add(far, outcome([], .success)) }

  /// Asks for the failure of one that it needs, and for that of others which skips this one.
  mutating func ask(for need: String, flaws: Set<ProducedCheck.Flaw>) {
    add([need], outcome([need], .failure))
    for case .skippedWhenNeedsFail(let others) in flaws {
      add(others, outcome([need], .skipped))
    }
  }

  private mutating func add(_ jobs: [String], _ outcome: Outcome) {
    switch outcome {
    case .runs: break
    case .skipped: skipping += jobs
    case .open: doubtful += jobs
    }
  }

  /// What happens where these jobs have ended so, and the others well, while something has failed.
  private func outcome(_ jobs: [String], _ end: Course.End) -> Outcome {
    let failing = Course.failure.with(ends(jobs, end)).evaluation(of: written, in: contexts)
    let passing = Course.success.with(ends([], end)).evaluation(of: written, in: contexts)
    switch failing.holds(expression) {
    case true?: return .runs
    // What is skipped whatever happens is not skipped for a failure.
    case false?: return passing.holds(expression) == false ? .runs : .skipped
    case nil:
      // What hangs on the event or a variable alone does so whatever fails, and so do the needs where it
      // is none of them that does.
      let rest = failing.rest(of: expression)
      let isAsking = rest.asksForStatus || !jobs.isEmpty && rest.asksForNeeds
      return rest == passing.rest(of: expression) && !isAsking ? .runs : .open
    }
  }
}

extension FailureOutlook {
  private func ends(_ jobs: [String], _ end: Course.End) -> [(need: String, end: Course.End)] {
    running.map { (need: $0, end: jobs.contains($0) ? end : .success) }
      + skipped.map { (need: $0, end: .skipped) }
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
  /// Whether it asks how the jobs have ended that it needs.
  fileprivate var asksForNeeds: Bool {
    contains {
      if case .context(let name) = $0 { name.lowercased() == "needs" } else { false }
    }
  }
}

extension [String] {
  /// Each once, in their order.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
