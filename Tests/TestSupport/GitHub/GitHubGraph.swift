/// The world as GraphQL shows it.
struct GitHubGraph: Sendable {
  let world: GitHubWorld

  var root: GraphQLObject {
    GraphQLObject(type: "Query") { name, arguments in
      switch name {
      case "repository":
        let (owner, name) = (arguments["owner"]?.text ?? "", arguments["name"]?.text ?? "")
        let found = world.repositories.first { $0.owner == owner && $0.name == name }
        guard let found else {
          throw GraphQLProblem(
            message: "Could not resolve to a Repository with the name '\(owner)/\(name)'.",
            type: "NOT_FOUND")
        }
        return .object(repository(found))
      case "node":
        let id = arguments["id"]?.text ?? ""
        guard let node = node(id) else {
          throw GraphQLProblem(
            message: "Could not resolve to a node with the global id of '\(id)'",
            type: "NOT_FOUND")
        }
        return .object(node)
      case "viewer": return .object(actor("alice"))
      default: return nil
      }
    }
  }

  /// An id that was given out: the kind, the repository, and the commit or number.
  private func node(_ id: String) -> GraphQLObject? {
    let parts = id.components(" ")
    guard parts.count == 3, let found = world.repositories.first(where: { $0.name == parts[1] })
    else { return nil }
    switch parts[0] {
    case "C": return commit(parts[2], in: found)
    case "SCR": return found.commits[parts[2]].flatMap { rollup(of: $0, parts[2], in: found) }
    case "PR":
      return found.pullRequests.first { "\($0.number)" == parts[2] }.map {
        pullRequest($0, in: found)
      }
    case "DE":
      let place = parts[2].components(":")
      guard let commit = found.commits[place[0]], place.count == 2, let number = Int(place[1]),
        commit.deployments.indices.contains(number)
      else { return nil }
      return deployment(number, of: commit, place[0], in: found)
    default: return nil
    }
  }

  private func repository(_ found: GitHubWorld.Repository) -> GraphQLObject {
    GraphQLObject(type: "Repository") { name, arguments in
      switch name {
      case "id": return .text("R_\(found.name)")
      case "name": return .text(found.name)
      case "nameWithOwner": return .text("\(found.owner)/\(found.name)")
      case "object": return .object(commit(arguments["oid"]?.text ?? "", in: found))
      case "pullRequest":
        let number = arguments["number"]?.number
        guard let request = found.pullRequests.first(where: { $0.number == number }) else {
          throw GraphQLProblem(
            message: "Could not resolve to a PullRequest with the number of \(number ?? 0).",
            type: "NOT_FOUND")
        }
        return .object(pullRequest(request, in: found))
      case "pullRequests":
        var requests = found.pullRequests
        if let base = arguments["baseRefName"]?.text { requests.removeAll { $0.base != base } }
        if case .array(let states)? = arguments["states"] {
          requests.removeAll { !states.contains(.string($0.state)) }
        }
        return .connection(requests.map { .object(pullRequest($0, in: found)) })
      default: return nil
      }
    }
  }

  private func commit(_ id: String, in repository: GitHubWorld.Repository) -> GraphQLObject? {
    guard let commit = repository.commits[id] else { return nil }
    return GraphQLObject(type: "Commit") { name, _ in
      switch name {
      case "id": .text("C \(repository.name) \(id)")
      case "oid": .text(id)
      case "tree":
        .object(
          GraphQLObject(type: "Tree") { name, _ in name == "oid" ? .text(commit.tree) : nil })
      case "parents":
        .connection(
          [commit.parent].compactMap { $0.flatMap { self.commit($0, in: repository) } }.map {
            .object($0)
          })
      case "checkSuites": .connection(commit.pushers.map { .object(pushedSuite(by: $0, id)) })
      case "statusCheckRollup": .object(rollup(of: commit, id, in: repository))
      case "associatedPullRequests":
        .connection(
          repository.pullRequests.filter { $0.isAssociated(with: id) }.map {
            .object(pullRequest($0, in: repository))
          })
      case "deployments":
        .connection(
          commit.deployments.indices.map {
            .object(deployment($0, of: commit, id, in: repository))
          })
      default: nil
      }
    }
  }

