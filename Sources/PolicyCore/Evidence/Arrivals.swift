internal import GitModel

/// Tells which commits of one branch have reached another without being in its history.
///
/// Facts that are dear are asked for last and once: ids and trees stand in the graph, paths need
/// two trees, a patch id needs the files.
struct Arrivals {
  private let target: LongLivedBranch
  private let graph: CommitGraph
  private let history: any History
  /// The target's commits that have the tree of a commit that is owed, by tree.
  private let byTree: [ObjectID: [Int]]
  /// The commits of the target that a squash was found to equal, with the squash.
  private var squashed: [(squash: Int, equal: Int)] = []
  private var changes: CommitChanges
  private var ancestries: Ancestries

  init(on target: LongLivedBranch, of debts: [Int], in graph: CommitGraph, history: any History) {
    (self.target, self.graph, self.history) = (target, graph, history)
    changes = CommitChanges(in: graph, history: history)
    ancestries = Ancestries(of: debts, in: graph)
    let wanted = Set(debts.map { graph.tree(of: $0) })
    var byTree: [ObjectID: [Int]] = [:]
    for commit in target.history.newestFirst {
      let tree = graph.tree(of: commit)
      if wanted.contains(tree) { byTree[tree, default: []].append(commit) }
    }
    self.byTree = byTree
  }

  /// Whether the commit has arrived. Ask about parents before their children.
  mutating func contains(_ commit: Int) throws(GitError) -> Bool {
    let behind = ancestries.behind(commit)
    if try containsTree(of: commit) { return true }
    if graph.parentCount(of: commit) > 1 { return try containsOwnEdits(of: commit, behind) }
    return try containsChange(by: commit, behind)
  }

  /// The target once looked exactly like this, and not before it looked like an earlier squash: a
  /// revert looks like the past, and has not arrived.
  private mutating func containsTree(of commit: Int) throws(GitError) -> Bool {
    let candidates = byTree[graph.tree(of: commit)] ?? []
    guard !candidates.isEmpty, !hasStood(graph.tree(of: commit), before: commit) else {
      return false
    }
    for equal in candidates {
      if try graph.isAncestor(equal, of: commit) { continue }
      var isOld = false
      for earlier in squashed where !isOld && earlier.equal != equal {
        if try graph.isAncestor(equal, of: earlier.equal) {
          isOld = try graph.isAncestor(earlier.squash, of: commit)
        }
      }
      if isOld { continue }
      squashed.append((commit, equal))
      return true
    }
    return false
  }

  /// Whether the branch that owes looked like this before: then the commit takes something back.
  private func hasStood(_ tree: ObjectID, before commit: Int) -> Bool {
    graph.firstParentChain(from: commit).dropFirst().contains { graph.tree(of: $0) == tree }
  }

  /// A merge owes what its parents do not explain; their commits are owed by themselves.
  private mutating func containsOwnEdits(
    of merge: Int, _ behind: CommitSet
  ) throws(GitError) -> Bool {
    let parents = graph.parents(of: merge)
    let known = parents.count == 2 ? try graph.mergeHistory(parents[0], parents[1]) : nil
    for edit in try history.ownEdits(ofMerge: graph.id(of: merge), in: known) {
      if try !containsEdit(edit, behind) { return false }
    }
    return true
  }

  /// Whether the target has, or once had, at the path what a merge gave it; what somebody made of it
  /// later is the target's own business. That nothing is at a path says something of the tip only.
  private mutating func containsEdit(
    _ edit: PathBlob, _ behind: CommitSet
  ) throws(GitError) -> Bool {
    for tip in target.tips
    where try history.blob(at: edit.path, in: graph.id(of: tip)) == edit.blob {
      return true
    }
    guard edit.blob != nil else { return false }
    let top = TopNames(of: [edit.path])
    for commit in try possibleCopies(behind) {
      // What a commit left alone stands so in its first parent, too.
      if let parent = graph.firstParent(of: commit), !behind.contains(parent),
        try !changes.topNames(of: commit).mayHold(top)
      {
        continue
      }
      if try history.blob(at: edit.path, in: graph.id(of: commit)) == edit.blob { return true }
    }
    return false
  }

  /// The same patch, or a cherry-pick that names the commit and touches all its paths.
  private mutating func containsChange(
    by commit: Int, _ behind: CommitSet
  ) throws(GitError) -> Bool {
    let wanted = try changes.paths(of: commit)
    if wanted.isEmpty { return true }
    let (id, top) = (graph.id(of: commit), try changes.topNames(of: commit))
    for candidate in try possibleCopies(behind) where graph.parentCount(of: candidate) < 2 {
      let there = try changes.topNames(of: candidate)
      guard there.mayHold(top) else { continue }
      if there == top, try changes.paths(of: candidate) == wanted,
        try changes.patch(of: candidate) == changes.patch(of: commit)
      {
        return true
      }
      if try changes.origins(of: candidate, ofAny: wanted).contains(id),
        Set(try changes.paths(of: candidate)).isSuperset(of: wanted)
      {
        return true
      }
    }
    return false
  }

  /// The commits of the target among which a copy of a debt can be, newest first: what it builds on is
  /// none. Throws where the history of either is not all here.
  private func possibleCopies(_ behind: CommitSet) throws(GitError) -> [Int] {
    try graph.requireUncut(behind)
    let found = target.history.subtracting(behind)
    try graph.requireUncut(found)
    return found.newestFirst
  }
}
