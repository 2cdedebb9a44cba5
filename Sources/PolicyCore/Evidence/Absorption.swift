internal import GitModel

/// Tells which landings another branch has in effect, though none of its commits shows it: where a hotfix
/// of several commits is squashed there and merged or rebased here.
///
/// Only what stands there now counts. What stood there once may have been taken back, and what takes a
/// landing back changes nothing where the landing has not arrived yet.
struct Absorption {
  /// How many changes are tried: each is a merge of trees, and who never merges back owes thousands.
  private static let most = 64

  private let target: LongLivedBranch
  private let graph: CommitGraph
  private let history: any History
  private var left = Self.most

  init(by target: LongLivedBranch, in graph: CommitGraph, history: any History) {
    (self.target, self.graph, self.history) = (target, graph, history)
  }

  /// Those of the landings whose change the target has. One after the other they may have arrived as one
  /// commit, so each stretch of them is tried together, the longest first.
  mutating func landed(among landings: Set<Int>) throws(GitError) -> Set<Int> {
    var found: Set<Int> = []
    // Parents have the lower numbers.
    var rest = landings.sorted()[...]
    while let first = rest.first, left > 0 {
      var stretch = [first]
      for next in rest.dropFirst() where graph.firstParent(of: next) == stretch.last {
        stretch.append(next)
      }
      while let last = stretch.last, try !contains(first, through: last) { stretch.removeLast() }
      found.formUnion(stretch)
      let done = Set(stretch)
      rest = rest.dropFirst().filter { !done.contains($0) }[...]
    }
    return found
  }

  /// Whether the target has what lies between the parent of one landing and another one.
  private mutating func contains(_ first: Int, through last: Int) throws(GitError) -> Bool {
    guard let parent = graph.firstParent(of: first), left > 0 else { return false }
    left -= 1
    let (old, new) = (graph.id(of: parent), graph.id(of: last))
    for tip in target.tips where try history.hasChange(from: old, to: new, in: graph.id(of: tip)) {
      return true
    }
    return false
  }
}
