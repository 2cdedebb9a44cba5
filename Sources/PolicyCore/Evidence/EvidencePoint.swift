internal import GitModel

/// A point at which something landed or asks to land, with the commits whose evidence counts for it.
struct EvidencePoint {
  /// The commit that landed, or asks to.
  let tip: ObjectID
  /// Where the branch stood before; `nil` where it was made.
  let base: ObjectID?
  /// The tip, and the head and the test merge of its pull request.
  let subjects: [EvidenceSubject]
  /// The pull request, where there is one.
  let pullRequest: PullRequest?
  /// When it landed, or the present; in seconds since 1970.
  let at: Int64
  /// Whether nobody tells that this is a landing: what is missing here is unknown, never broken.
  let isGuess: Bool
}

extension Scene {
  /// The points of an update at which evidence is needed, newest first.
  func evidencePoints(
    of update: RefUpdate, in book: EvidenceBook
  ) throws(GitError) -> [EvidencePoint] {
    guard let branch = update.branch, let new = update.new else { return [] }
    switch update.moment {
    case .pullRequest:
      let request = try book.pullRequest(from: new, into: branch)
      return [try point(at: new, base: update.old, request: request, time: now, isGuess: false)]
    case .landing:
      // What a forge's own button merged has happened already, and the forge knows of what it came.
      let landing = try book.landings(on: branch, among: [new])?.last { $0.new == new }
      return [
        try point(
          at: new, base: update.old, request: landing?.pullRequest, time: now, isGuess: false)
      ]
    case .standing: return try landings(on: branch, of: update, in: book)
    default: return []
    }
  }

  /// The landings of a branch that stands: those that a source tells, and for the other first-parent
  /// steps, guesses.
  private func landings(
    on branch: BranchName, of update: RefUpdate, in book: EvidenceBook
  ) throws(GitError) -> [EvidencePoint] {
    let graph = try graph()
    let new = Set(try newCommits(in: update))
    guard let tip = update.new else { return [] }
    let steps = graph.firstParentChain(from: try graph.require(tip)).filter(new.contains)
    let told = try book.landings(on: branch, among: steps.map { graph.id(of: $0) }) ?? []
    var byTip: [ObjectID: Landing] = [:]
    for landing in told { byTip[landing.new] = landing }
    var points: [EvidencePoint] = []
    /// Where the landing ends whose inner commits are being passed.
    var end: ObjectID?
    for step in steps {
      let id = graph.id(of: step)
      if id == end { end = nil }
      let before = graph.firstParent(of: step).map { graph.id(of: $0) }
      if let landing = byTip[id] {
        // A landing that does not say where it began is of one step.
        end = landing.old ?? before
        points.append(
          try point(
            at: id, base: end, request: landing.pullRequest,
            time: landing.at ?? graph.time(of: step), isGuess: false))
      } else if end == nil {
        points.append(
          try point(at: id, base: before, request: nil, time: graph.time(of: step), isGuess: true))
      }
    }
    return points
  }

  private func point(
    at tip: ObjectID, base: ObjectID?, request: PullRequest?, time: Int64, isGuess: Bool
  ) throws(GitError) -> EvidencePoint {
    var subjects: [EvidenceSubject] = []
    for commit in [tip, request?.head, request?.testMerge].compactMap({ $0 })
    where !subjects.contains(where: { $0.commit == commit }) {
      subjects.append(EvidenceSubject(commit: commit, tree: try tree(of: commit)))
    }
    return EvidencePoint(
      tip: tip, base: base, subjects: subjects, pullRequest: request, at: time, isGuess: isGuess)
  }

  /// The tree of a commit; `nil` where the commit is not here, as the head of a pull request that was
  /// squashed: its own results are told by its id.
  private func tree(of commit: ObjectID) throws(GitError) -> ObjectID? {
    let graph = try graph()
    if let index = graph.index(of: commit) { return graph.tree(of: index) }
    do throws(GitError) {
      return try history.commit(commit).tree
    } catch {
      guard [.missingObject, .shallow, .partialClone].contains(error.cause) else { throw error }
      return nil
    }
  }
}
