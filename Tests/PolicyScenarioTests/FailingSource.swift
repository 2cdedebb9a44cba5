import GitModel
import PolicyCore

/// A source of evidence that stops answering after so many questions.
final class FailingSource: EvidenceSource {
  /// What it says from then on.
  static let error = GitError(.noEvidence, "answer", "the source has stopped answering")

  private let whole: any EvidenceSource
  private let limit: Int
  /// How many questions were asked, unanswered ones included.
  private(set) var asked = 0
  let name: String
  var tellsReviewsOfCommits: Bool { whole.tellsReviewsOfCommits }

  init(_ whole: any EvidenceSource, answering limit: Int = .max) {
    (self.whole, self.limit, name) = (whole, limit, whole.name)
  }

  private func answer<Value>(
    _ ask: (any EvidenceSource) throws(GitError) -> Value
  ) throws(GitError) -> Value {
    asked += 1
    guard asked <= limit else { throw Self.error }
    return try ask(whole)
  }

  func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] {
    try answer { source throws(GitError) in try source.checks(on: commits) }
  }

  func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment] {
    try answer { source throws(GitError) in try source.deployments(of: commits) }
  }

  func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] {
    try answer { source throws(GitError) in try source.reviews(of: commits) }
  }

  func pullRequest(
    from head: ObjectID, into base: BranchName
  ) throws(GitError) -> PullRequest? {
    try answer { source throws(GitError) -> PullRequest? in
      try source.pullRequest(from: head, into: base)
    }
  }

  func pullRequest(numbered number: Int) throws(GitError) -> PullRequest? {
    try answer { source throws(GitError) -> PullRequest? in
      try source.pullRequest(numbered: number)
    }
  }

  func people(behind owner: String) throws(GitError) -> [String]? {
    try answer { source throws(GitError) -> [String]? in try source.people(behind: owner) }
  }

  func bypassActors(of branch: BranchName) throws(GitError) -> [BypassActor]? {
    try answer { source throws(GitError) -> [BypassActor]? in
      try source.bypassActors(of: branch)
    }
  }

  func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [PolicyCore.Landing]? {
    try answer { source throws(GitError) -> [PolicyCore.Landing]? in
      try source.landings(on: branch, among: steps)
    }
  }
}
