public import GitModel

/// One place where evidence is kept. Each question can go unanswered, and says so by throwing; an
/// empty answer means that the source was read and has nothing.
///
/// One task at a time. Sources answer for many commits at once: a forge is asked a hundred a call.
public protocol EvidenceSource: AnyObject {
  /// The name in the policy: `notes`, `trailers`, `github`, `file`.
  var name: String { get }

  /// What is told of checks on these commits, and on other commits of the same trees where the source
  /// knows of them. In no order.
  func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult]

  /// What is told of deployments of these commits.
  func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment]

  /// Whether the source may tell of reviews outside pull requests.
  var tellsReviewsOfCommits: Bool { get }

  /// What is told of reviews of these commits outside a pull request: trailers.
  func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review]

  /// The open pull request of this head into this base; `nil` where the source knows of none, or tells
  /// of no pull requests.
  func pullRequest(
    from head: ObjectID, into base: BranchName
  ) throws(GitError) -> PullRequest?

  /// The pull request of this number, as a merge queue names it; `nil` where the source tells of no
  /// pull requests.
  func pullRequest(numbered number: Int) throws(GitError) -> PullRequest?

  /// The logins of those whom an owner in `CODEOWNERS` stands for: the members of `@org/team`, whose
  /// an address is. `nil` where the source knows of nobody's.
  func people(behind owner: String) throws(GitError) -> [String]?

  /// The landings on a branch whose last commits are among these first-parent steps, oldest first;
  /// `nil` where the source does not tell landings apart.
  func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [Landing]?

  /// Who passes the rules of a branch by; `nil` where the source does not tell of rules.
  func bypassActors(of branch: BranchName) throws(GitError) -> [BypassActor]?

  /// What a policy demands of a branch's protection and the forge does not; `nil` where the source does
  /// not tell of protection.
  func protectionGaps(
    of branch: BranchName, under policy: Policy
  ) throws(GitError) -> [ProtectionGap]?
}

extension EvidenceSource {
  /// Nothing: the source tells of no deployments.
  public func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment] { [] }

  /// Nothing: the source tells of no reviews outside pull requests.
  public func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] { [] }

  /// Nothing: the source tells of no pull requests.
  public func pullRequest(
    from head: ObjectID, into base: BranchName
  ) throws(GitError) -> PullRequest? { nil }

  /// Nothing: the source tells of no pull requests.
  public func pullRequest(numbered number: Int) throws(GitError) -> PullRequest? { nil }

  /// Nothing: the source knows nobody.
  public func people(behind owner: String) throws(GitError) -> [String]? { nil }

  /// Nothing: the source does not tell of rules.
  public func bypassActors(of branch: BranchName) throws(GitError) -> [BypassActor]? { nil }

  /// Nothing: the source does not tell of protection.
  public func protectionGaps(
    of branch: BranchName, under policy: Policy
  ) throws(GitError) -> [ProtectionGap]? { nil }

  /// Nothing: the source does not tell landings apart.
  public func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [Landing]? { nil }
}

/// A commit that evidence is asked for.
public struct EvidenceSubject: Hashable, Sendable {
  /// The commit.
  public let commit: ObjectID
  /// Its tree, for which evidence is as good; `nil` where the commit is not here.
  public let tree: ObjectID?

  /// A commit and its tree.
  public init(commit: ObjectID, tree: ObjectID?) { (self.commit, self.tree) = (commit, tree) }
}
