public import GitModel

/// What the workflow files say that count for an update.
extension Scene {
  /// The checks that the workflow files of a commit's tree produce.
  public func checks(in commit: ObjectID) throws(GitError) -> WorkflowChecks {
    if let known = checksAnswers[commit] { return try known.get() }
    var answer: Answer<WorkflowChecks>?
    defer { checksAnswers[commit] = answer }
    return try self.answer(&answer) { () throws(GitError) in
      try read(WorkflowTree(folder: policy.workflows, of: commit, in: history))
    }
  }

  /// The checks that count for an update: those of the branch's tip; of a pull request, those of the
  /// merge of both sides; of either, what `pull_request_target` starts as the default branch has it.
  /// `nil` where the update deletes the branch.
  public func checks(for update: RefUpdate) throws(GitError) -> WorkflowChecks? {
    try requireTip(of: update)
    guard let new = update.new else { return nil }
    let isProposal = update.moment == .pullRequest
    let checks = try isProposal ? checks(proposing: new, in: update) : checks(in: new)
    guard isProposal || update.moment == .standing && !isDefault(update) else { return checks }
    return try checks.taking(targeted(), for: Self.targeting)
  }

  /// The checks of the merge that a pull request makes.
  private func checks(
    proposing new: ObjectID, in update: RefUpdate
  ) throws(GitError) -> WorkflowChecks {
    if let merge = update.testMerge { return try checks(in: merge) }
    guard let old = update.old else { return try checks(in: new) }
    let bases = try commonAncestors(of: update)
    if bases == [old] { return try checks(in: new) }
    let tree = try WorkflowTree(
      folder: policy.workflows, merging: new, into: old,
      since: bases.count == 1 ? bases.first : nil, in: history)
    var checks = try read(tree)
    guard !tree.conflicts.isEmpty else { return checks }
    let cure = try cureOfBothChanging(in: update)
    checks.problems += tree.conflicts.map { path in
      WorkflowChecks.Problem(
        path: path, line: 1, column: 1,
        message: "the pull request and its base both change the file", mayProduce: true,
        help: cure)
    }
    return checks
  }

  /// Whatever the head and the base of a pull request say, GitHub takes it from the default branch.
  ///
  /// Source: github.blog/changelog, 2025-11-07, in force since 2025-12-08.
  private static var targeting: String { "pull_request_target" }

  private func isDefault(_ update: RefUpdate) -> Bool {
    guard case .known(let branch?) = defaultBranch else { return false }
    return branch.name == update.branch
  }

  /// The checks of the default branch as everybody has it.
  private func targeted() throws(GitError) -> WorkflowChecks {
    switch defaultBranch {
    case .known(let branch):
      guard let tip = branch?.published?.tip ?? branch?.tip else { return WorkflowChecks() }
      return try checks(in: tip)
    case .failed(let error):
      // What starts there may be all that is required, or nothing of it.
      var checks = WorkflowChecks()
      checks.problems.append(
        WorkflowChecks.Problem(
          path: WorkflowPath(policy.workflows), line: 1, column: 1,
          message: "what pull_request_target starts, the default branch says: \(error.message)",
          mayProduce: true, help: error.help))
      return checks
    }
  }

  /// The changed paths of a pull request, as GitHub compares them: against the common ancestor. One
  /// list for each of several ancestors.
  ///
  /// Source: docs.github.com, "Workflow syntax": "Git diff comparisons", a three-dot diff.
  func changedPaths(of update: RefUpdate) throws(GitError) -> [[[UInt8]]] {
    guard let new = update.new else { return [] }
    var lists: [[[UInt8]]] = []
    for base in try commonAncestors(of: update) {
      lists.append(try history.paths(from: base, to: new))
    }
    return lists
  }

  /// Whether any long-lived branch, or the base of a pull request, has a workflow file: without one,
  /// all checks come from elsewhere.
  func hasWorkflows(beside update: RefUpdate) throws(GitError) -> Bool {
    if update.moment != .standing, let old = update.old, try !checks(in: old).isEmpty {
      return true
    }
    for branch in try longLived(except: []) {
      for tip in branch.branch.tips where try !checks(in: tip).isEmpty { return true }
    }
    return false
  }

  /// The checks of files that GitHub does not take for workflows.
  private func disabledChecks(of update: RefUpdate) throws(GitError) -> [ProducedCheck] {
    guard let new = update.new else { return [] }
    let tree = try WorkflowTree(folder: policy.workflows, of: new, disabled: true, in: history)
    return try read(tree).checks
  }

  private func read(_ tree: WorkflowTree) throws(GitError) -> WorkflowChecks {
    guard !tree.files.isEmpty else { return WorkflowChecks() }
    guard let workflows else {
      throw GitError(
        .failed, "read workflows", "nobody here can read workflow files", help: "run policy audit")
    }
    return workflows.checks(of: tree.files)
  }
}

