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
    examples: RequiredReviewsExamples.all)

  /// Makes the rule.
  public init() {}

  /// The findings on each landing, and the lines of CODEOWNERS that count for nothing.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let protection = scene.kind(in: update)?.protection, update.new != nil,
      protection.wantsReviews, let book = try scene.evidenceBook()
    else { return nil }
    var findings = protection.requireCodeOwnerReviews ? try lostLines(in: update, scene) : []
    var unknown: GitError?
    let points = try scene.evidencePoints(of: update, in: book).map { point throws(GitError) in
      try Self.queued(point, update, book)
    }
    for point in points.flatMap({ [$0] + $0.earlier }) {
      let approvals = try Approvals(of: point, by: protection, in: scene, book)
      for fault in try approvals.faults() {
        if point.certainty == .told {
          findings.append(
            Finding(fault.message, at: point.tip.commit, path: fault.path, help: fault.help))
        } else {
          unknown = unknown ?? point.untold(fault.message, "look for reviews")
        }
      }
    }
    return try scene.settle(findings, unknown, by: Self.guide.id, on: update)
  }

  /// The point with the pull request that a merge queue is about to land. Its number is in the name of
  /// the queue's branch, which GitHub made.
  private static func queued(
    _ point: EvidencePoint, _ update: RefUpdate, _ book: EvidenceBook
  ) throws(GitError) -> EvidencePoint {
    guard update.moment == .landing, let head = update.head else { return point }
    let help = "name a source that knows pull requests: checks: {evidence: [github]}"
    guard let number = head.number else {
      throw GitError(
        .noEvidence, "find the pull request", "the event does not name the merge queue's branch",
        help: "use what GitHub gives to merge_group: GITHUB_EVENT_PATH")
    }
    guard let request = try book.pullRequest(numbered: number) else {
      throw GitError(
        .noEvidence, "find the pull request", "nobody tells of pull request \(number)", help: help)
    }
    guard request.base == update.branch else {
      throw GitError(
        .noEvidence, "find the pull request",
        "pull request \(number) goes to '\(request.base)', which this queue does not land on",
        help: help)
    }
    var point = point
    point.pullRequest = request
    return point
  }

  /// The lines of CODEOWNERS that GitHub passes over, where the file stands, or where the update
  /// changes it: one that was wrong before must not keep away what mends it.
  private func lostLines(in update: RefUpdate, _ scene: Scene) throws(GitError) -> [Finding] {
    guard let new = update.new, let file = try scene.codeOwners(in: new) else { return [] }
    if update.moment != .standing, let old = update.old {
      let path = Array(file.path.utf8)
      let before = try scene.history.blob(at: path, in: old)
      if try before == scene.history.blob(at: path, in: new) { return [] }
    }
    return file.owners.problems.map { problem in
      Finding(
        "GitHub passes over this line: \(problem.message)", at: new, path: Array(file.path.utf8),
        line: problem.line, help: "mend the line, or take it out")
    }
  }
}