  private func rollup(
    of commit: GitHubWorld.Commit, _ id: String, in repository: GitHubWorld.Repository
  ) -> GraphQLObject? {
    guard !commit.checkRuns.isEmpty || !commit.statuses.isEmpty else { return nil }
    return GraphQLObject(type: "StatusCheckRollup") { name, _ in
      switch name {
      case "id": .text("SCR \(repository.name) \(id)")
      case "contexts":
        .connection(
          commit.checkRuns.enumerated().map { .object(checkRun($1, number: $0, of: id)) }
            + commit.statuses.map { .object(status($0)) })
      default: nil
      }
    }
  }

  private func checkRun(
    _ run: GitHubWorld.CheckRun, number: Int, of commit: String
  ) -> GraphQLObject {
    GraphQLObject(type: "CheckRun") { name, _ in
      switch name {
      case "id": .text("CR_\(commit)_\(number)")
      case "databaseId": .number(1_000 + number)
      case "name": .text(run.name)
      case "status": .text(run.conclusion == nil ? "IN_PROGRESS" : "COMPLETED")
      case "conclusion": .text(run.conclusion)
      case "startedAt": .text(run.startedAt)
      case "completedAt": .text(run.completedAt)
      case "url", "permalink": .text("https://github.com/acme/shop/runs/\(number)")
      case "checkSuite": .object(checkSuite(of: run, at: commit))
      default: nil
      }
    }
  }

  private func pushedSuite(by pusher: String, _ commit: String) -> GraphQLObject {
    let push = GraphQLObject(type: "Push") { name, _ in
      switch name {
      case "pusher": .object(actor(pusher))
      case "nextSha": .text(commit)
      default: nil
      }
    }
    return GraphQLObject(type: "CheckSuite") { name, _ in name == "push" ? .object(push) : nil }
  }

  private func checkSuite(of run: GitHubWorld.CheckRun, at commit: String) -> GraphQLObject {
    GraphQLObject(type: "CheckSuite") { name, _ in
      switch name {
      case "id": .text("CS_\(commit)")
      case "workflowRun": .object(run.workflow.map { workflowRun($0.file, $0.event) })
      case "app":
        .object(
          run.app.map { slug in
            GraphQLObject(type: "App") { name, _ in
              switch name {
              case "slug", "name": .text(slug)
              case "databaseId": .number(slug == "github-actions" ? 15_368 : 1)
              default: nil
              }
            }
          })
      default: nil
      }
    }
  }

  private func workflowRun(_ file: String, _ event: String) -> GraphQLObject {
    let workflow = GraphQLObject(type: "Workflow") { name, _ in
      name == "resourcePath" ? .text("/acme/shop/actions/workflows/\(file)") : nil
    }
    return GraphQLObject(type: "WorkflowRun") { name, _ in
      switch name {
      case "event": .text(event)
      case "workflow": .object(workflow)
      default: nil
      }
    }
  }

  private func status(_ status: GitHubWorld.Status) -> GraphQLObject {
    GraphQLObject(type: "StatusContext") { name, _ in
      switch name {
      case "id": .text("SC_\(status.context)")
      case "context": .text(status.context)
      case "state": .text(status.state)
      case "createdAt": .text(status.createdAt)
      case "creator": .object(actor(status.creator))
      case "targetUrl": .null
      default: nil
      }
    }
  }

  private func actor(_ login: String?) -> GraphQLObject? {
    login.map { login in
      let isBot = login.hasSuffix("[bot]")
      return GraphQLObject(type: isBot ? "Bot" : "User") { name, _ in
        name == "login" ? .text(isBot ? String(login.dropLast(5)) : login) : nil
      }
    }
  }
}

