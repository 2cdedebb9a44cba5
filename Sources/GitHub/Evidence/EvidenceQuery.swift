internal import GitModel
internal import PolicyCore
internal import Reports

/// The questions that are asked of commits: a hundred commits a call, and what did not fit on the
/// first pages after that.
///
/// Source of all fields: docs.github.com/graphql/reference.
enum EvidenceQuery {
  /// How many commits go into one call. With the page sizes below it asks for 95,000 nodes at most;
  /// GitHub's limit is 500,000 (docs.github.com/graphql/overview, "Node limit").
  static let commitsPerCall = 100

  /// How many connections are read on in one call.
  static let pagesPerCall = 25

  /// The question for some commits.
  static func commits(
    _ commits: [ObjectID], in repository: GitHubRepository
  ) -> GitHubCall {
    let objects = commits.enumerated().map { number, commit in
      "    c\(number): object(oid: \"\(commit.hex)\") { __typename ...CommitParts }\n"
    }
    let document = """
      query Evidence($owner: String!, $name: String!) {
        repository(owner: $owner, name: $name) {
      \(objects.joined())  }
      }
      """
    return .query(
      ([document] + Part.all).joined(separator: "\n"),
      [("owner", .string(repository.owner)), ("name", .string(repository.name))],
      why: "read what \(repository) knows of \(Words.count(commits.count, "commit"))")
  }

  /// The question for a pull request.
  static func pullRequest(_ number: Int, in repository: GitHubRepository) -> GitHubCall {
    let document = """
      query Request($owner: String!, $name: String!, $number: Int!) {
        repository(owner: $owner, name: $name) {
          pullRequest(number: $number) { ...PullRequestParts }
        }
      }
      """
    return .query(
      [document, Part.pullRequest, Part.review, Part.thread].joined(separator: "\n"),
      [
        ("owner", .string(repository.owner)), ("name", .string(repository.name)),
        ("number", .int(number)),
      ],
      why: "read what \(repository) knows of pull request \(number)")
  }

  /// The question for the next pages of some connections.
  static func pages(_ pages: [OpenPage], in repository: GitHubRepository) -> GitHubCall {
    let variables = pages.enumerated().flatMap { number, page -> [(String, JSONValue)] in
      [("i\(number)", .string(page.node)), ("a\(number)", .string(page.cursor))]
    }
    let declared = variables.map { name, _ in
      "$\(name): \(name.hasPrefix("i") ? "ID" : "String")!"
    }
    let nodes = pages.enumerated().map { number, page in
      "  p\(number): node(id: $i\(number)) { ...on \(page.kind.owner) { "
        + page.kind.rawValue + "(first: 100, after: $a\(number)) { " + page.kind.content
        + " } } }\n"
    }
    let kinds = Set(pages.map(\.kind))
    var parts: [String] = []
    if kinds.contains(.contexts) { parts.append(Part.context) }
    if kinds.contains(.pullRequests) { parts.append(Part.pullRequest) }
    if !kinds.isDisjoint(with: [.pullRequests, .reviews]) { parts.append(Part.review) }
    if !kinds.isDisjoint(with: [.pullRequests, .threads]) { parts.append(Part.thread) }
    if kinds.contains(.deployments) { parts.append(Part.deployment) }
    let document =
      "query Pages(\(declared.joined(separator: ", "))) {\n\(nodes.joined())}\n"
      + parts.joined(separator: "\n")
    return .query(
      document, variables,
      why: "read \(Words.count(pages.count, "further page")) of what \(repository) knows")
  }
}

/// A connection of which there is more than was read.
struct OpenPage: Hashable, Sendable {
  /// Which connection it is: its field's name.
  enum Kind: String, Sendable {
    case contexts
    case pullRequests = "associatedPullRequests"
    case threads = "reviewThreads"
    case reviews, deployments, statuses

    /// The type that has the field.
    var owner: String {
      switch self {
      case .contexts: "StatusCheckRollup"
      case .pullRequests, .deployments: "Commit"
      case .reviews, .threads: "PullRequest"
      case .statuses: "Deployment"
      }
    }

    /// What is asked of the connection.
    var content: String {
      let nodes =
        switch self {
        case .contexts: "__typename ...ContextParts"
        case .pullRequests: "...PullRequestParts"
        case .reviews: "...ReviewParts"
        case .threads: "...ThreadParts"
        case .deployments: "...DeploymentParts"
        case .statuses: "state createdAt"
        }
      return "pageInfo { hasNextPage endCursor } nodes { \(nodes) }"
    }
  }

  let kind: Kind
  /// The id of the object that has the connection.
  let node: String
  /// The cursor behind which it goes on.
  let cursor: String
}

/// The parts of the questions.
private enum Part {
  static let all = [commit, context, pullRequest, review, thread, deployment]

  static let commit = """
    fragment CommitParts on Commit {
      id oid tree { oid } parents(first: 1) { nodes { oid } }
      statusCheckRollup { id contexts(first: 100) { \(OpenPage.Kind.contexts.content) } }
      checkSuites(first: 10) {
        pageInfo { hasNextPage endCursor } nodes { push { nextSha pusher { login } } }
      }
      associatedPullRequests(first: 5) { \(OpenPage.Kind.pullRequests.content) }
      deployments(first: 10) { \(OpenPage.Kind.deployments.content) }
    }
    """

  static let context = """
    fragment ContextParts on StatusCheckRollupContext {
      ... on CheckRun {
        name status conclusion startedAt completedAt
        checkSuite { app { slug } workflowRun { event workflow { resourcePath } } }
      }
      ... on StatusContext { context state createdAt creator { __typename login } }
    }
    """

  static let pullRequest = """
    fragment PullRequestParts on PullRequest {
      id number state author { login } baseRefName headRefName headRefOid mergedAt
      headRepository { nameWithOwner } mergeCommit { oid } potentialMergeCommit { oid }
      reviews(first: 50, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]) {
        \(OpenPage.Kind.reviews.content)
      }
      reviewThreads(first: 50) { \(OpenPage.Kind.threads.content) }
    }
    """

  static let review = """
    fragment ReviewParts on PullRequestReview {
      state author { login } authorCanPushToRepository submittedAt commit { oid }
    }
    """

  static let thread = """
    fragment ThreadParts on PullRequestReviewThread {
      isResolved comments(first: 1) { nodes { createdAt } }
    }
    """

  static let deployment = """
    fragment DeploymentParts on Deployment {
      id environment createdAt latestStatus { state createdAt }
      statuses(first: 5) { \(OpenPage.Kind.statuses.content) }
    }
    """
}
