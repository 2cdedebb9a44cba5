public import GitModel
public import PolicyCore

/// A source that tells what is drawn. It tells landings apart where one is drawn.
public final class DrawnSource: EvidenceSource {
  private let evidence: DrawnEvidence
  private let objects: DrawnObjects
  /// When the first of what is drawn was observed: after every commit was made.
  private let dawn: Int64

  /// The source's name in a policy.
  public let name = "github"

  /// Whether one is drawn, or nobody can tell.
  public var tellsReviewsOfCommits: Bool {
    evidence.silence != nil
      || evidence.reviews.contains { if case .commit = $0.subject { true } else { false } }
  }

  init(_ evidence: DrawnEvidence, _ objects: DrawnObjects) {
    (self.evidence, self.objects) = (evidence, objects)
    dawn = objects.newest
  }

  /// The drawn results on these commits; notes on other commits of the same trees too.
  public func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] {
    try requireAnswer("read checks")
    let (ids, trees) = (Set(commits.map(\.commit)), Set(commits.map(\.tree)))
    return evidence.results.compactMap { result in
      guard let commit = objects.entry(result.commit)?.commit,
        ids.contains(commit.id) || (result.isNote && trees.contains(commit.tree))
      else { return nil }
      return CheckResult(
        context: result.context, app: result.app, form: result.form,
        conclusion: result.conclusion, commit: commit.id, tree: commit.tree,
        at: time(of: result.witness), series: result.series, metric: result.metric,
        source: result.isNote ? "notes" : "github",
        standing: result.witness.standing)
    }
  }

  /// The drawn deployments of these commits.
  public func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment] {
    try requireAnswer("read deployments")
    let ids = Set(commits.map(\.commit))
    return evidence.deployments.compactMap { drawn in
      guard let commit = id(drawn.commit), ids.contains(commit) else { return nil }
      return Deployment(
        environment: drawn.environment, isSuccess: drawn.isSuccess, commit: commit,
        at: time(of: drawn.witness), source: "github", standing: drawn.witness.standing)
    }
  }

  /// The drawn reviews of these commits.
  public func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] {
    try requireAnswer("read trailers")
    let ids = Set(commits.map(\.commit))
    return evidence.reviews.compactMap { drawn in
      guard case .commit(let label) = drawn.subject, let commit = id(label), ids.contains(commit)
      else { return nil }
      return review(drawn, source: "trailers")
    }
  }

  /// The drawn pull request that has not landed.
  public func pullRequest(
    from head: ObjectID, into base: BranchName
  ) throws(GitError) -> PullRequest? {
    try requireAnswer("find the pull request")
    return evidence.requests.first { drawn in
      id(drawn.head) == head && drawn.base == base
        && !evidence.landings.contains { $0.request == drawn.number }
    }.flatMap { request($0, landed: nil) }
  }

  /// The drawn pull request of this number.
  public func pullRequest(numbered number: Int) throws(GitError) -> PullRequest? {
    try requireAnswer("find the pull request")
    return evidence.requests.first { $0.number == number }.flatMap { request($0, landed: nil) }
  }

  /// The drawn people; `nil` where none are drawn.
  public func people(behind owner: String) throws(GitError) -> [String]? {
    try requireAnswer("look for the owners' approval")
    return evidence.people[owner]
  }

  /// The drawn landings; `nil` where none is drawn.
  public func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [Landing]? {
    try requireAnswer("read landings")
    guard !evidence.landings.isEmpty else { return nil }
    return evidence.landings.compactMap { drawn in
      guard drawn.branch == branch, let new = id(drawn.new), steps.contains(new) else { return nil }
      let request = evidence.requests.first { $0.number == drawn.request }
      return Landing(
        old: drawn.old.flatMap(id), new: new, at: drawn.seconds, actor: drawn.actor,
        pullRequest: request.flatMap { self.request($0, landed: drawn) },
        earlier: drawn.earlier.compactMap { earlier(in: drawn, $0.request, $0.commit) })
    }
  }

  private func earlier(
    in landing: DrawnLanding, _ number: Int, _ commit: String
  ) -> PullRequest? {
    let drawn = evidence.requests.first { $0.number == number }
    var request = drawn.flatMap { self.request($0, landed: landing) }
    request?.merged = id(commit)
    return request
  }

  /// The drawn actors; `nil` where none is drawn, on whatever branch.
  public func bypassActors(of branch: BranchName) throws(GitError) -> [BypassActor]? {
    try requireAnswer("read who passes rules by")
    guard !evidence.passers.isEmpty else { return nil }
    return evidence.passers.filter { $0.branch == branch }.map(\.actor)
  }

  /// The drawn gaps; `nil` where none is drawn, on whatever branch.
  public func protectionGaps(
    of branch: BranchName, under policy: Policy
  ) throws(GitError) -> [ProtectionGap]? {
    try requireAnswer("read protection")
    guard !evidence.gaps.isEmpty else { return nil }
    return evidence.gaps.filter { $0.branch == branch }.map(\.gap)
  }

  private func requireAnswer(_ operation: String) throws(GitError) {
    if let why = evidence.silence { throw GitError(.noEvidence, operation, why) }
  }

  private func request(_ drawn: DrawnRequest, landed: DrawnLanding?) -> PullRequest? {
    guard let head = id(drawn.head) else { return nil }
    let reviews = evidence.reviews.filter { review in
      if case .request(drawn.number) = review.subject { true } else { false }
    }
    return PullRequest(
      number: drawn.number, author: drawn.author, lastPusher: drawn.pusher, base: drawn.base,
      head: head, testMerge: drawn.testMerge.flatMap(id), merged: landed.flatMap { id($0.new) },
      mergedAt: landed?.seconds, reviews: reviews.map { review($0, source: "github") },
      openConversations: drawn.openConversations)
  }

  private func review(_ drawn: DrawnReview, source: String) -> Review {
    Review(
      reviewer: drawn.reviewer, state: drawn.state, commit: drawn.commit.flatMap(id),
      at: time(of: drawn.witness), canWrite: drawn.canWrite, source: source,
      standing: drawn.witness.standing)
  }

  private func id(_ label: String) -> ObjectID? { objects.entry(label)?.commit.id }

  private func time(of witness: DrawnWitness) -> Int64? {
    witness.isUndated ? nil : witness.seconds ?? dawn + 60 * Int64(witness.number + 1)
  }
}
