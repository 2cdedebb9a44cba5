/// Where branches left another one.
extension CommitGraph {
  /// The fork points of each tip with a base: its best common ancestors, newest first, as
  /// `git merge-base --all BASE TIP` prints them. Empty where nothing is in common.
  ///
  /// The base's history is swept once for all tips; for each tip, only its own commits are looked at
  /// and what lies between its fork points.
  public func forkPoints(of tips: [Int], with base: Int) throws(GitError) -> [[Int]] {
    guard floor.isEmpty else { throw Self.belowFloor }
    let history = reachable(from: [base])
    var result: [[Int]] = []
    for tip in tips {
      if history.contains(tip) {
        result.append([tip])
        continue
      }
      var met: Set<Int> = []
      for commit in try commits(reachableFrom: tip, notIn: history) {
        forEachParent(of: commit) { if history.contains($0) { met.insert($0) } }
      }
      result.append(newest(of: met))
    }
    return result
  }

  /// Those of the commits that no other of them reaches, newest first.
  private func newest(of commits: Set<Int>) -> [Int] {
    guard commits.count > 1 else { return Array(commits) }
    var walk = PaintedWalk(of: self, wanting: 2)
    for commit in commits { walk.paint(commit, 1) }
    var result: [Int] = []
    // The second colour means: an ancestor of one that came before.
    while walk.pending > 0, let (commit, colours) = walk.next() {
      if colours & 2 == 0 { result.append(commit) }
      forEachParent(of: commit) { walk.paint($0, 3) }
    }
    return result
  }
}
