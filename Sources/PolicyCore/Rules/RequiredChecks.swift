public import GitModel

/// Lets only what has passed its checks land.
public struct RequiredChecks: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "required-checks",
    summary: "What lands has passed every check that its branch requires.",
    rationale: """
      A green tick that somebody remembers is no evidence. What counts is what the change's author \
      cannot forge: the forge's own answer, or a note signed by one of the policy's checkers, for \
      the commit that landed, for the head or the test merge of its pull request, or for a commit \
      of the same tree; a newer failure wins. Without a source under checks.evidence the rule is off.
      """,
    moments: [.pullRequest, .landing, .standing],
    githubType: "required_status_checks",
    examples: RequiredChecksExamples.all)

  /// Makes the rule.
  public init() {}

  /// One finding for each check that a landing lacks.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), update.new != nil else { return nil }
    let required = kind.protection.requiredStatusChecks
    guard !required.isEmpty, let book = try scene.evidenceBook() else { return nil }
    let points = try scene.evidencePoints(of: update, in: book)
    var results = try CheckResults(at: points, in: scene, book)
    var findings: [Finding] = []
    var unknown: GitError?
    for point in points {
      for check in required {
        let status = try results.status(of: check, at: point)
        guard let fault = Self.fault(status) else { continue }
        let sentence = "'\(check.context)' \(fault)"
        if let why = Self.doubt(sentence, status, point) {
          unknown = unknown ?? why
        } else {
          findings.append(
            Finding(sentence, at: point.tip.commit, help: Self.help(status, point)))
        }
      }
    }
    return try scene.settle(findings, unknown, by: Self.guide.id, on: update)
  }

  /// Why a fault is no certain one; `nil` where it is.
  private static func doubt(
    _ sentence: String, _ status: CheckStatus, _ point: EvidencePoint
  ) -> GitError? {
    switch status {
    case .undated:
      return GitError(
        .noEvidence, "find the newest result", sentence,
        help: "let it run again on \(point.tip.commit)")
    case .ambiguous:
      return GitError(
        .noEvidence, "tell which run counts", sentence,
        help: "give each job a name of its own, or let both pass on "
          + "\((point.head ?? point.tip).commit)")
    default: break
    }
    switch (point.certainty, status) {
    case (.told, _), (.tip, .failed): return nil
    case (.tip, _), (.guess, _): return point.untold(sentence, "look for checks")
    }
  }

  /// What is wrong, to follow the check's name; `nil` where nothing is.
  private static func fault(_ status: CheckStatus) -> String? {
    switch status {
    case .passed: nil
    case .failed(let result) where result.conclusion == .pending: "has not ended"
    case .failed(let result): "ended with \(result.conclusion.rawValue) (\(result.source))"
    case .ambiguous(let result):
      "passes in one workflow run and is '\(result.conclusion.rawValue)' in another "
        + "(\(result.series ?? result.source)), and GitHub does not say which counts"
    case .undated: "has results of which nobody tells when they ended"
    case .claimed(let why): "is only claimed to have passed: \(why)"
    case .outdated(let age): "passed \(Words.span(age)) before, longer than checks.max_age allows"
    case .otherApp(let app?): "is reported by \(app) only, not by the app that must"
    case .otherApp(nil): "is reported, but not by the app that must"
    case .missing: "is not reported"
    }
  }

  private static func help(_ status: CheckStatus, _ point: EvidencePoint) -> String {
    let commit = point.head?.commit ?? point.tip.commit
    switch status {
    case .missing: return "find out who must report it, then let it run on \(commit)"
    default: return "let it run again on \(commit), or mend what it finds"
    }
  }
}
