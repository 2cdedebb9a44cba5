internal import GitModel

/// What the sources tell of the checks of some landings.
struct CheckResults {
  private let points: [EvidencePoint]
  private let scene: Scene
  private let book: EvidenceBook
  private let told: [EvidenceSubject: [CheckResult]]
  /// What is told of other commits of the landings' trees, by tree; asked for at need, for all at once.
  private var ofTrees: [ObjectID: [CheckResult]]?

  /// The results on everything that counts for these landings.
  init(at points: [EvidencePoint], in scene: Scene, _ book: EvidenceBook) throws(GitError) {
    (self.points, self.scene, self.book) = (points, scene, book)
    told = try book.checks(on: points.flatMap(\.subjects))
  }

  /// The status of a check at a landing: by what was told of the commit that landed, and of the test
  /// merge or else the head of its pull request; where nothing was that counts, of other commits of its
  /// tree: neither a claim nor another app's result hides a proof.
  ///
  /// "If the test merge commit has a status, the test merge commit must pass. Otherwise, the status of
  /// the head commit must pass" (docs.github.com, "Troubleshooting required status checks").
  mutating func status(
    of check: Protection.RequiredCheck, at point: EvidencePoint
  ) throws(GitError) -> CheckStatus {
    let tried = results(on: point.testMerge).filter { $0.isNamed(check.context) }
    let proposed = tried.contains(where: \.standing.isProof) ? tried : results(on: point.head)
    // What asks to land is the head itself.
    let landed = point.tip == point.head ? [] : results(on: point.tip)
    let status = status(of: check, in: proposed + landed, at: point)
    guard status.isWithoutProof, let tree = point.tip.tree else { return status }
    let ofTree = self.status(of: check, in: try resultsOfTrees()[tree] ?? [], at: point)
    return ofTree.isWithoutProof ? status : ofTree
  }

  private func results(on subject: EvidenceSubject?) -> [CheckResult] {
    subject.flatMap { told[$0] } ?? []
  }

  private func status(
    of check: Protection.RequiredCheck, in results: [CheckResult], at point: EvidencePoint
  ) -> CheckStatus {
    CheckStatus(
      of: check, in: results.unique, at: point.at, maxAge: scene.policy.checksMaxAge)
  }

  /// Throws where a commit of such a tree may be elsewhere: with a result, or with a newer one.
  private mutating func resultsOfTrees() throws(GitError) -> [ObjectID: [CheckResult]] {
    if let ofTrees { return ofTrees }
    let graph = try scene.whole.graph()
    try scene.requireEveryBranch()
    if let cut = graph.cuts.max(by: { $0.key < $1.key })?.value { throw cut }
    let wanted = Set(points.compactMap(\.tip.tree))
    let twins = (0..<graph.count).filter { wanted.contains(graph.tree(of: $0)) }.map { index in
      EvidenceSubject(commit: graph.id(of: index), tree: graph.tree(of: index))
    }
    var ofTrees: [ObjectID: [CheckResult]] = [:]
    for (twin, results) in try book.checks(on: twins) {
      if let tree = twin.tree { ofTrees[tree, default: []] += results }
    }
    self.ofTrees = ofTrees
    return ofTrees
  }
}
