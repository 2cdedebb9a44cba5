internal import GitModel
internal import PolicyCore

/// GitHub's words as values.
extension GitHubEvidence {
  func objectID(_ text: String) throws(GitError) -> ObjectID {
    guard let id = ObjectID(hex: text) else { throw untold("'\(text)' as an object id") }
    return id
  }

  private func moment(_ text: String) throws(GitError) -> Int64 {
    guard let seconds = Timestamp.seconds(text) else { throw untold("'\(text)' as a date") }
    return seconds
  }

  private func moment(_ text: String?) throws(GitError) -> Int64? {
    guard let text else { return nil }
    return try moment(text)
  }

  /// What GitHub says and this version does not know: never taken for something else.
  private func untold(_ what: String) -> GitError {
    GitError(
      .noEvidence, "read what \(repository) knows", "\(client.host) answered \(what)",
      help: "use a newer version of policy, or report it")
  }

  func result(
    _ context: Node.Context, on commit: ObjectID, tree: ObjectID
  ) throws(GitError) -> CheckResult {
    switch context {
    case .run(let run):
      CheckResult(
        context: run.name, app: run.checkSuite.app?.slug, form: .check,
        conclusion: try conclusion(of: run), commit: commit, tree: tree,
        at: try moment(run.completedAt ?? run.startedAt), began: try moment(run.startedAt),
        series: run.checkSuite.workflowRun.map(series), source: name, standing: .proof)
    case .status(let status):
      CheckResult(
        context: status.context,
        app: status.creator.flatMap { $0.type == "Bot" ? $0.login : nil }, form: .status,
        conclusion: try conclusion(of: status), commit: commit, tree: tree,
        at: try moment(status.createdAt), source: name, standing: .proof)
    }
  }

  /// What sets runs of one name apart that do not replace each other: the workflow's file and the
  /// event, `ci.yml on push`.
  private func series(_ run: Node.CheckRun.WorkflowRun) -> String {
    let path = run.workflow.resourcePath
    return "\(path.split(separator: "/").last.map(String.init) ?? path) on \(run.event)"
  }

  /// `CheckConclusionState`; a run that is not completed has none, whatever an earlier one had.
  private func conclusion(of run: Node.CheckRun) throws(GitError) -> CheckResult.Conclusion {
    guard run.status == "COMPLETED" else { return .pending }
    guard let word = run.conclusion,
      let conclusion = CheckResult.Conclusion(rawValue: word.lowercased()), conclusion != .pending
    else { throw untold("the conclusion '\(run.conclusion ?? "null")' of a completed check run") }
    return conclusion
  }

  /// `StatusState`.
  private func conclusion(of status: Node.Status) throws(GitError) -> CheckResult.Conclusion {
    switch status.state {
    case "SUCCESS": .success
    case "FAILURE": .failure
    case "ERROR": .error
    case "PENDING", "EXPECTED": .pending
    default: throw untold("the state '\(status.state)' of a commit status")
    }
  }

  func pullRequest(
    _ node: Node.PullRequest, in harvest: Harvest
  ) throws(GitError) -> PullRequest {
    guard let base = BranchName(node.baseRefName) else {
      throw untold("'\(node.baseRefName)' as a branch")
    }
    var reviews: [Review] = []
    for review in harvest.reviews[node.id] ?? [] { reviews.append(try self.review(review)) }
    let inOrder = reviews.enumerated().sorted {
      ($0.element.at ?? .max, $0.offset) < ($1.element.at ?? .max, $1.offset)
    }
    return PullRequest(
      number: node.number, author: node.author?.login,
      lastPusher: harvest.commits[node.headRefOid]?.pusher, base: base,
      head: try objectID(node.headRefOid),
      testMerge: try node.potentialMergeCommit.map { id throws(GitError) in try objectID(id.oid) },
      merged: node.state == "MERGED"
        ? try node.mergeCommit.map { id throws(GitError) in try objectID(id.oid) } : nil,
      mergedAt: try moment(node.mergedAt), reviews: inOrder.map(\.element),
      openConversations: try openConversations(in: harvest.threads[node.id] ?? [], node))
  }

  /// How many conversations nobody resolved; what began after the merge has not been there before it.
  /// When one was resolved GitHub does not tell.
  private func openConversations(
    in threads: [Node.Thread], _ request: Node.PullRequest
  ) throws(GitError) -> Int {
    var open = 0
    let merged = try moment(request.mergedAt)
    for thread in threads where !thread.isResolved {
      let began = try moment(thread.comments.nodes.first?.createdAt)
      if let began, let merged, began > merged { continue }
      open += 1
    }
    return open
  }

  private func review(_ node: Node.Review) throws(GitError) -> Review {
    guard let state = Review.State(rawValue: node.state.lowercased()) else {
      throw untold("the state '\(node.state)' of a review")
    }
    return Review(
      // GitHub's own name for a user who is gone.
      reviewer: node.author?.login ?? "ghost", state: state,
      commit: try node.commit.map { id throws(GitError) in try objectID(id.oid) },
      at: try moment(node.submittedAt), canWrite: node.authorCanPushToRepository, source: name,
      standing: .proof)
  }

  /// A deployment to a named environment. A later deployment makes an earlier one inactive: then what
  /// it was before counts.
  func deployment(
    _ node: Node.Deployment, _ statuses: [Node.DeploymentStatus], of commit: ObjectID
  ) throws(GitError) -> Deployment? {
    guard let environment = node.environment else { return nil }
    var (newest, isSuccess) = (try moment(node.createdAt), false)
    let all = node.latestStatus.map { $0.state == "INACTIVE" ? statuses : [$0] } ?? []
    var isFailure = false
    for status in all where status.state != "INACTIVE" {
      let at = try moment(status.createdAt)
      guard at >= newest else { continue }
      if at > newest { (isSuccess, isFailure) = (false, false) }
      newest = at
      switch status.state {
      case "SUCCESS": isSuccess = true
      case "FAILURE", "ERROR": isFailure = true
      case "IN_PROGRESS", "PENDING", "QUEUED", "WAITING": break
      default: throw untold("the state '\(status.state)' of a deployment")
      }
    }
    return Deployment(
      environment: environment, isSuccess: isSuccess && !isFailure, commit: commit, at: newest,
      source: name, standing: .proof)
  }
}
