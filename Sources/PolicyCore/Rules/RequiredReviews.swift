public import GitModel

/// Lets only what others have approved land.
public struct RequiredReviews: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "required-reviews",
    summary: "What lands was approved by as many others as its branch requires.",
    rationale: """
      An approval is of what the reviewer saw. With dismiss_stale_reviews, one whose change differs \
      from what lands does not count, whatever commit it names; a rebase that leaves the change as it \
      was keeps it. The author's own approval never counts, and with require_last_push_approval nor \
      does that of whoever pushed last. Without a source under checks.evidence the rule is off.
      """,
    moments: [.pullRequest, .landing, .standing],
    githubType: "pull_request",
    examples: [])

  /// Makes the rule.
  public init() {}

  /// The findings on each landing.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let protection = scene.kind(in: update)?.protection, let book = scene.evidence,
      update.new != nil, protection.wantsReviews
    else { return nil }
    let points = try scene.evidencePoints(of: update, in: book)
    var findings: [Finding] = []
    var unknown: GitError?
    for point in points {
      let approvals = try Approvals(of: point, by: protection, in: scene, book)
      for fault in try approvals.faults() {
        if point.isGuess {
          unknown = unknown ?? point.guess(fault.message, "look for reviews")
        } else {
          findings.append(Finding(fault.message, at: point.tip, path: fault.path, help: fault.help))
        }
      }
    }
    if findings.isEmpty, let unknown { throw unknown }
    return findings
  }
}

extension Protection {
  fileprivate var wantsReviews: Bool {
    requiredReviews > 0 || requireCodeOwnerReviews || requireLastPushApproval
  }
}

extension EvidencePoint {
  /// What is unknown about something that nobody tells to have landed by itself.
  func guess(_ sentence: String, _ operation: String) -> GitError {
    GitError(
      .noEvidence, operation, "\(sentence): \(tip), and nobody tells whether it landed by itself",
      help: "name a source that knows the landings: checks: {evidence: [github]}; or judge from a "
        + "later commit: baseline: {commits: […]}")
  }
}
