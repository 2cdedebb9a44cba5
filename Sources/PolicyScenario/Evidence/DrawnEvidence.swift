internal import GitModel
internal import PolicyCore

/// What others observed, as it is drawn: by labels, in the order of the drawing.
struct DrawnEvidence: Sendable {
  var results: [DrawnResult] = []
  var requests: [DrawnRequest] = []
  var reviews: [DrawnReview] = []
  var deployments: [DrawnDeployment] = []
  var landings: [DrawnLanding] = []
  /// Whom owners in `CODEOWNERS` stand for.
  var people: [String: [String]] = [:]
  var passers: [DrawnPasser] = []
  var gaps: [DrawnGap] = []
  /// What the sources say in place of every answer.
  var silence: String?
}

/// When something was observed, and whether its author can have forged it.
struct DrawnWitness: Sendable {
  /// Where it stands among all that was observed: each is a minute newer than the one before.
  let number: Int
  /// In seconds since 1970, where the drawing says it.
  var seconds: Int64?
  var isUndated = false
  /// Why it does not count.
  var doubt: String?

  /// Whether it counts.
  var standing: Standing { doubt.map { .claim(why: $0) } ?? .proof }
}

/// The result of a check.
struct DrawnResult: Sendable {
  let context: String
  let form: CheckResult.Form
  /// Whether it is a note, which is found by the commit's tree as well.
  let isNote: Bool
  let conclusion: CheckResult.Conclusion
  let commit: String
  var app: String?
  /// The workflow and the event.
  var series: String?
  var metric: Double?
  var witness: DrawnWitness
}

/// A pull request.
struct DrawnRequest: Sendable {
  let number: Int
  let head: String
  let base: BranchName
  var author: String?
  var pusher: String?
  var testMerge: String?
  /// How many conversations are open.
  var openConversations: Int?
}

/// A review of a pull request, or of a commit.
struct DrawnReview: Sendable {
  /// What is reviewed.
  enum Subject: Sendable {
    case request(Int)
    case commit(String)
  }

  let subject: Subject
  let state: Review.State
  let reviewer: String
  var commit: String?
  var canWrite = true
  var witness: DrawnWitness
}

/// A deployment.
struct DrawnDeployment: Sendable {
  let environment: String
  let isSuccess: Bool
  let commit: String
  var witness: DrawnWitness
}

/// A landing that a source tells.
struct DrawnLanding: Sendable {
  let branch: BranchName
  let old: String?
  let new: String
  var actor: String?
  var request: Int?
  /// The pull requests below it, each with what it came as.
  var earlier: [(request: Int, commit: String)] = []
  var seconds: Int64?
}

/// Somebody who passes a branch's rules by.
struct DrawnPasser: Sendable {
  let branch: BranchName
  let actor: BypassActor
}

/// Protection that is weaker than a policy asks.
struct DrawnGap: Sendable {
  let branch: BranchName
  let gap: ProtectionGap
}
