public import GitModel

/// A long-lived branch with all its history, or with as much as a near scene shows.
///
/// "No" is an answer only where the history is whole: beyond a cut, anything may stand, and below the
/// floor of a near scene, what all branches share.
public struct LongLivedBranch: Sendable {
  /// The kind that the policy gives it.
  public let kind: Kind
  /// The branch.
  public let branch: Branch
  /// Its tip in the graph, and where it stands besides.
  public let tips: [Int]
  /// Every commit at hand that the tips reach.
  public let history: CommitSet
  /// What everybody has of it: what its remote's tip reaches, all where no remote has the branch.
  public let published: CommitSet
  /// Whether there are commits here that have not been pushed.
  public let isAhead: Bool
  private let line: CommitSet
  /// Where the history at hand ends before its roots, and why.
  private let end: GitError?
  /// Where it ends above what all branches share, and why.
  private let openEnd: GitError?
  private let lineEnd: GitError?

  /// The branch with everything that its tips reach in the graph.
  init(kind: Kind, branch: Branch, tips: [Int], in graph: CommitGraph) {
    (self.kind, self.branch, self.tips) = (kind, branch, tips)
    history = graph.reachable(from: tips)
    let known = branch.published.flatMap { $0.tip == branch.tip ? nil : graph.index(of: $0.tip) }
    published = known.map { graph.reachable(from: [$0]) } ?? history
    isAhead = known != nil && published != history
    var line = CommitSet(capacity: graph.count)
    for tip in tips {
      for commit in graph.firstParentChain(from: tip) { line.insert(commit) }
    }
    self.line = line
    (end, lineEnd) = (graph.end(in: history), graph.end(in: line))
    openEnd = graph.openEnd(in: history)
  }

  /// The short name.
  public var name: String { branch.name.text }

  /// The branch as everybody has it, without what is here only.
  public func asPublished(in graph: CommitGraph) -> LongLivedBranch {
    guard isAhead, let known = branch.published, let tip = graph.index(of: known.tip) else {
      return self
    }
    let seen = Branch(name: branch.name, ref: known.ref, tip: known.tip)
    return LongLivedBranch(kind: kind, branch: seen, tips: [tip], in: graph)
  }

  /// Whether the commit is in the branch's history.
  public func holds(_ commit: Int) throws(GitError) -> Bool {
    if history.contains(commit) { return true }
    if let end { throw end }
    return false
  }

  /// Those of the commits that are in the branch's history. They must be commits that some branch
  /// lacks: of those, a near scene shows all.
  public func held(of commits: [Int]) throws(GitError) -> [Int] {
    let held = commits.filter { history.contains($0) }
    if held.count < commits.count, let openEnd { throw openEnd }
    return held
  }

  /// Those of the commits that are not in the branch's history.
  public func missing(of commits: [Int]) throws(GitError) -> [Int] {
    let missing = commits.filter { !history.contains($0) }
    if !missing.isEmpty, let end { throw end }
    return missing
  }

  /// Whether the commit is on the chain of first parents: whether it was once the tip, as far as
  /// history can tell.
  public func wasTip(_ commit: Int) throws(GitError) -> Bool {
    if line.contains(commit) { return true }
    if let lineEnd { throw lineEnd }
    return false
  }

  /// The merges in its history that are newer than a commit, newest first.
  func merges(newerThan commit: Int, in graph: CommitGraph) throws(GitError) -> [Int] {
    if let end { throw end }
    // A merge comes after its parents in the graph's order.
    return stride(from: tips.max() ?? commit, to: commit, by: -1).filter {
      history.contains($0) && graph.parentCount(of: $0) > 1
    }
  }
}
