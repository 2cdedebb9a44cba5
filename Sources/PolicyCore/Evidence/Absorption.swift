internal import GitModel

/// Tells which debts another branch has in effect, though none of its commits shows it: where a hotfix of
/// several commits is squashed there and merged or rebased here.
///
/// A debt has arrived so where picking all that came with it and after it, up to some landing, changes
/// nothing at the other branch's tip: as git-cherry-pick(1) finds out that a commit is empty by now. Only
/// what stands there now counts: what stood there once may have been taken back. And each debt is
/// picked from its own beginning: what takes an earlier one back here is nothing together with that, and
/// something where that has arrived alone.
struct Absorption {
  /// How many changes are tried: each is a merge of trees, and who never merges back owes thousands.
  private static let most = 512

  private let tip: Int
  private let graph: CommitGraph
  private let history: any History
  private var left = Self.most

  /// Of the branch that is owed to, with this tip.
  init(by tip: Int, in graph: CommitGraph, history: any History) {
    (self.tip, self.graph, self.history) = (tip, graph, history)
  }

  /// Those of the debts that are there, each of which came by a landing.
  mutating func debts(among landings: [Int: Int]) throws(GitError) -> Set<Int> {
    let debts = Dictionary(grouping: landings.keys) { landings[$0] ?? $0 }
    var (found, end): (Set<Int>, Int?) = ([], nil)
    // Parents have the lower numbers.
    for landing in debts.keys.sorted(by: >) {
      // One after the other, landings may have come as one commit.
      if let last = end, try !has(landing, through: last) { end = nil }
      if end == nil, try has(landing, through: landing) { end = landing }
      guard end != nil else { continue }
      for debt in debts[landing] ?? [] where try has(debt, broughtBy: landing) {
        found.insert(debt)
      }
    }
    return found
  }

  /// Whether a debt is there that came by a landing which is: of what a merge brought, that up to what was
  /// merged.
  private mutating func has(_ debt: Int, broughtBy landing: Int) throws(GitError) -> Bool {
    if debt == landing { return true }
    let parents = graph.parents(of: landing)
    guard parents.count == 2 else { return false }
    return try has(debt, through: parents[1])
  }

  /// Whether picking what lies between a commit's first parent and another commit changes nothing.
  private mutating func has(_ first: Int, through last: Int) throws(GitError) -> Bool {
    guard let parent = graph.firstParent(of: first), left > 0 else { return false }
    left -= 1
    history.onStep?()
    return try history.hasChange(
      from: graph.id(of: parent), to: graph.id(of: last), in: graph.id(of: tip))
  }
}
