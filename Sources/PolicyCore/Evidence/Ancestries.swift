internal import GitModel

/// What is behind each of some commits, which are asked about parents first: then each is its parents'
/// and itself, and no walk. What no child will ask for is not kept.
struct Ancestries {
  private let graph: CommitGraph
  private var known: [Int: CommitSet] = [:]
  /// How many of the commits have this one for a parent and were not asked about.
  private var children: [Int: Int] = [:]

  init(of commits: [Int], in graph: CommitGraph) {
    self.graph = graph
    for commit in commits {
      for parent in Set(graph.parents(of: commit)) { children[parent, default: 0] += 1 }
    }
  }

  /// The commits that a commit builds on, and itself.
  mutating func behind(_ commit: Int) -> CommitSet {
    if let found = known[commit] { return found }
    let parents = Set(graph.parents(of: commit))
    var found = CommitSet(capacity: graph.count)
    for parent in parents {
      guard let behind = known[parent] else { continue }
      found.formUnion(behind)
    }
    let rest = parents.filter { !found.contains($0) }
    if !rest.isEmpty { found.formUnion(graph.reachable(from: Array(rest), notIn: found)) }
    found.insert(commit)
    for parent in parents {
      children[parent, default: 1] -= 1
      if children[parent] == 0 { known[parent] = nil }
    }
    if children[commit, default: 0] > 0 { known[commit] = found }
    return found
  }
}
