internal import GitModel

/// What commits changed, each asked for once and the dear parts last: names at the top need one tree,
/// paths all that differ, a patch id the files.
struct CommitChanges {
  private let graph: CommitGraph
  private let history: any History
  private var topOf: [TopNames?]
  private var pathsOf: [Int: [[UInt8]]] = [:]
  private var patchOf: [Int: ObjectID?] = [:]
  private var originsOf: [Int: Result<[ObjectID], GitError>] = [:]

  init(in graph: CommitGraph, history: any History) {
    (self.graph, self.history) = (graph, history)
    topOf = []
  }

  /// The names at the top of the tree that the commit changed.
  mutating func topNames(of commit: Int) throws(GitError) -> TopNames {
    if topOf.isEmpty { topOf = Array(repeating: nil, count: graph.count) }
    if let known = topOf[commit] { return known }
    history.onStep?()
    // The graph knows the trees, so that neither commit need be read.
    let names = TopNames(
      try history.topNames(
        from: graph.firstParent(of: commit).map { graph.tree(of: $0) }, to: graph.tree(of: commit)))
    topOf[commit] = names
    return names
  }

  /// The paths that the commit changed.
  mutating func paths(of commit: Int) throws(GitError) -> [[UInt8]] {
    if let known = pathsOf[commit] { return known }
    let paths = try history.paths(changedBy: graph.id(of: commit))
    pathsOf[commit] = paths
    return paths
  }

  /// The commit's patch id.
  mutating func patch(of commit: Int) throws(GitError) -> ObjectID? {
    if let known = patchOf[commit] { return known }
    let patch = try history.change(by: graph.id(of: commit)).patch
    patchOf[commit] = patch
    return patch
  }

  /// The commits that the commit says it was picked from. Throws where it cannot be read and changed
  /// all these paths: what did not is no copy, whatever it says.
  mutating func origins(
    of commit: Int, ofAny paths: [[UInt8]]
  ) throws(GitError) -> [ObjectID] {
    let answer = originsOf[commit] ?? readOrigins(of: commit)
    originsOf[commit] = answer
    switch answer {
    case .success(let origins): return origins
    case .failure(let error):
      guard Set(try self.paths(of: commit)).isSuperset(of: paths) else { return [] }
      throw error
    }
  }

  private func readOrigins(of commit: Int) -> Result<[ObjectID], GitError> {
    do throws(GitError) {
      return .success(try history.commit(graph.id(of: commit)).cherryPickedFrom)
    } catch {
      return .failure(error)
    }
  }
}

/// Names at the top of a tree as two numbers: equal names have equal numbers, and others seldom do.
struct TopNames: Equatable {
  private var bits: UInt64 = 0
  private var sum: UInt64 = 0

  /// Who wants their names to collide gets paths compared in vain, and no other answer.
  init(_ names: [[UInt8]]) {
    for name in names {
      // FNV-1a.
      let hash = name.reduce(14_695_981_039_346_656_037 as UInt64) { hash, byte in
        (hash ^ UInt64(byte)) &* 1_099_511_628_211
      }
      bits |= 1 << (hash >> 58)
      sum &+= hash
    }
  }

  /// The first components of the paths.
  init(of paths: [[UInt8]]) {
    self.init(paths.map { Array($0.prefix { $0 != UInt8(ascii: "/") }) })
  }

  /// Whether all the other names can be among these; false only where one certainly is not.
  func mayHold(_ other: TopNames) -> Bool { bits & other.bits == other.bits }
}
