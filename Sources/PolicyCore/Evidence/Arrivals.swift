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
  /// The oldest of the debts, which no other debt is behind: whatever can be a copy of a debt is
  /// beyond one of them.
  private let oldest: [Int]
  /// The commits of the target that a squash was found to equal, with the squash.
  private var squashed: [(squash: Int, equal: Int)] = []
  private var changes: CommitChanges
  /// The target's commits that can be copies of debts, newest first, once one was looked for.
  private var candidates: [Int]?
  /// The commits behind the debt that was asked about last.
  private var behind: (debt: Int, commits: CommitSet)?

  init(on target: LongLivedBranch, of debts: [Int], in graph: CommitGraph, history: any History) {
    (self.target, self.graph, self.history) = (target, graph, history)
    changes = CommitChanges(in: graph, history: history)
    let owed = Set(debts)
    oldest = debts.filter { !graph.parents(of: $0).contains(where: owed.contains) }
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
    if try containsTree(of: commit) { return true }
    if graph.parentCount(of: commit) > 1 { return try containsOwnEdits(of: commit) }
    return try containsChange(by: commit)
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
  private mutating func containsOwnEdits(of merge: Int) throws(GitError) -> Bool {
    let bases = try mergeBases(of: graph.parents(of: merge))
    for edit in try history.ownEdits(ofMerge: graph.id(of: merge), from: bases) {
      if try !containsEdit(edit, of: merge) { return false }
    }
    return true
  }

  /// The merge bases of two parents; `nil` where the graph knows of none.
  private func mergeBases(of parents: [Int]) throws(GitError) -> [ObjectID]? {
    guard parents.count == 2, graph.cuts.isEmpty else { return nil }
    let bases = try graph.mergeBases(parents[0], parents[1])
    return bases.isEmpty ? nil : bases.map { graph.id(of: $0) }
  }

  /// Whether the target has, or once had, at the path what a merge gave it; what somebody made of it
  /// later is the target's own business. That nothing is at a path says something of the tip only.
  private mutating func containsEdit(
    _ edit: PathBlob, of merge: Int
  ) throws(GitError) -> Bool {
    for tip in target.tips
    where try history.blob(at: edit.path, in: graph.id(of: tip)) == edit.blob {
      return true
    }
    guard edit.blob != nil else { return false }
    let top = TopNames(of: [edit.path])
    let behind = try commits(behind: merge)
    for commit in try possibleCopies() where !behind.contains(commit) {
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
  private mutating func containsChange(by commit: Int) throws(GitError) -> Bool {
    let wanted = try changes.paths(of: commit)
    if wanted.isEmpty { return true }
    let (id, top) = (graph.id(of: commit), try changes.topNames(of: commit))
    // What the commit builds on cannot be its copy.
    let behind = try commits(behind: commit)
    for candidate in try possibleCopies()
    where !behind.contains(candidate) && graph.parentCount(of: candidate) < 2 {
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

  /// The commits of the target among which a copy of a debt can be, newest first: what all debts build
  /// on is none. Throws where the history of either is not all here.
  private mutating func possibleCopies() throws(GitError) -> [Int] {
    if let candidates { return candidates }
    var shared: CommitSet?
    for debt in oldest {
      let behind = graph.reachable(from: [debt])
      shared = shared?.intersection(behind) ?? behind
    }
    let hidden = shared ?? CommitSet(capacity: graph.count)
    let found = target.history.subtracting(hidden)
    try graph.requireUncut(found)
    candidates = found.newestFirst
    return found.newestFirst
  }

  /// The commits that a debt builds on, and itself. Throws where they are not all here.
  private mutating func commits(behind debt: Int) throws(GitError) -> CommitSet {
    if let behind, behind.debt == debt { return behind.commits }
    let commits = graph.reachable(from: [debt])
    try graph.requireUncut(commits)
    behind = (debt, commits)
    return commits
  }
}
