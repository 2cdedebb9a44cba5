internal import GitModel
internal import PolicyCore

/// The updates by which branches are judged as they stand: one a branch, from nothing to its tip.
struct StandingUpdates {
  let updates: [RefUpdate]
  /// How many branches the policy exempts.
  let exempt: Int

  /// The updates of these branches, or of all there are.
  init(of branches: [Branch], only names: [BranchName], in policy: Policy) {
    let wanted = Set(names)
    let asked = branches.filter { wanted.isEmpty || wanted.contains($0.name) }
    let judged = asked.filter { !policy.leavesAlone($0.name) }
    updates = judged.map {
      RefUpdate(.standing, of: $0.ref, branch: $0.name, from: nil, to: $0.tip)
    }
    exempt = asked.count - judged.count
  }
}

extension Policy {
  /// Whether the strategy leaves a branch alone; an exact name is never exempt by a pattern.
  fileprivate func leavesAlone(_ branch: BranchName) -> Bool {
    Policy.isMergeQueue(branch)
      || (exemption(of: branch) != nil && kind(of: branch)?.isExact != true)
  }
}