extension GitHubWorld.PullRequest {
  /// "The merged pull request that introduced the commit, or the open ones that have it": of a head
  /// only its last commit is known here.
  fileprivate func isAssociated(with commit: String) -> Bool {
    mergeCommit == commit || head.commit == commit
  }
}

extension GitHubGraph {
  private func pullRequest(
    _ request: GitHubWorld.PullRequest, in repository: GitHubWorld.Repository
  ) -> GraphQLObject {
    GraphQLObject(type: "PullRequest") { name, _ in
      switch name {
      case "id": .text("PR \(repository.name) \(request.number)")
      case "number": .number(request.number)
      case "state": .text(request.state)
      case "merged": .flag(request.state == "MERGED")
      case "isCrossRepository": .flag(request.fork != nil)
      case "isDraft": .flag(false)
      case "baseRefName": .text(request.base)
      case "headRefName": .text(request.head.branch)
      case "headRefOid": .text(request.head.commit)
      case "author": .object(actor(request.author))
      case "mergedBy": .object(actor(request.mergedBy))
      case "mergedAt": .text(request.mergedAt)
      case "createdAt", "updatedAt": .text(request.mergedAt ?? "2026-01-05T12:00:00Z")
      case "mergeCommit": .object(request.mergeCommit.flatMap { commit($0, in: repository) })
      case "potentialMergeCommit":
        .object(request.testMerge.flatMap { commit($0, in: repository) })
      case "headRepository":
        .object(
          GraphQLObject(type: "Repository") { name, _ in
            name == "nameWithOwner"
              ? .text(request.fork ?? "\(repository.owner)/\(repository.name)") : nil
          })
      case "reviewThreads":
        .connection(request.threads.map { .object(thread($0.isResolved, $0.at)) })
      case "reviews":
        .connection(
          request.reviews.enumerated().map {
            .object(review($1, number: $0, of: request, in: repository))
          })
      default: nil
      }
    }
  }

  private func thread(_ isResolved: Bool, _ at: String) -> GraphQLObject {
    let comment = GraphQLObject(type: "PullRequestReviewComment") { name, _ in
      name == "createdAt" ? .text(at) : nil
    }
    return GraphQLObject(type: "PullRequestReviewThread") { name, _ in
      switch name {
      case "isResolved": .flag(isResolved)
      case "comments": .connection([.object(comment)])
      default: nil
      }
    }
  }

  private func review(
    _ review: GitHubWorld.Review, number: Int, of request: GitHubWorld.PullRequest,
    in repository: GitHubWorld.Repository
  ) -> GraphQLObject {
    GraphQLObject(type: "PullRequestReview") { name, _ in
      switch name {
      case "id": .text("PRR_\(request.number)_\(number)")
      case "state": .text(review.state)
      case "author": .object(actor(review.author))
      case "authorCanPushToRepository": .flag(review.canPush)
      case "submittedAt", "createdAt", "updatedAt": .text(review.submittedAt)
      case "commit": .object(review.commit.flatMap { commit($0, in: repository) })
      default: nil
      }
    }
  }

  private func deployment(
    _ number: Int, of commit: GitHubWorld.Commit, _ id: String,
    in repository: GitHubWorld.Repository
  ) -> GraphQLObject {
    let deployment = commit.deployments[number]
    let statuses = deployment.statuses.reversed().map { status in
      GraphQLObject(type: "DeploymentStatus") { name, _ in
        switch name {
        case "state": .text(status.state)
        case "createdAt": .text(status.at)
        default: nil
        }
      }
    }
    return GraphQLObject(type: "Deployment") { name, _ in
      switch name {
      case "id": .text("DE \(repository.name) \(id):\(number)")
      case "environment", "latestEnvironment", "originalEnvironment":
        .text(deployment.environment)
      case "commitOid": .text(id)
      case "createdAt": .text(deployment.statuses.first?.at ?? "2026-01-05T12:00:00Z")
      case "latestStatus": .object(statuses.first)
      case "statuses": .connection(statuses.map { .object($0) })
      default: nil
      }
    }
  }
}
