internal import GitModel

/// Whether a check is reported when a branch waits for it.
enum Availability: Equatable {
  /// Every time.
  case always
  /// Only within one of these limits.
  case sometimes([Limit])
  /// Never.
  case never
  /// Nobody can tell, and why.
  case unknown(String)

  /// What a check is reported only for.
  struct Limit: Equatable {
    /// What is reported, to follow "only".
    var words: String
    /// The path filter, where that is the limit.
    var paths: FilterPatterns?
  }
}

extension Availability {
  /// The best that some of these give.
  init(anyOf all: [Availability]) {
    let limits = all.flatMap(\.limits).reduce(into: [Limit]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    if all.contains(.always) || Limit.complete(each: limits) {
      self = .always
    } else if let unknown = all.first(where: { if case .unknown = $0 { true } else { false } }) {
      self = unknown
    } else {
      self = limits.isEmpty ? .never : .sometimes(limits)
    }
  }

  /// What it is limited to; empty where there is no limit.
  var limits: [Limit] { if case .sometimes(let limits) = self { limits } else { [] } }
}

extension Availability.Limit {
  /// Whether two of the limits are a path filter and its opposite: whatever changes, one of them lets
  /// its workflow start. GitHub's documentation recommends such a pair.
  ///
  /// Source: docs.github.com, "Troubleshooting required status checks": "Handling skipped but
  /// required checks".
  static func complete(each limits: [Availability.Limit]) -> Bool {
    let filters = limits.compactMap(\.paths)
    return filters.contains { one in
      filters.contains { $0.texts == one.texts && $0.isIgnoring != one.isIgnoring }
        && !one.texts.contains { $0.hasPrefix("!") }
    }
  }
}

extension Occasion {
  /// Whether a check is reported on this occasion, its job's condition left aside.
  func availability(of check: ProducedCheck) -> Availability {
    Availability(anyOf: check.triggers.map(availability))
  }

  /// Whether one event is enough to have a check reported on this occasion.
  func isReported(_ check: ProducedCheck, on event: String) -> Bool {
    let triggers = check.triggers.filter { $0.event == event }
    return triggers.contains { availability(of: $0) != .never }
  }

  /// Whether nothing but what the head's message says keeps a check from a pull request.
  func isSkipped(_ check: ProducedCheck) -> Bool {
    var open = self
    open.skip = nil
    return skip != nil && open.availability(of: check) != .never
  }

  /// Whether nothing but a path filter keeps a check from a pull request.
  func isBlockedByPaths(_ check: ProducedCheck) -> Bool {
    check.triggers.contains { trigger in
      var open = trigger
      open.paths = nil
      return trigger.paths != nil && availability(of: open) == .always
    }
  }

  private func availability(of trigger: WorkflowTrigger) -> Availability {
    if skip != nil, SkipInstruction.events.contains(trigger.event) { return .never }
    switch (form, trigger.event) {
    case (.mergeQueue, "merge_group"):
      // Of the two activities, `destroyed` comes when all is over: docs.github.com, "Events that trigger
      // workflows", `merge_group`.
      let isAsked = trigger.types?.contains("checks_requested") ?? true
      return isAsked && trigger.admits(branch.bytes) ? .always : .never
    case (.mergeQueue, "push"):
      // The queue pushes what it tries to a branch of its own: docs.github.com, "Managing a merge queue".
      let queued = Array("gh-readonly-queue/\(branch)/pr-1-".utf8)
      return trigger.admits(queued) ? trigger.onPaths : .never
    case (.mergeQueue, _): return .never
    case (_, "pull_request"), (_, "pull_request_target"):
      return trigger.admits(branch.bytes) ? ofPullRequest(trigger) : .never
    case (_, "pull_request_review"), (_, "pull_request_review_comment"):
      return .sometimes([.init(words: "once somebody reviews (\(trigger.event))")])
    case (.anyPullRequest(let sources), "push"):
      return trigger.availability(onPushTo: sources)
    case (.pullRequest(let head, _), "push"):
      guard !head.isFork, trigger.admits(head.branch.bytes) else { return .never }
      return trigger.onPaths
    default: return .never
    }
  }

  private func ofPullRequest(_ trigger: WorkflowTrigger) -> Availability {
    if let types = trigger.types, !Set(types).isSuperset(of: ["opened", "synchronize"]) {
      let named = types.isEmpty ? "no activity" : Words.list(types, "or")
      return .sometimes([.init(words: "on the activity \(named), not on every push (types)")])
    }
    guard case .pullRequest(_, let lists) = form, let filter = trigger.paths else {
      return trigger.onPaths
    }
    let answers = lists.map { filter.availability(of: $0) }
    guard let first = answers.first else {
      return .unknown("the pull request and its base have no common ancestor to compare with")
    }
    return answers.allSatisfy { $0 == first }
      ? first : .unknown("the pull request has several common ancestors with its base")
  }
}

extension WorkflowTrigger {
  fileprivate func admits(_ branch: [UInt8]) -> Bool { branches?.admits(branch) ?? true }

  /// What a path filter lets through, where the changes are not known.
  fileprivate var onPaths: Availability {
    guard let paths else { return .always }
    return .sometimes([.init(words: paths.words, paths: paths)])
  }

  /// Whether a push to a head branch starts it. The check then stands on the head's commit, and counts
  /// for the pull request; but no fork pushes here.
  fileprivate func availability(onPushTo sources: Occasion.Sources) -> Availability {
    var (all, some): ([String], [String]) = ([], [])
    for (name, samples) in sources.families {
      let admitted = samples.count { admits($0) }
      if admitted == samples.count { all.append(name) } else if admitted > 0 { some.append(name) }
    }
    // A branch that the policy names no way to may be reached from any.
    let isOpen = sources.families.isEmpty && branches == nil
    if all.count == sources.families.count, !all.isEmpty || isOpen {
      guard sources.includesForks else { return onPaths }
      return .sometimes([.init(words: "for branches of this repository, not of forks (push)")])
    }
    guard !(all + some).isEmpty else { return .never }
    return .sometimes([.init(words: "for heads of \(Words.list(all + some)) (push)")])
  }
}

extension FilterPatterns {
  /// GitHub looks at so many files of a diff.
  ///
  /// Source: docs.github.com, "Workflow syntax": "Git diff comparisons".
  private static var mostFiles: Int { 300 }

  /// `when 'src/**' changes`.
  var words: String {
    let shown = texts.prefix(3).map { "'\($0)'" } + (texts.count > 3 ? ["…"] : [])
    return isIgnoring
      ? "when more than \(Words.list(shown)) changes" : "when \(Words.list(shown, "or")) changes"
  }

  fileprivate func availability(of paths: [[UInt8]]) -> Availability {
    let admitted = paths.count { admits($0) }
    if admitted == 0 { return .never }
    if admitted == paths.count || paths.count <= Self.mostFiles { return .always }
    return .unknown(
      "the pull request changes \(paths.count) files, and GitHub holds only \(Self.mostFiles) of "
        + "them against the path filter")
  }
}
