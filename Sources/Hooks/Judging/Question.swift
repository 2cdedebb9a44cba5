internal import GitModel
internal import GitStore
internal import PolicyCore

/// What a hook has to find out, before the policy is read.
struct Question {
  /// On which side of a push it is asked.
  var side = HookName.Side.client
  /// Where the policy is read.
  var policy: TrustedPlace
  /// The branches as they stand before anything moves.
  var branches: StandingBranches
  /// Whether there is no branch yet, as far as can be told, so that a long-lived one begins a
  /// repository.
  var isFirst = false
  /// Whether there is anywhere to push to.
  var hasRemote = true
  /// The remote that is pushed to, or that people mean when they name none; `nil` where nobody knows, as
  /// on a server.
  var remote: String?
  /// Why a branch that is not among these may stand elsewhere.
  var missing: GitError?
  /// Everything that moves together.
  var updates: [RefUpdate]
  /// What moves, where that is found out only once the policy asks for it.
  var completed: ((Policy) throws(GitError) -> [RefUpdate])?
  /// The rules that are asked.
  var rules = RuleCatalog.all
  /// The tree that the policy will be read from once this has happened, where that changes.
  var arrivingPolicy: NamedTree?
  /// Whether another hook of the same push has judged it: what only advises was said there.
  var wasAsked = false
  /// What has to be mended once Git is stopped, whatever it is stopped for.
  var cure: String?
}

/// The branches beside which a question is asked.
enum StandingBranches {
  /// These.
  case all([Branch])
  /// Those of the workplace that move, the policy's long-lived ones, and those whose names may be taken
  /// for one of these. Enough where nothing is asked of the others. Where some are made, those besides
  /// that others make at the same moment; `locked` are those that belong to the question.
  case named(locked: Set<BranchName>)
}

extension Question {
  /// The branches, as far as the question needs them under a policy.
  private func branches(
    under policy: Policy, in place: Workplace
  ) throws(GitError) -> [Branch] {
    switch branches {
    case .all(let branches): return branches
    case .named(let locked):
      let longLived = policy.longLived.compactMap { BranchName($0.name) }
      return try place.branches(
        like: Set(longLived).union(updates.compactMap(\.branch)),
        makingBeside: updates.contains { $0.old == nil } ? locked : nil)
    }
  }

  /// Every rule's verdict on every update.
  func report(
    by policy: TrustedPolicy, in place: Workplace, signatures: (any CommitSignatures)?
  ) throws(GitError) -> Report {
    let branches = try branches(under: policy.policy, in: place)
    let isFirst = isFirst && updates.contains { $0.begins(under: policy.policy) }
    let order = PushOrder(of: updates, under: policy.policy, by: Judge(rules: rules)) {
      updates, arrived in
      Scene(
        policy: policy.policy, history: place.repository, branches: branches, updates: updates,
        arriving: arrived, isFirst: isFirst, hasRemote: hasRemote, remote: remote,
        side: side == .server ? .server : .clone, missing: missing, now: place.now, reach: .near,
        signatures: signatures)
    }
    let judgements = try order.judgements().map { judgement throws(GitError) in
      try judgement.tellingWhatToFetch(for: self.updates, from: remote, into: place.repository)
    }
    return Report(
      policy: policy.source, repository: place.path, mode: policy.policy.mode,
      judgements: judgements, commits: 0, refs: updates.count, seconds: 0)
  }
}

extension Judgement {
  /// The same, and where it is unknown since a clone lacks the commit at which a remote's branch stands,
  /// what to fetch: others have pushed since. Git itself would say so only behind the hook.
  fileprivate func tellingWhatToFetch(
    for updates: [RefUpdate], from remote: String?, into repository: Repository
  ) throws(GitError) -> Judgement {
    guard case .unknown(let error) = verdict, error.cause.isAbsence, let remote,
      let behind = updates.first(where: { $0.moment == .push && $0.isMissed(by: error) }),
      let old = behind.old, try !repository.holds(old)
    else { return self }
    let better = GitError(
      error.cause, error.operation,
      "commit \(old), where '\(behind.ref)' stands at the remote, is not here",
      help: "fetch what others have pushed: "
        + (try behind.branch.map { branch throws(GitError) in
          try repository.cure(ofUnfetched: branch, of: remote)
        } ?? "git fetch \(Words.shell(Array(remote.utf8)))"))
    return Judgement(
      rule: rule, level: level, update: update, verdict: .unknown(better), waived: waived)
  }
}

extension Repository {
  /// Whether a commit itself is here: of one at which a shallow clone ends, only the parents are not.
  fileprivate func holds(_ commit: ObjectID) throws(GitError) -> Bool {
    do throws(GitError) {
      _ = try self.commit(commit)
      return true
    } catch {
      guard error.cause.isAbsence else { throw error }
      return false
    }
  }
}

extension RefUpdate {
  /// Whether an object that is missing is the one at which the ref stands.
  fileprivate func isMissed(by error: GitError) -> Bool {
    old.map { error.message.contains($0.hex) } ?? false
  }

  /// Whether it makes a branch that stays.
  fileprivate func begins(under policy: Policy) -> Bool {
    old == nil && new != nil && branch.flatMap { policy.kind(of: $0) }?.isLongLived == true
  }
}
