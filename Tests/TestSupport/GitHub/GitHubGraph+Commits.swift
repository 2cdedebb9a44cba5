/// Commits, and what apps and people report of them.
extension GitHubGraph {
  func commit(_ id: String, in repository: GitHubWorld.Repository) -> GraphQLObject? {
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

  func rollup(
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

  func deployment(
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

extension GitHubWorld.PullRequest {
  /// "The merged pull request that introduced the commit, or the open ones that have it": of a head
  /// only its last commit is known here.
  fileprivate func isAssociated(with commit: String) -> Bool {
    mergeCommit == commit || head.commit == commit
  }
}
