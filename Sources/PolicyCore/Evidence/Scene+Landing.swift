internal import GitModel

/// What lands at a point of a branch.
struct LandingCommits {
  /// The commits that the branch did not have before.
  var commits: [ObjectID] = []
  /// Those of them that the proposal was at, one after the other: reviews are of states.
  var states: [EvidenceSubject] = []
}

extension Scene {
  /// The commits that land at a point, of its pull request's head too where that is here.
  func commits(landingAt point: EvidencePoint) throws(GitError) -> LandingCommits {
    var landing = LandingCommits()
    guard let base = point.base else { return landing }
    let graph = try graph()
    for subject in [point.head, point.tip].compactMap({ $0 }) where subject.tree != nil {
      if graph.index(of: subject.commit) != nil, graph.index(of: base) != nil {
        try landing.add(subject.commit, notIn: base, graph)
      } else {
        try history.near([subject.commit, base]) { graph throws(GitError) in
          try landing.add(subject.commit, notIn: base, graph)
        }
      }
    }
    return landing
  }

  /// The names and addresses of the authors of commits, in lower case.
  func authors(of commits: [ObjectID]) throws(GitError) -> Set<String> {
    var authors: Set<String> = []
    for id in Set(commits) {
      let author = try history.commit(id).author
      for text in [author.name, author.email] {
        authors.insert(String(decoding: text, as: UTF8.self).lowercased())
      }
    }
    return authors
  }
}

extension LandingCommits {
  fileprivate mutating func add(
    _ tip: ObjectID, notIn base: ObjectID, _ graph: CommitGraph
  ) throws(GitError) {
    let tip = try graph.require(tip)
    let new = try graph.commits(reachableFrom: [tip], notFrom: [try graph.require(base)])
    commits += new.map { graph.id(of: $0) }
    let own = Set(new)
    states += graph.firstParentChain(from: tip).prefix(while: own.contains).map {
      EvidenceSubject(commit: graph.id(of: $0), tree: graph.tree(of: $0))
    }
  }
}
