public import GitModel
public import PolicyCore

/// What GitHub observed: check runs and statuses, pull requests with their reviews, deployments, and
/// who moved a branch from where to where.
///
/// It is asked once a run for each commit, and nothing is kept from one run to the next. All that it
/// tells is proof: who writes a commit cannot write it.
public final class GitHubEvidence: EvidenceSource {
  /// The name in the policy.
  public let name = "github"
  /// It does not: its reviews are those of pull requests.
  public let tellsReviewsOfCommits = false
  let repository: GitHubRepository
  let client: GitHubClient
  private var harvest = Harvest()
  /// Whom owners in `CODEOWNERS` stand for, as far as it was asked.
  var peopleBehind: [String: [String]] = [:]
  /// The commits that were asked for; GitHub may know nothing of them.
  private var asked: Set<ObjectID> = []
  /// A source that failed is not asked again: each question would wait anew.
  private var failed: GitError?

  /// The evidence that is kept for a repository.
  public init(of repository: GitHubRepository, client: GitHubClient) {
    (self.repository, self.client) = (repository, client)
  }

  /// The check runs and statuses on these commits. A commit that GitHub does not have has none.
  public func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] {
    let ids = commits.map(\.commit)
    let harvest = try harvest(of: ids)
    var results: [CheckResult] = []
    for id in ids {
      guard let commit = harvest.commits[id.hex], let rollup = commit.rollup else { continue }
      for context in harvest.contexts[rollup] ?? [] {
        results.append(try result(context, on: id, tree: try objectID(commit.tree)))
      }
    }
    return results
  }

  /// The deployments of these commits.
  public func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment] {
    let ids = commits.map(\.commit)
    let harvest = try harvest(of: ids)
    var deployments: [Deployment] = []
    for id in ids {
      guard let commit = harvest.commits[id.hex] else { continue }
      for node in harvest.deployments[commit.id] ?? [] {
        let statuses = harvest.statuses[node.id] ?? []
        if let found = try deployment(node, statuses, of: id) { deployments.append(found) }
      }
    }
    return deployments
  }

  /// The open pull request of this head into this base; of several, the newest.
  public func pullRequest(
    from head: ObjectID, into base: BranchName
  ) throws(GitError) -> PullRequest? {
    let harvest = try harvest(of: [head])
    let found = harvest.pullRequests(of: head).filter {
      $0.state == "OPEN" && $0.headRefOid == head.hex && $0.baseRefName == base.text
    }
    guard let node = found.max(by: { $0.number < $1.number }) else { return nil }
    return try openRequest(node, in: harvest)
  }

  /// The pull request of this number, as it stands.
  public func pullRequest(numbered number: Int) throws(GitError) -> PullRequest? {
    let node = try guarded { () throws(GitHubFailure) in try readRequest(number) }
    return try openRequest(node, in: try harvest(of: [try objectID(node.headRefOid)]))
  }

  private func openRequest(
    _ node: Node.PullRequest, in harvest: Harvest
  ) throws(GitError) -> PullRequest {
    var request = try pullRequest(node, in: harvest)
    if request.lastPusher == nil {
      request.lastPusher = try guarded { () throws(GitHubFailure) in try lastPusher(to: node) }
    }
    return request
  }

  /// The landings on a branch, as GitHub's list of activities tells them, and its pull requests where
  /// the list does not reach; oldest first. A step that neither tells of is in none.
  public func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [Landing]? {
    guard !steps.isEmpty else { return [] }
    let merged = try harvest(of: steps).pullRequests.values.filter {
      $0.state == "MERGED" && $0.baseRefName == branch.text
    }
    // Who pushed to them last stands beside their heads, whose checks are asked for next anyway.
    let harvest = try harvest(
      of: merged.map { node throws(GitError) in try objectID(node.headRefOid) })
    let moves = try guarded { () throws(GitHubFailure) in
      try self.moves(of: branch, among: Set(steps))
    }
    return try Landings(on: branch, among: steps, in: harvest).all(moves, in: harvest) {
      node throws(GitError) in try pullRequest(node, in: harvest)
    }
  }

  /// Everything that GitHub knows of these commits.
  func harvest(of ids: [ObjectID]) throws(GitError) -> Harvest {
    let new = ids.filter { !asked.contains($0) }
    guard !new.isEmpty else { return harvest }
    harvest = try guarded { () throws(GitHubFailure) in try harvest(adding: new.unique) }
    asked.formUnion(new)
    return harvest
  }

  /// What a failure of GitHub's is to a judgement; the first one stays.
  func guarded<Value>(
    _ read: () throws(GitHubFailure) -> Value
  ) throws(GitError) -> Value {
    if let failed { throw failed }
    do {
      return try read()
    } catch {
      let failure = GitError(error)
      failed = failure
      throw failure
    }
  }

  /// The same for what takes a token that administers the repository: that it cannot be read says
  /// nothing of what else is asked.
  func apart<Value>(
    _ read: () throws(GitHubFailure) -> Value
  ) throws(GitError) -> Value {
    do {
      return try read()
    } catch {
      throw GitError(error)
    }
  }
}

