internal import GitModel
internal import PolicyCore

/// The updates by which branches and tags are judged as they stand: one each, from nothing to where
/// it is.
struct StandingUpdates {
  let updates: [RefUpdate]
  /// How many branches the policy exempts.
  let exempt: Int

  /// The updates of these branches and tags; of all there are, where none is named. A tag of which
  /// the policy demands nothing has none.
  init(
    of branches: [Branch], only names: [BranchName], _ refs: [Ref], only tags: [RefName],
    in policy: Policy
  ) {
    let (wanted, wantedTags) = (Set(names), Set(tags))
    let isAll = wanted.isEmpty && wantedTags.isEmpty
    let asked = branches.filter { isAll || wanted.contains($0.name) }
    let judged = asked.filter { !policy.isExempt($0.name) }
    let tagged = refs.filter { ref in
      (isAll || wantedTags.contains(ref.name)) && ref.name.tag.map(policy.asks) == true
    }
    updates =
      judged.map { RefUpdate(.standing, of: $0.ref, branch: $0.name, from: nil, to: $0.tip) }
      + tagged.map { RefUpdate(.standing, of: $0.name, from: nil, to: $0.object) }
    exempt = asked.count - judged.count
  }
}
