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
  private var pathsOf: [Int: [[UInt8]]] = [:]
  private var changeOf: [Int: Change] = [:]

  init(on target: LongLivedBranch, of debts: [Int], in graph: CommitGraph, history: any History) {
    (self.target, self.graph, self.history) = (target, graph, history)
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
  private func containsOwnEdits(of merge: Int) throws(GitError) -> Bool {
    for edit in try history.ownEdits(ofMerge: graph.id(of: merge)) {
      if try !containsEdit(edit, of: merge) { return false }
    }
    return true
  }

  /// Whether the target has, or once had, at the path what a merge gave it; what somebody made of it
  /// later is the target's own business. That nothing is at a path says something of the tip only.
  private func containsEdit(_ edit: PathBlob, of merge: Int) throws(GitError) -> Bool {
    for tip in target.tips
    where try history.blob(at: edit.path, in: graph.id(of: tip)) == edit.blob {
      return true
    }
    guard edit.blob != nil else { return false }
    for commit in try graph.commits(reachableFrom: target.tips, notFrom: [merge])
    where try history.blob(at: edit.path, in: graph.id(of: commit)) == edit.blob {
      return true
    }
    return false
  }

  /// The same patch, or a cherry-pick that names the commit and touches all its paths.
  private mutating func containsChange(by commit: Int) throws(GitError) -> Bool {
    let wanted = try paths(of: commit)
    if wanted.isEmpty { return true }
    let id = graph.id(of: commit)
    // What the commit builds on cannot be its copy.
    for candidate in try graph.commits(reachableFrom: target.tips, notFrom: [commit])
    where graph.parentCount(of: candidate) < 2 {
      let there = try paths(of: candidate)
      if there == wanted, try change(of: candidate).patch == change(of: commit).patch {
        return true
      }
      if Set(there).isSuperset(of: wanted),
        try history.commit(graph.id(of: candidate)).cherryPickedFrom.contains(id)
      {
        return true
      }
    }
    return false
  }

  private mutating func paths(of commit: Int) throws(GitError) -> [[UInt8]] {
    if let known = pathsOf[commit] { return known }
    let paths = try history.paths(changedBy: graph.id(of: commit))
    pathsOf[commit] = paths
    return paths
  }

  private mutating func change(of commit: Int) throws(GitError) -> Change {
    if let known = changeOf[commit] { return known }
    let change = try history.change(by: graph.id(of: commit))
    changeOf[commit] = change
    return change
  }
}
