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
    examples: [])

  /// Makes the rule.
  public init() {}

  /// One finding for each check that a landing lacks.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), let book = scene.evidence else { return nil }
    let required = kind.protection.requiredStatusChecks
    guard !required.isEmpty, update.new != nil else { return nil }
    let points = try scene.evidencePoints(of: update, in: book)
    let told = try book.checks(on: points.flatMap(\.subjects))
    var findings: [Finding] = []
    var unknown: GitError?
    for point in points {
      let results = Set(point.subjects.flatMap { told[$0] ?? [] })
      for check in required {
        let status = CheckStatus(
          of: check, in: Array(results), at: point.at, maxAge: scene.policy.checksMaxAge)
        guard let fault = Self.fault(status) else { continue }
        let sentence = "'\(check.context)' \(fault)"
        if point.isGuess {
          unknown = unknown ?? point.guess(sentence, "look for checks")
        } else {
          findings.append(
            Finding(sentence, at: point.tip, help: Self.help(status, check, point)))
        }
      }
    }
    if findings.isEmpty, let unknown { throw unknown }
    return findings
  }

  /// What is wrong, to follow the check's name; `nil` where nothing is.
  private static func fault(_ status: CheckStatus) -> String? {
    switch status {
    case .passed: nil
    case .failed(let result) where result.conclusion == .pending: "has not ended"
    case .failed(let result): "ended with \(result.conclusion.rawValue) (\(result.source))"
    case .claimed(let why): "is only claimed to have passed: \(why)"
    case .outdated(let age): "passed \(Words.span(age)) before, longer than checks.max_age allows"
    case .otherApp(let app): "is reported by \(app) only, not by the app that must"
    case .missing: "is not reported"
    }
  }

  private static func help(
    _ status: CheckStatus, _ check: Protection.RequiredCheck, _ point: EvidencePoint
  ) -> String {
    let commit = point.subjects.last?.commit ?? point.tip
    switch status {
    case .missing: return "see who reports it: policy checks; then let it run on \(commit)"
    default: return "let it run again on \(commit), or mend what it finds"
    }
  }
}
