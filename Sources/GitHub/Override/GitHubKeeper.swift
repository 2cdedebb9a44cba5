internal import Evidence
internal import Reports

/// The real GitHub, through gh.
public final class GitHubKeeper: ProtectionKeeper {
  /// The repository.
  public let repository: GitHubRepository
  private let client: GitHubClient
  /// More comments on one issue are not read.
  private static let mostPages = 20

  /// A repository's keeper.
  public init(of repository: GitHubRepository, client: GitHubClient) {
    (self.repository, self.client) = (repository, client)
  }

  /// Whose token it is: docs.github.com/rest/users/users, "Get the authenticated user".
  public func login() throws(GitHubFailure) -> String {
    let call = GitHubCall(.get, "user", why: "ask whose token it is")
    return try read(call) { answer throws(GitHubAnswer.Flaw) in
      try answer.required("login").text()
    }.0
  }

  /// What protects a branch now.
  public func state(of branch: String) throws(GitHubFailure) -> ProtectionState {
    try ProtectionReader(client, repository).state(of: branch)
  }

  /// Makes a call that changes something.
  public func make(_ call: GitHubCall) throws(GitHubFailure) { _ = try client.send(call) }

  /// The comments on an issue: docs.github.com/rest/issues/comments, "List issue comments".
  public func comments(onIssue number: Int) throws(GitHubFailure) -> [IssueComment] {
    var comments: [IssueComment] = []
    for page in 1...Self.mostPages {
      let call = GitHubCall(
        .get,
        repository.path(
          "issues", String(number), "comments",
          query: [("per_page", "100"), ("page", String(page))]),
        why: "read the comments on issue \(number) of \(repository)")
      let (found, answer) = try read(call) { answer throws(GitHubAnswer.Flaw) in
        var found: [IssueComment] = []
        for comment in try answer.elements() {
          let created = try comment.required("created_at").text()
          found.append(
            IssueComment(
              by: try comment.member("user")?.required("login").text(),
              try comment.member("body")?.text() ?? "",
              isEdited: try comment.required("updated_at").text() != created,
              url: try comment.required("html_url").text()))
        }
        return found
      }
      comments += found
      if answer.nextPage == nil { return comments }
    }
    throw client.failure(
      .malformed, GitHubCall(.get, repository.path("issues", String(number)), why: "read comments"),
      "the issue has over \(Self.mostPages * 100) comments", help: "approve on another issue")
  }

  /// Opens an issue. Its address.
  public func open(_ issue: EmergencyIssue) throws(GitHubFailure) -> String {
    let call = issue.call(in: repository)
    do throws(GitHubFailure) {
      let address = try read(call) { answer throws(GitHubAnswer.Flaw) in
        try answer.required("html_url").text()
      }.0
      guard IssueAddress(address, in: repository) != nil else {
        throw client.failure(.malformed, call, "the answer names no issue of \(repository)")
      }
      return address
    } catch {
      // Where an answer was lost, nobody knows whether it was opened.
      guard [.unreachable, .timedOut, .server, .malformed].contains(error.cause) else {
        throw error
      }
      throw client.failure(
        error.cause, call, status: error.status, error.message,
        help:
          "\(error.help); it may stand there: gh issue list --repo \(repository); then name it: "
          + "--issue URL")
    }
  }

  private func read<Value>(
    _ call: GitHubCall, _ value: (AnswerValue) throws(GitHubAnswer.Flaw) -> Value
  ) throws(GitHubFailure) -> (Value, GitHubAnswer) {
    let answer = try client.send(call)
    do throws(GitHubAnswer.Flaw) {
      return (try value(try AnswerValue(body: answer.body)), answer)
    } catch {
      throw client.failure(
        .malformed, call, status: answer.status, "the answer cannot be used: \(error.message)")
    }
  }
}
