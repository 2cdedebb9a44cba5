internal import GitModel

/// Looks for who reports the contexts that a branch requires.
struct ContextSearch {
  /// What the workflow files say.
  let workflows: WorkflowChecks
  /// What files would produce that GitHub does not take for workflows, by their names.
  var disabled: [ProducedCheck] = []
  /// When the contexts are waited for.
  var occasion: Occasion
  /// The ref of the branch.
  let ref: RefName
  /// All that the branch requires.
  let required: [Protection.RequiredCheck]
  /// The app whose checks workflows make; docs.github.com, "Get an app": the slug.
  static let actions = "github-actions"

  /// Who reports one of the contexts.
  func answer(_ check: Protection.RequiredCheck) -> ContextAnswer {
    if let app = check.app, app != Self.actions {
      return ContextAnswer(
        check, on: ref, .produced,
        "is reported by the app '\(app)', which no workflow file tells of")
    }
    let named = workflows.checks.filter { $0.name.isKnown(as: check.context) }
    let reach = Availability(anyOf: named.map(availability))
    if reach == .always { return judged(check, named.filter { availability(of: $0) != .never }) }
    if let unknown = unknown(check, named, reach) { return unknown }
    if !named.isEmpty {
      return reach == .never ? elsewhere(check, named) : limited(check, named, reach.limits)
    }
    return inPlace(check) ?? nearest(check)
  }

  /// The same for pull requests and, where that says less, for a merge queue.
  func answer(_ check: Protection.RequiredCheck, alsoIn queue: Occasion?) -> ContextAnswer {
    let answer = answer(check)
    guard answer.verdict == .produced, let queue else { return answer }
    var search = self
    search.occasion = queue
    let queued = search.answer(check)
    return queued.verdict == .produced ? answer : queued
  }

  /// Whether a check is reported under its name, its job's condition included.
  private func availability(of check: ProducedCheck) -> Availability {
    let reach = occasion.availability(of: check)
    guard reach != .never, let skipped = check.nameWhenSkipped, skipped != check.name,
      let substitute = check.substitute
    else { return reach }
    switch check.condition {
    case .always: return reach
    case .never: return .never
    case .open(let expression, _):
      let limit = Availability.Limit(
        words: "while its 'if' holds (\(expression)): \(substitute)")
      return .sometimes(reach.limits + [limit])
    }
  }
}

/// A context that is reported every time, and whether it says what it seems to say.
extension ContextSearch {
  private func judged(
    _ check: Protection.RequiredCheck, _ producers: [ProducedCheck]
  ) -> ContextAnswer {
    if let answer = ambiguous(check, producers) ?? skipped(check, producers)
      ?? gate(check, producers)
    {
      return answer
    }
    return ContextAnswer(
      check, on: ref, .produced, "is reported for \(occasion.words)", by: producers)
  }

  /// Source: docs.github.com, "About protected branches": job names that are not unique "can cause
  /// ambiguous status check results".
  private func ambiguous(
    _ check: Protection.RequiredCheck, _ producers: [ProducedCheck]
  ) -> ContextAnswer? {
    let jobs = producers.reduce(into: [ProducedCheck]()) { jobs, check in
      if !jobs.contains(where: check.isSameJob) { jobs.append(check) }
    }
    // Of a matrix, two combinations may read alike.
    let alike = Set(producers.flatMap(\.triggers).map(\.event)).map { event in
      producers.count { occasion.isReported($0, on: event) }
    }
    let count = max(jobs.count, alike.max() ?? 0)
    let limits = producers.map { occasion.availability(of: $0).limits }
    let isPair = limits.allSatisfy { !$0.isEmpty } && producers.count == 2
    guard count > 1, !isPair else { return nil }
    return ContextAnswer(
      check, on: ref, .conditional,
      "'\(check.context)' is reported by \(Words.count(count, "job")), and which of them counts "
        + "is not defined",
      by: producers, help: "give each of the jobs a name of its own")
  }

  private func skipped(
    _ check: Protection.RequiredCheck, _ producers: [ProducedCheck]
  ) -> ContextAnswer? {
    var skips: (by: ProducedCheck, expression: String)?
    for producer in producers {
      // Another event of the same head may run it.
      guard case .never(let expression) = producer.condition else { return nil }
      skips = skips ?? (producer, expression)
    }
    return skips.map { skips in
      ContextAnswer(
        check, on: ref, .conditional,
        "'\(check.context)' is skipped every time (if: \(skips.expression)), and a skipped check passes",
        by: producers.filter(skips.by.isSameJob), help: "let the job run, or do not require it")
    }
  }

