/// Pull requests and what people say of them.
extension GitHubGraph {
  func pullRequest(
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
}
