internal import GitModel
internal import PolicyCore

/// The refs of one push, judged as if they were pushed one after the other.
///
/// They are let in or refused together, and they come in where pushes of the refs one by one would,
/// in one order for all of them: two updates must not excuse each other, each as if the other had
/// come first. So a release comes in with the develop that it merges, and a story with the develop
/// that it is cut from; a story does not with a merge into main that it alone would prove.
struct PushOrder {
  /// The updates of long-lived branches: those that move before those that are made, and these in
  /// the order of the policy. Of two that are made of the same commits, the first answers for these.
  private let longLived: [RefUpdate]
  /// All others. Among themselves only their names matter, and all of these count.
  private let others: [RefUpdate]
  private let judge: Judge
  private let scene: (_ updates: [RefUpdate], _ arrived: [RefUpdate]) -> Scene

  /// The order of the updates under a policy; `scene` is where some are judged after others.
  init(
    of updates: [RefUpdate], under policy: Policy, by judge: Judge,
    scene: @escaping (_ updates: [RefUpdate], _ arrived: [RefUpdate]) -> Scene
  ) {
    let kinds = policy.longLived
    func rank(_ update: RefUpdate) -> Int? {
      update.branch.flatMap { policy.kind(of: $0) }.flatMap { kinds.firstIndex(of: $0) }
    }
    let ranked = updates.compactMap { update in rank(update).map { (update, $0) } }
    let made = ranked.filter { $0.0.old == nil }.sorted { $0.1 < $1.1 }
    longLived = ranked.map(\.0).filter { $0.old != nil } + made.map(\.0)
    others = updates.filter { rank($0) == nil }
    (self.judge, self.scene) = (judge, scene)
  }

  /// The verdicts in the order that lets everything in; where none does, in the usual one.
  func judgements() -> [Judgement] {
    let last = judgements(othersFirst: false)
    guard last.contains(where: \.blocks), !longLived.isEmpty, !others.isEmpty else { return last }
    let first = judgements(othersFirst: true)
    return first.contains(where: \.blocks) ? last : first
  }

  private func judgements(othersFirst: Bool) -> [Judgement] {
    var found = othersFirst ? judge(others, after: others) : []
    // What the push deletes stands until then: it may prove what the push merges.
    found += oneByOne(after: othersFirst ? others.filter { $0.new != nil } : [])
    if !othersFirst { found += judge(others, after: longLived + others) }
    return found
  }

  /// The long-lived branches, each as soon as it may come in.
  private func oneByOne(after first: [RefUpdate]) -> [Judgement] {
    var (found, arrived): ([Judgement], [RefUpdate]) = ([], first)
    var (waiting, refused): ([RefUpdate], [Judgement]) = (longLived, [])
    while !waiting.isEmpty {
      var left: [RefUpdate] = []
      refused = []
      for update in waiting {
        let judgements = judge([update], after: arrived)
        if judgements.contains(where: \.blocks) {
          left.append(update)
          refused += judgements
        } else {
          found += judgements
          arrived.append(update)
        }
      }
      guard left.count < waiting.count else { break }
      waiting = left
    }
    return found + refused
  }

  private func judge(_ updates: [RefUpdate], after arrived: [RefUpdate]) -> [Judgement] {
    updates.isEmpty ? [] : judge.judge(updates, in: scene(updates, arrived))
  }
}
