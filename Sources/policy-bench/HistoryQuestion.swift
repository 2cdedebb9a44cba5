import GitModel
import GitStore

/// A question to a repository's history that git can be asked, too.
struct HistoryQuestion {
  private let repository: Repository
  private let named: [ObjectID]

  /// Opens a repository and finds what the refs name.
  init(repository path: String, refs: [String]) throws(GitError) {
    repository = try Repository.open(at: path, environment: [:])
    var named: [ObjectID] = []
    for ref in refs {
      // A whole id needs no look at the refs.
      if let id = ObjectID(hex: ref) {
        named.append(id)
      } else {
        named.append(try repository.commitID(of: ref))
      }
    }
    self.named = named
  }

  /// The answer; `nil` for an unknown question.
  func answer(to question: String) throws(GitError) -> String? {
    switch (question, named.count) {
    case ("count", 0):
      let (graph, places) = try graph(reaching: branches())
      return "\(graph.reachable(from: places).count)"
    case ("count-merges", 1):
      let (graph, places) = try graph(reaching: named)
      return "\(graph.countMerges(reachableFrom: places))"
    case ("merge-bases", 2):
      let (graph, places) = try graph(reaching: named)
      return try graph.mergeBases(places[0], places[1]).map { graph.id(of: $0).hex }
        .joined(separator: "\n")
    case ("missing", 2):
      let (graph, places) = try graph(reaching: named)
      return try "\(graph.commits(reachableFrom: [places[0]], notFrom: [places[1]]).count)"
    case ("new", 2...): return "\(try newCommits())"
    case ("brought", 2): return "\(try brought())"
    case ("own-commits", 1): return "\(try ownCommits())"
    default: return nil
    }
  }

  /// How many commits the first has beyond the others, read near it.
  private func newCommits() throws(GitError) -> Int {
    let graph = try repository.graph(near: [named[0]], beside: Array(named.dropFirst()))
    var places: [Int] = []
    for tip in named { places.append(try graph.require(tip)) }
    return try graph.commits(reachableFrom: [places[0]], notFrom: Array(places.dropFirst())).count
  }

  /// How many entries the commits that the first has beyond the second bring into their trees, merges
  /// against all their parents.
  private func brought() throws(GitError) -> Int {
    let graph = try repository.graph(near: [named[0]], beside: [named[1]])
    let commits = try graph.commits(
      reachableFrom: [try graph.require(named[0])], notFrom: [try graph.require(named[1])])
    let comparison = TreeComparison(repository)
    var entries = Entries()
    for commit in commits {
      try comparison.visit(
        graph.tree(of: commit), beside: graph.parents(of: commit).map { graph.tree(of: $0) },
        &entries)
    }
    return entries.count
  }

  /// Counts what it is shown.
  private struct Entries: TreeVisitor {
    var count = 0
    mutating func visit(_ entry: NewEntry) { count += 1 }
  }

  /// How many commits the branches have that the one named commit does not reach, branch by branch.
  private func ownCommits() throws(GitError) -> Int {
    let (graph, places) = try graph(reaching: named + branches())
    let base = graph.reachable(from: [places[0]])
    var total = 0
    for branch in places.dropFirst() {
      total += try graph.commits(reachableFrom: branch, notIn: base).count
    }
    return total
  }

  private func branches() throws(GitError) -> [ObjectID] {
    try repository.refs().filter { $0.name.branch != nil }.compactMap(\.commit)
  }

  private func graph(reaching tips: [ObjectID]) throws(GitError) -> (CommitGraph, [Int]) {
    let graph = try repository.unconfirmedGraph(reaching: tips)
    var places: [Int] = []
    for tip in tips { places.append(try graph.require(tip)) }
    return (graph, places)
  }
}
