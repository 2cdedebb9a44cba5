internal import Evidence
internal import Reports

/// The real GitHub, through gh.
public final class GitHubKeeper: ProtectionKeeper {
  private let reader: ProtectionReader
  private var client: GitHubClient { reader.client }
  /// The repository.
  public var repository: GitHubRepository { reader.repository }
  /// The tokens that gh may send.
  public var tokens: [String] { client.tokens }

  /// A repository's keeper. `cure` says what brings a branch to GitHub that it does not have, where
  /// anybody knows.
  public init(
    of repository: GitHubRepository, client: GitHubClient,
    cure: @escaping (_ branch: String) -> String? = { _ in nil }
  ) {
    var reader = ProtectionReader(client, repository)
    reader.cureOfMissing = cure
    self.reader = reader
  }

  /// Whose token it is: docs.github.com/rest/users/users, "Get the authenticated user".
  public func login() throws(GitHubFailure) -> String {
    let call = GitHubCall(.get, "user", why: "ask whose token it is")
    return try reader.read(call) { answer throws(GitHubAnswer.Flaw) in
      try answer.required("login").text()
    }
  }

  /// What protects a branch now.
  public func state(of branch: String) throws(GitHubFailure) -> ProtectionState {
    try reader.state(of: branch)
  }

  /// A ruleset, whatever it is about now; `nil` where it is deleted.
  public func ruleset(_ id: Int) throws(GitHubFailure) -> Ruleset? {
    do throws(GitHubFailure) {
      return try reader.ruleset(id)
    } catch {
      guard error.cause == .notFound else { throw error }
      return nil
    }
  }

  /// Makes a call that changes something.
  public func make(_ call: GitHubCall) throws(GitHubFailure) { _ = try client.send(call) }

  /// The comments on an issue: docs.github.com/rest/issues/comments, "List issue comments".
  public func comments(onIssue number: Int) throws(GitHubFailure) -> [IssueComment] {
    try reader.pages(
      ["issues", "\(number)", "comments"], why: "read the comments on issue \(number) of",
      help: "approve on another issue"
    ) { comment throws(GitHubAnswer.Flaw) in
      let created = try comment.required("created_at").text()
      return IssueComment(
        by: try comment.member("user")?.required("login").text(),
        try comment.member("body")?.text() ?? "",
        isEdited: try comment.required("updated_at").text() != created,
        url: try comment.required("html_url").text())
    }
  }

  /// Opens an issue. Its address.
  public func open(_ issue: EmergencyIssue) throws(GitHubFailure) -> String {
    let call = issue.call(in: repository)
    do throws(GitHubFailure) {
      let address = try reader.read(call) { answer throws(GitHubAnswer.Flaw) in
        try answer.required("html_url").text()
      }
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
}