extension GitError {
  fileprivate init(_ failure: GitHubFailure) {
    self.init(.noEvidence, failure.operation, failure.message, help: failure.help)
  }
}

/// Reading.
extension GitHubEvidence {
  private func harvest(adding ids: [ObjectID]) throws(GitHubFailure) -> Harvest {
    var harvest = harvest
    var batches = stride(from: 0, to: ids.count, by: EvidenceQuery.commitsPerCall).map {
      Array(ids[$0..<min($0 + EvidenceQuery.commitsPerCall, ids.count)])
    }
    while let batch = batches.popLast() {
      do {
        try read(batch, into: &harvest)
      } catch {
        // A question that is too much for the server is asked in halves.
        guard error.isTooMuch, batch.count > 1 else { throw error }
        let middle = batch.count / 2
        batches += [Array(batch[..<middle]), Array(batch[middle...])]
      }
    }
    while !harvest.open.isEmpty { try readOn(&harvest) }
    return harvest
  }

  private struct Request: Decodable {
    struct Repository: Decodable { let pullRequest: Node.PullRequest }
    let repository: Repository
  }

  private func readRequest(_ number: Int) throws(GitHubFailure) -> Node.PullRequest {
    let call = EvidenceQuery.pullRequest(number, in: repository)
    let node = try client.ask(call, as: Request.self).repository.pullRequest
    guard node.number == number else {
      throw client.failure(.malformed, call, "the answer is of pull request \(node.number)")
    }
    var harvest = harvest
    do throws(Harvest.EndlessPages) {
      try harvest.take(node)
    } catch {
      throw endless(error, call)
    }
    while !harvest.open.isEmpty { try readOn(&harvest) }
    self.harvest = harvest
    return node
  }

  private struct Commits: Decodable {
    let repository: [String: Object?]

    /// A commit, or another kind of object.
    struct Object: Decodable {
      let commit: Node.Commit?
      private enum Key: String, CodingKey { case type = "__typename" }

      init(from decoder: any Decoder) throws {
        let type = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .type)
        commit = type == "Commit" ? try Node.Commit(from: decoder) : nil
      }
    }
  }

  private func read(_ batch: [ObjectID], into harvest: inout Harvest) throws(GitHubFailure) {
    let call = EvidenceQuery.commits(batch, in: repository)
    let answer = try client.ask(call, as: Commits.self).repository
    for (number, id) in batch.enumerated() {
      guard let object = answer["c\(number)"] else {
        throw client.failure(.malformed, call, "the answer leaves out commit \(id)")
      }
      guard let object else { continue }
      guard let commit = object.commit, commit.oid == id.hex else {
        throw client.failure(.malformed, call, "the answer for commit \(id) is another object")
      }
      do throws(Harvest.EndlessPages) {
        try harvest.take(commit)
      } catch {
        throw endless(error, call)
      }
    }
  }

  private func readOn(_ harvest: inout Harvest) throws(GitHubFailure) {
    let pages = harvest.nextPages(EvidenceQuery.pagesPerCall)
    let call = EvidenceQuery.pages(pages, in: repository)
    let answer = try client.ask(call, as: FurtherPages.self)
    for (number, page) in pages.enumerated() {
      let isThere: Bool
      do throws(Harvest.EndlessPages) {
        isThere = try answer.pages["p\(number)"]?.add(to: &harvest, page) ?? false
      } catch {
        throw endless(error, call)
      }
      guard isThere else {
        throw client.failure(.malformed, call, "the answer leaves out a page of \(page.kind)")
      }
    }
  }

  private func endless(
    _ error: Harvest.EndlessPages, _ call: GitHubCall
  ) -> GitHubFailure {
    client.failure(.malformed, call, "the pages of \(error.kind) have no end")
  }
}

extension GitHubFailure {
  /// Whether a smaller question may have an answer: GitHub gives up after ten seconds with 502, 504 or
  /// an error without a type.
  fileprivate var isTooMuch: Bool {
    cause == .timedOut || cause == .server && [200, 502, 504].contains(status ?? 0)
  }
}

extension Harvest {
  /// The pull requests that GitHub holds together with a commit.
  func pullRequests(of commit: ObjectID) -> [Node.PullRequest] {
    guard let id = commits[commit.hex]?.id else { return [] }
    return (pullRequestsOfCommit[id] ?? []).compactMap { pullRequests[$0] }
  }
}
