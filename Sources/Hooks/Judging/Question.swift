internal import GitModel
internal import PolicyCore

/// What a hook has to find out, before the policy is read.
struct Question {
  /// On which side of a push it is asked.
  var side = HookName.Side.client
  /// The trees that the policy is read from, the first that holds one.
  var trees: [NamedTree]
  /// Whether the work tree's policy counts where no tree holds one.
  var trustsWorkTree = false
  /// The branches as they stand before anything moves.
  var branches: [Branch]
  /// Whether there is certainly no branch yet.
  var isFirst = false
  /// Everything that moves together.
  var updates: [RefUpdate]
  /// The rules that are asked.
  var rules = RuleCatalog.all
  /// The tree that the policy will be read from once this has happened, where that changes.
  var arrivingPolicy: NamedTree?
}

extension Question {
  /// Every rule's verdict on every update.
  ///
  /// A long-lived branch is judged against what stood before; other branches beside what the same
  /// push brings, so that a story may come together with the develop that it is cut from: that
  /// develop is judged itself, and one refusal refuses the push.
  func report(
    by policy: TrustedPolicy, in history: some History, path: String, now: Int64
  ) -> Report {
    let isLongLived = { (update: RefUpdate) in
      update.branch.flatMap { policy.policy.kind(of: $0) }?.isLongLived == true
    }
    let turns = [
      (updates: updates.filter(isLongLived), arriving: []),
      (updates: updates.filter { !isLongLived($0) }, arriving: updates),
    ]
    var judgements: [Judgement] = []
    for turn in turns where !turn.updates.isEmpty {
      let scene = Scene(
        policy: policy.policy, history: history, branches: branches, updates: turn.updates,
        arriving: turn.arriving, isFirst: isFirst, now: now, reach: .near)
      judgements += Judge(rules: rules).judge(turn.updates, in: scene)
    }
    return Report(
      policy: policy.source, repository: path, mode: policy.policy.mode, judgements: judgements,
      commits: 0, refs: updates.count, seconds: 0)
  }
}
