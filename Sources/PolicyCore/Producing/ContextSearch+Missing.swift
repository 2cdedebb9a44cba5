internal import GitModel

/// A context that is not reported every time, or not under its name.
extension ContextSearch {
  /// Where the files leave open whether the context is reported; `nil` where they do not.
  func unknown(
    _ check: Protection.RequiredCheck, _ named: [ProducedCheck], _ reach: Availability
  ) -> ContextAnswer? {
    if case .unknown(let why) = reach {
      return ContextAnswer(
        check, on: ref, .unknown, "whether '\(check.context)' is reported is not known: \(why)",
        by: named, help: "make the pull request smaller, or take the path filter away")
    }
    let open = workflows.checks.filter {
      $0.name.known == nil && $0.name.mayBe(check.context) && !isInPlace($0, of: check)
        && occasion.availability(of: $0) != .never
    }
    if let first = open.first {
      return ContextAnswer(
        check, on: ref, .unknown,
        "whether '\(check.context)' is reported is not known: a job is named '\(first.name.shown)' "
          + "(\(first.name.why ?? "only a run tells it"))",
        by: open,
        help:
          "write the name out, or let a job with a plain name stand for it, and require that one")
    }
    guard let problem = workflows.problems.first(where: \.mayProduce) else { return nil }
    return ContextAnswer(
      check, on: ref, .unknown,
      "whether '\(check.context)' is reported is not known"
        + (problem.help == nil ? ", as a file cannot be read" : "") + ": \(problem.message)",
      by: [], at: .init(path: problem.path, line: problem.line),
      help: problem.help
        ?? "mend \(Words.shell(problem.path.bytes)), line \(problem.line)")
  }

  /// A context that jobs report, but never when it is waited for.
  func elsewhere(
    _ check: Protection.RequiredCheck, _ named: [ProducedCheck]
  ) -> ContextAnswer {
    if let template = named.first(where: { occasion.availability(of: $0) != .never }) {
      return ContextAnswer(
        check, on: ref, .never,
        "'\(check.context)' is never reported: \(template.substitute ?? "its job is skipped")",
        by: [template], help: "let the job run, or move its 'if:' \(template.placeOfCondition)")
    }
    let events = named.flatMap(\.triggers).reduce(into: [String]()) {
      if !$0.contains($1.words) { $0.append($1.words) }
    }
    let starts = Words.list(events.isEmpty ? ["nothing"] : events)
    if let skip = occasion.skip, let skipped = named.first(where: occasion.isSkipped) {
      return ContextAnswer(
        check, on: ref, .never,
        "'\(check.context)' waits forever: the message of the head says '\(skip)', and starts no workflow",
        by: [skipped], help: "take it out of the message: git commit --amend --allow-empty")
    }
    if let blocked = named.first(where: occasion.isBlockedByPaths) {
      return ContextAnswer(
        check, on: ref, .never,
        "'\(check.context)' waits forever: no path that the pull request changes starts its workflow",
        by: [blocked],
        help: "filter paths in a job and not in 'on:', or change a path that the filter admits")
    }
    return ContextAnswer(
      check, on: ref, .never,
      "'\(check.context)' is reported on \(starts), and never for \(occasion.words)", by: named,
      help:
        "let its workflow start on it: on: {\(occasion.event): {branches: [\(occasion.branch)]}}")
  }

  /// A context that is reported only now and then: else it waits forever.
  func limited(
    _ check: Protection.RequiredCheck, _ named: [ProducedCheck], _ limits: [Availability.Limit]
  ) -> ContextAnswer {
    let words = limits.map(\.words).joined(separator: ", or ")
    return ContextAnswer(
      check, on: ref, .conditional,
      "'\(check.context)' is reported only \(words); else \(occasion.words) waits for it forever",
      by: named.filter { occasion.availability(of: $0) != .never },
      help: limits.contains { $0.paths != nil }
        ? "filter paths in a job and not in 'on:', or add a workflow with the opposite filter and "
          + "a job of the same name"
        : "let the job run for every pull request, or require another")
  }

  /// Whether a job that may be skipped reports the context then, whatever it reports else.
  private func isInPlace(_ producer: ProducedCheck, of check: Protection.RequiredCheck) -> Bool {
    producer.condition != .always
      && producer.nameWhenSkipped?.isKnown(as: check.context) ?? false
  }

