internal import GitModel

/// A point at which something landed or asks to land, with the commits whose evidence counts for it.
struct EvidencePoint {
  /// How sure it is that the commit is the last one of a landing, and which pull request it was.
  enum Certainty {
    /// It asks to land, or a source tells the landing.
    case told
    /// It is where the branch stands, and nobody tells how it came there: what fails on it is broken,
    /// what is missing on it may stand elsewhere.
    case tip
    /// A first-parent step of which nobody tells whether it landed by itself.
    case guess
  }

  /// The commit that landed, or asks to.
  let tip: EvidenceSubject
  /// Where the branch stood before; `nil` where it was made.
  let base: ObjectID?
  /// The head of the pull request, and the merge of it that was tried.
  let head: EvidenceSubject?, testMerge: EvidenceSubject?
  /// The pull request, where there is one.
  var pullRequest: PullRequest?
  /// The pull requests that landed together with it, each as it came to the branch.
  var earlier: [EvidencePoint] = []
  /// When a source says that it landed; `nil` where none does, and where it has not.
  var landed: Int64?
  /// When it landed, or the present; in seconds since 1970.
  let at: Int64
  /// How sure it is.
  let certainty: Certainty

  /// The commits whose evidence counts, each once.
  var subjects: [EvidenceSubject] {
    var all: [EvidenceSubject] = []
    for subject in [tip, head, testMerge].compactMap({ $0 }) where !all.contains(subject) {
      all.append(subject)
    }
    return all
  }

  /// Why nothing can be said of it, where a source would have to tell the landings apart.
  func untold(_ sentence: String, _ operation: String) -> GitError {
    GitError(
      .noEvidence, operation,
      "\(sentence): \(tip.commit), and nobody tells whether it landed by itself",
      help: "name a source that knows the landings: checks: {evidence: [github]}; or judge from a "
        + "later commit: baseline: {commits: […]}")
  }
}

extension Scene {
  /// The sources of evidence; `nil` where the policy lists none. Throws where it lists some that
  /// nobody opened.
  func evidenceBook() throws(GitError) -> EvidenceBook? {
    guard !policy.evidence.isEmpty else { return nil }
    guard let evidence else {
      throw GitError(
        .notTold, "look for evidence", "the sources of evidence are not open here",
        help: "judge it by an audit: policy audit")
    }
    return evidence
  }

  /// The points of an update at which evidence is needed, newest first.
  func evidencePoints(
    of update: RefUpdate, in book: EvidenceBook
  ) throws(GitError) -> [EvidencePoint] {
    guard let branch = update.branch, let new = update.new else { return [] }
    switch update.moment {
    case .pullRequest:
      let request = try book.pullRequest(from: new, into: branch)
      return [try point(at: new, base: update.old, request, time: now, .told)]
    case .landing where update.head != nil:
      // A merge queue lands the commit that it tried.
      return [try point(at: new, base: update.old, nil, time: now, .told)]
    case .landing:
      let graph = try graph()
      let steps = try steps(of: update).reversed().map { graph.id(of: $0) }
      let told = try book.landings(on: branch, among: steps)
      let landing = told?.last { $0.new == new }
      let point = try point(
        at: new, base: update.old, landing?.pullRequest, time: landing?.at ?? now,
        landing == nil ? .tip : .told)
      return [try point.after(landing, in: self)]
    case .standing: return try landings(on: branch, of: update, in: book)
    default: return []
    }
  }

  /// The landings of a branch that stands: those that a source tells, and for the other first-parent
  /// steps, guesses. A root commit is where a branch begins, and nothing landed.
  private func landings(
    on branch: BranchName, of update: RefUpdate, in book: EvidenceBook
  ) throws(GitError) -> [EvidencePoint] {
    let graph = try graph()
    let steps = try steps(of: update)
    let told = try book.landings(on: branch, among: steps.reversed().map { graph.id(of: $0) })
    var byTip: [ObjectID: Landing] = [:]
    for landing in told ?? [] { byTip[landing.new] = landing }
    guard let tip = update.new else { return [] }
    let line = Set(graph.firstParentChain(from: try graph.require(tip)))
    var points: [EvidencePoint] = []
    /// Where the landing began whose inner commits are being passed.
    var beginning: Int?
    for step in steps {
      if step == beginning { beginning = nil }
      let (id, before) = (graph.id(of: step), graph.firstParent(of: step))
      let isRoot = before == nil && graph.cuts[step] == nil
      if let landing = byTip[id] {
        // One that began where the branch does not go along any more is known to be of one step.
        let old = landing.old.flatMap(graph.index)
        beginning = old.flatMap { line.contains($0) ? $0 : nil } ?? before
        if isRoot, landing.old == nil { continue }
        let point = try point(
          at: id, base: beginning.map { graph.id(of: $0) }, landing.pullRequest,
          time: landing.at ?? graph.time(of: step), .told)
        points.append(try point.after(landing, in: self))
      } else if beginning == nil, !isRoot {
        points.append(
          try point(
            at: id, base: before.map { graph.id(of: $0) }, nil, time: graph.time(of: step),
            id == tip ? .tip : .guess))
      }
    }
    return points
  }

  /// The first-parent steps that an update brings, newest first.
  private func steps(of update: RefUpdate) throws(GitError) -> [Int] {
    guard let tip = update.new else { return [] }
    let graph = try graph()
    let new = Set(try newCommits(in: update))
    return graph.firstParentChain(from: try graph.require(tip)).filter(new.contains)
  }

  fileprivate func point(
    at tip: ObjectID, base: ObjectID?, _ request: PullRequest?, time: Int64,
    _ certainty: EvidencePoint.Certainty
  ) throws(GitError) -> EvidencePoint {
    var (head, testMerge): (EvidenceSubject?, EvidenceSubject?)
    if let request { head = try subject(request.head) }
    if let commit = request?.testMerge { testMerge = try subject(commit) }
    return EvidencePoint(
      tip: try subject(tip), base: base, head: head, testMerge: testMerge, pullRequest: request,
      at: time, certainty: certainty)
  }

  /// A commit with its tree; without one where the commit is not here, as the head of a pull request
  /// that was squashed: its own results are told by its id.
  private func subject(_ commit: ObjectID) throws(GitError) -> EvidenceSubject {
    let graph = try graph()
    if let index = graph.index(of: commit) {
      return EvidenceSubject(commit: commit, tree: graph.tree(of: index))
    }
    do throws(GitError) {
      return EvidenceSubject(commit: commit, tree: try history.commit(commit).tree)
    } catch {
      guard error.cause.isAbsence else { throw error }
      return EvidenceSubject(commit: commit, tree: nil)
    }
  }
}

extension EvidencePoint {
  /// The point with the pull requests that landed below its own.
  fileprivate func after(_ landing: Landing?, in scene: Scene) throws(GitError) -> EvidencePoint {
    var point = self
    point.landed = pullRequest?.mergedAt ?? landing?.at
    for request in landing?.earlier ?? [] {
      point.earlier.append(
        try scene.point(
          at: request.merged ?? tip.commit, base: base, request, time: request.mergedAt ?? at,
          certainty))
    }
    return point
  }
}
