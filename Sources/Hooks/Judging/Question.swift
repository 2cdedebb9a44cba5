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
  /// What has to be mended once Git is stopped, whatever it is stopped for.
  var cure: String?
}

extension Question {
  /// Every rule's verdict on every update.
  func report(
    by policy: TrustedPolicy, in history: some History, path: String, now: Int64
  ) -> Report {
    let order = PushOrder(of: updates, under: policy.policy, by: Judge(rules: rules)) {
      updates, arrived in
      Scene(
        policy: policy.policy, history: history, branches: branches, updates: updates,
        arriving: arrived, isFirst: isFirst, now: now, reach: .near)
    }
    return Report(
      policy: policy.source, repository: path, mode: policy.policy.mode,
      judgements: order.judgements(),
      commits: 0, refs: updates.count, seconds: 0)
  }
}