  /// A context that a job of other checks reports in their place while it is skipped; `nil` where none
  /// does.
  func inPlace(_ check: Protection.RequiredCheck) -> ContextAnswer? {
    let skipped = workflows.checks.filter {
      ($0.nameWhenSkipped?.isKnown(as: check.context) ?? false)
        && occasion.availability(of: $0) != .never
    }
    for producer in skipped {
      let producers = skipped.filter {
        ($0.path, $0.line, $0.condition) == (producer.path, producer.line, producer.condition)
      }
      let names = producers.prefix(3).map { "'\($0.name.shown)'" }
      let others = Words.list(names + (producers.count > 3 ? ["…"] : []))
      switch producer.condition {
      case .always: continue
      case .never(let expression):
        return ContextAnswer(
          check, on: ref, .conditional,
          "'\(check.context)' is reported only since its job is skipped every time "
            + "(if: \(expression)), and a skipped check passes",
          by: producers, help: "let the job run, and require \(others); or do not require it")
      case .open(let expression, _):
        return ContextAnswer(
          check, on: ref, .conditional,
          "'\(check.context)' is reported only while its 'if' does not hold (\(expression)); "
            + "else \(others)",
          by: producers,
          help: producer.name.known == nil
            ? "let the job run for every pull request, or require another"
            : "move the job's 'if:' \(producer.placeOfCondition), and require \(others)")
      }
    }
    return nil
  }

  /// A context that no job reports, and what comes nearest to it.
  func nearest(_ check: Protection.RequiredCheck) -> ContextAnswer {
    let reported = workflows.checks.filter {
      $0.name.known != nil && occasion.availability(of: $0) != .never
    }
    let nearest = NearestContext(context: check.context, checks: reported)
    let lead = "no job reports '\(check.context)'"
    if nearest.sameByAnotherName == nil, let answer = standingStill(check, lead) { return answer }
    guard let found = nearest.sameByAnotherName ?? nearest.similar, let name = found.name.known
    else {
      return ContextAnswer(
        check, on: ref, .never, lead,
        help:
          "see what is reported: policy checks --suggest; of another app's check, name the app: "
          + "{context: …, app: …}" + refused)
    }
    let producers = reported.filter { $0.name.isKnown(as: name) }
    if nearest.isRounded(found) {
      return ContextAnswer(
        check, on: ref, .renamed,
        "\(lead): YAML reads a number without its last zeros, and the check is called '\(name)'",
        by: producers, help: "write the number between quotes in the workflow: '3.10' for 3.10")
    }
    if name == check.context {
      return ContextAnswer(
        check, on: ref, .renamed,
        "\(lead), and one reports it in another Unicode form, which GitHub takes for another name",
        by: producers, help: "copy the name from the workflow into the policy")
    }
    return ContextAnswer(
      check, on: ref, .renamed, "\(lead), and one reports '\(name)'", by: producers,
      help: "did you mean '\(name)'? require that, or give the job the name that is required")
  }
}

extension ContextSearch {
  /// The files that GitHub refuses, whose jobs may have been meant.
  private var refused: String {
    let files = workflows.problems.filter { !$0.mayProduce }
    guard let first = files.first else { return "" }
    let more = files.count == 1 ? "" : " and \(Words.count(files.count - 1, "more place"))"
    return "; or mend what cannot be read: \(Words.shell(first.path.bytes)), line \(first.line) "
      + "(\(first.message))\(more)"
  }

  /// A context that a file would report if its name ended in `.yml`.
  private func standingStill(
    _ check: Protection.RequiredCheck, _ lead: String
  ) -> ContextAnswer? {
    let found =
      disabled.first { $0.name.isKnown(as: check.context) }
      ?? NearestContext(context: check.context, checks: disabled).sameByAnotherName
    guard let found else { return nil }
    let name = found.name.shown
    return ContextAnswer(
      check, on: ref, .never,
      "\(lead): job '\(found.job)' stands in a file that GitHub does not take for a workflow",
      at: .init(path: found.path, line: found.line),
      help: "let the file's name end in .yml"
        + (found.name.isKnown(as: check.context) ? "" : ", and require '\(name)'")
        + "; or require another")
  }
}

extension ProducedCheck {
  /// Where a condition does no harm: a job that calls a workflow has no steps.
  fileprivate var placeOfCondition: String {
    isSkippedByCaller ? "into the jobs of the workflow that it calls" : "to its steps"
  }
}

extension Occasion {
  /// The event that starts a workflow on this occasion.
  var event: String { if case .mergeQueue = form { "merge_group" } else { "pull_request" } }
}