  /// A job whose needs fail is skipped, and passes: all that it waits for must be required as well.
  ///
  /// Source: docs.github.com, "Troubleshooting required status checks": "Checks on skipped jobs".
  private func gate(
    _ check: Protection.RequiredCheck, _ producers: [ProducedCheck]
  ) -> ContextAnswer? {
    let help =
      "run it whatever its needs do, and let it fail with them: 'if: ${{ always() }}' and a "
      + "step that looks at needs.*.result; or require what it needs"
    // A matrix job that is skipped reports another name, so that this one waits.
    let single = producers.filter { $0.nameWhenSkipped == nil }
    for producer in single {
      let loose = unrequired(neededBy: producer).jobs
      guard !loose.isEmpty else { continue }
      return ContextAnswer(
        check, on: ref, .conditional,
        "'\(check.context)' passes when \(Words.list(loose.map { "'\($0)'" }, "or")) fails: it is "
          + "skipped then, and a skipped check passes",
        by: producers.filter(producer.isSameJob), help: help)
    }
    for producer in single {
      let (loose, doubt) = unrequired(neededBy: producer, orPerhaps: true)
      guard !loose.isEmpty, let doubt else { continue }
      return ContextAnswer(
        check, on: ref, .unknown,
        "whether '\(check.context)' is skipped, and passes, when "
          + "\(Words.list(loose.map { "'\($0)'" }, "or")) fails is not known (if: \(doubt))",
        by: producers.filter(producer.isSameJob), help: help)
    }
    return nil
  }

  /// The jobs whose failure skips a check, near and far, and whose own checks the branch does not
  /// require; perhaps also those of which only a run can tell, with the expression that leaves it open.
  /// A job that continues on error is seen as a success by who needs it, and skips nobody.
  private func unrequired(
    neededBy producer: ProducedCheck, orPerhaps includesDoubtful: Bool = false
  ) -> (jobs: [String], doubt: String?) {
    var (seen, open, loose): (Set<String>, [ProducedCheck], [String]) = ([], [producer], [])
    var doubt: String?
    while let next = open.popLast() {
      if includesDoubtful { doubt = doubt ?? next.doubt?.expression }
      let needs = next.needs + (includesDoubtful ? next.doubt?.needs ?? [] : [])
      for need in needs where seen.insert(next.caller + need).inserted {
        let job = next.caller + need
        let checks = workflows.checks.filter {
          $0.path == producer.path && ($0.job == job || $0.job.hasPrefix(job + " / "))
            && occasion.availability(of: $0) != .never
        }
        let isLoose = checks.contains { !isRequired($0) && !$0.flaws.contains(.continuesOnError) }
        if checks.isEmpty || isLoose { loose.append(job) }
        open += checks
      }
    }
    return (loose.sorted(), doubt)
  }

  private func isRequired(_ check: ProducedCheck) -> Bool {
    required.contains {
      check.name.isKnown(as: $0.context) && ($0.app ?? Self.actions) == Self.actions
    }
  }
}

extension ProducedCheck {
  /// What is reported in place of the check where the job, or one that calls its workflow, is skipped;
  /// `nil` where that has the same name.
  var substitute: String? {
    guard let skipped = nameWhenSkipped?.shown else { return nil }
    return (isSkippedByCaller ? "a job that calls a workflow and" : "a matrix job that")
      + " is skipped reports '\(skipped)' instead"
  }

  /// Whether what is skipped is a job that calls the check's workflow.
  var isSkippedByCaller: Bool {
    guard let skipped = nameWhenSkipped?.shown else { return false }
    return skipped.ranges(of: " / ").count < job.ranges(of: " / ").count
  }

  /// The jobs whose failure skips this one.
  fileprivate var needs: [String] {
    for case .skippedWhenNeedsFail(let needs) in flaws { return needs }
    return []
  }

  /// The jobs of which only a run can tell whether their failure skips this one.
  fileprivate var doubt: (needs: [String], expression: String)? {
    for case .mayBeSkippedWhenNeedsFail(let needs, let expression) in flaws {
      return (needs, expression)
    }
    return nil
  }

  /// What the ids of the jobs beside this one begin with: its callers'.
  fileprivate var caller: String {
    job.range(ofLast: " / ").map { String(job[..<$0.upperBound]) } ?? ""
  }
}

extension String {
  fileprivate func range(ofLast separator: String) -> Range<String.Index>? {
    ranges(of: separator).last
  }
}