extension Scene {
  /// Who reports each context that the branch of an update requires; `nil` where it requires none, or
  /// where nothing waits for one.
  public func contextAnswers(for update: RefUpdate) throws(GitError) -> [ContextAnswer]? {
    guard let kind = kind(in: update), let branch = update.branch,
      case let required = kind.protection.requiredStatusChecks, !required.isEmpty,
      let occasion = try Occasion(update, in: self), let checks = try checks(for: update)
    else { return nil }
    let isElsewhere = checks.isEmpty ? try !hasWorkflows(beside: update) : false
    let disabled = try disabledChecks(of: update)
    let search = ContextSearch(
      workflows: checks, disabled: disabled, occasion: occasion, ref: update.ref,
      required: required)
    let queue = kind.protection.requireMergeQueue ? Occasion(queueOf: branch) : nil
    return required.map { check in
      if isElsewhere, check.app == nil {
        return .elsewhere(check, on: update.ref, policy.workflows)
      }
      return search.answer(check, alsoIn: queue)
    }
  }
}

extension Scene {
  /// What could be required of the branch of an update: every check whose name is known and that is
  /// reported there, with how well; those that the branch requires of other apps first.
  public func suggestions(for update: RefUpdate) throws(GitError) -> ContextSuggestions {
    guard let occasion = try Occasion(update, in: self), let checks = try checks(for: update),
      let branch = update.branch
    else { return ContextSuggestions() }
    let protection = kind(in: update)?.protection
    let queue = protection?.requireMergeQueue == true ? Occasion(queueOf: branch) : nil
    let others = (protection?.requiredStatusChecks ?? []).filter {
      ($0.app ?? ContextSearch.actions) != ContextSearch.actions
    }
    let names = checks.checks.filter { occasion.availability(of: $0) != .never }
      .compactMap(\.name.known)
    let all = others + names.unique.map { .init(context: $0) }
    // What is not suggested is not required: a gate has to stand without it, and without what falls
    // with it.
    var required = all
    while true {
      let search = ContextSearch(
        workflows: checks, occasion: occasion, ref: update.ref, required: required)
      let answers = all.map { search.answer($0, alsoIn: queue) }
      let sound = answers.filter { $0.verdict == .produced }.map(\.required)
      if sound.count == required.count || sound.isEmpty {
        return ContextSuggestions(answers: answers, doubts: occasion.doubts(of: checks))
      }
      required = sound
    }
  }
}

/// What a branch could require, as its workflow files tell it.
public struct ContextSuggestions: Sendable {
  /// Every check whose name is known, with how well it is reported.
  public var answers: [ContextAnswer] = []
  /// What may be reported besides and nobody can tell, a sentence each.
  public var doubts: [String] = []
}

extension Occasion {
  /// What of the workflow files leaves open what else is reported.
  fileprivate func doubts(of checks: WorkflowChecks) -> [String] {
    let open = checks.checks.filter { $0.name.known == nil && availability(of: $0) != .never }.map {
      "\($0.path):\($0.line): a job is named '\($0.name.shown)' "
        + "(\($0.name.why ?? "only a run tells it"))"
    }
    let unread = checks.problems.map { "\($0.path):\($0.line): \($0.message)" }
    return (open + unread).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension ContextAnswer {
  /// A context of which an error keeps us from knowing who reports it.
  public init(_ required: Protection.RequiredCheck, on ref: RefName, unknownFor error: GitError) {
    self.init(
      required, on: ref, .unknown, "\(error.operation): \(error.message)", help: error.help)
  }

  /// A context of a repository without any workflow file.
  fileprivate static func elsewhere(
    _ check: Protection.RequiredCheck, on ref: RefName, _ folder: String
  ) -> ContextAnswer {
    var answer = ContextAnswer(
      check, on: ref, .unknown,
      "whether '\(check.context)' is reported is not known: '\(folder)' holds no workflow file",
      help: "say which app reports it: {context: …, app: …}")
    answer.isElsewhere = true
    return answer
  }
}

extension ProducedCheck {
  /// The check as far as these events start it; `nil` where none does.
  fileprivate func started(by isEvent: (String) -> Bool) -> ProducedCheck? {
    var check = self
    check.triggers = triggers.filter { isEvent($0.event) }
    return check.triggers.isEmpty ? nil : check
  }
}

extension WorkflowChecks {
  /// The same, with what an event starts taken from others.
  fileprivate func taking(_ others: WorkflowChecks, for event: String) -> WorkflowChecks {
    var result = self
    result.checks =
      checks.compactMap { $0.started { $0 != event } }
      + others.checks.compactMap { $0.started { $0 == event } }
    result.problems += others.problems.filter { $0.mayProduce && !problems.contains($0) }
    return result
  }

  /// Whether there is no workflow file at all.
  var isEmpty: Bool { workflows.isEmpty && checks.isEmpty && problems.isEmpty }
}
