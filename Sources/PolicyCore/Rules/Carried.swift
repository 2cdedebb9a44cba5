internal import GitModel

/// What a topic branch carries of another long-lived branch, newest first.
struct Carried {
  var all: [Int]
  /// Those of them that the other branch merged from where the topic once stood, as far as one can tell.
  var own: Set<Int> = []
  /// Whether the other branch has some of the topic's own work.
  var hasLanded = false
}

extension Scene {
  /// Those of the topic's commits that the other branch has, and did not get by merging the topic: each
  /// side parent of a merge that it holds brought what the merge's first parent lacked.
  ///
  /// Where the topic may not land there, a surviving branch whose tip was merged proves it, as it does for
  /// branch-flow, which an audit asks of the other branch. Once the topic went on, it may have been cut from
  /// what was merged as well, and of a push nobody asks the other branch: then it is held to that, and no
  /// cure takes the commits from it.
  func carried(
    _ commits: [Int], by topic: Topic, at tip: Int, from other: LongLivedBranch, _ moment: Moment
  ) throws(GitError) -> Carried {
    let held = try other.held(of: commits)
    guard let oldest = held.last else { return Carried(all: []) }
    let graph = try graph()
    let (heldSet, ownSet) = (Set(held), Set(commits))
    let mayLand = topic.kind.into.contains(other.name)
    let line = Set(graph.firstParentChain(from: tip).prefix(while: ownSet.contains))
    var (landed, own): (Set<Int>, Set<Int>) = ([], [])
    // A merge that the topic itself carries has brought it nowhere.
    for merge in try other.merges(newerThan: oldest, in: graph) where !heldSet.contains(merge) {
      let parents = graph.parents(of: merge)
      for side in parents.dropFirst() where heldSet.contains(side) {
        if !mayLand {
          guard line.contains(side),
            try !mayBeOther(side, than: topic, merged: merge, on: other)
          else { continue }
        }
        let brought = try graph.commits(reachableFrom: [side], notFrom: [parents[0]])
        if mayLand || side == tip && moment == .standing {
          landed.formUnion(brought)
        } else {
          own.formUnion(brought)
        }
      }
    }
    let all = held.filter { !landed.contains($0) }
    return Carried(
      all: all, own: own.intersection(all), hasLanded: all.count < held.count || !own.isEmpty)
  }

  /// Whether what was merged there came with another branch, which may land there.
  private func mayBeOther(
    _ side: Int, than topic: Topic, merged merge: Int, on other: LongLivedBranch
  ) throws(GitError) -> Bool {
    let id = try graph().id(of: side)
    let isOthers = branches.contains { branch in
      branch.tip == id && branch.name != topic.name
        && landingPlaces(of: RefUpdate.Head(branch: branch.name)).into.contains(other.name)
    }
    if isOthers { return true }
    return try mayBeALongLivedBranch(
      side, merged: merge, onto: other.branch.name, topic.kind.into)
  }
}
