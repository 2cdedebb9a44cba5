internal import GitModel
internal import PolicyCore

/// A source of evidence that the policy lists and that cannot be read at all: no question has an
/// answer.
final class UnreadableSource: EvidenceSource {
  let name: String
  let tellsReviewsOfCommits = true
  private let error: GitError

  /// A source of this name, and why it cannot be read.
  init(name: String, _ error: GitError) { (self.name, self.error) = (name, error) }

  func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] { throw error }

  func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment] { throw error }

  func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] { throw error }

  func pullRequest(
    from head: ObjectID, into base: BranchName
  ) throws(GitError) -> PullRequest? { throw error }

  func pullRequest(numbered number: Int) throws(GitError) -> PullRequest? { throw error }

  func people(behind owner: String) throws(GitError) -> [String]? { throw error }

  func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [Landing]? { throw error }
}
