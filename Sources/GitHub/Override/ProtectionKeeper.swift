/// Who reads and changes what protects a branch.
public protocol ProtectionKeeper: AnyObject {
  /// The repository.
  var repository: GitHubRepository { get }
  /// The tokens that are known, which are never written down.
  var tokens: [String] { get }
  /// The login of whose token it is.
  func login() throws(GitHubFailure) -> String
  /// What protects a branch now. Throws where any part of it cannot be known.
  func state(of branch: String) throws(GitHubFailure) -> ProtectionState
  /// A ruleset, whatever it is about now; `nil` where it is deleted.
  func ruleset(_ id: Int) throws(GitHubFailure) -> Ruleset?
  /// Makes a call that changes something. Throws where GitHub did not do it.
  func make(_ call: GitHubCall) throws(GitHubFailure)
  /// The comments on an issue of the repository, the oldest first.
  func comments(onIssue number: Int) throws(GitHubFailure) -> [IssueComment]
}

/// A comment on an issue: docs.github.com/rest/issues/comments.
public struct IssueComment: Hashable, Sendable {
  /// The login of who wrote it; `nil` where the account is gone.
  public let author: String?
  /// What it says.
  public let body: String
  /// Whether it was changed after it was written: others than its author may have done that.
  public let isEdited: Bool
  /// Its address.
  public let url: String

  /// A comment from its parts.
  public init(by author: String?, _ body: String, isEdited: Bool = false, url: String) {
    (self.author, self.body, self.isEdited, self.url) = (author, body, isEdited, url)
  }
}
