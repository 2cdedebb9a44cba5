public import GitModel

/// Lets only what was deployed to its environments land.
public struct RequiredDeployments: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "required-deployments",
    summary: "What lands was deployed to every environment that its branch requires.",
    rationale: """
      What was never seen running on staging is seen running in production first. The newest \
      deployment to the environment counts, and it must have succeeded. Without a source under \
      checks.evidence the rule is off.
      """,
    moments: [.pullRequest, .landing, .standing],
    githubType: "required_deployments",
    examples: RequiredDeploymentsExamples.all)

  /// Makes the rule.
  public init() {}

  /// One finding for each environment that a landing was not deployed to.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), update.new != nil else { return nil }
    let required = kind.protection.requiredDeployments
    guard !required.isEmpty, let book = try scene.evidenceBook() else { return nil }
    let points = try scene.evidencePoints(of: update, in: book)
    let told = try book.deployments(of: points.flatMap(\.subjects))
    var findings: [Finding] = []
    var unknown: GitError?
    for point in points {
      let commits = Set(point.subjects.map(\.commit))
      let own = told.filter { commits.contains($0.commit) }
      for environment in required {
        guard let fault = Self.fault(environment, own) else { continue }
        if point.certainty == .told || (point.certainty == .tip && !fault.isMissing) {
          findings.append(
            Finding(
              fault.text, at: point.tip.commit,
              help: "deploy it to '\(environment)' and wait for success"))
        } else {
          unknown = unknown ?? point.untold(fault.text, "look for deployments")
        }
      }
    }
    return try scene.settle(findings, unknown, by: Self.guide.id, on: update)
  }

  /// What is wrong, and whether that is because nobody tells of a deployment; `nil` where the newest
  /// one that counts succeeded.
  private static func fault(
    _ environment: String, _ all: [Deployment]
  ) -> (text: String, isMissing: Bool)? {
    let named = all.filter { $0.environment.utf8.elementsEqual(environment.utf8) }
    let proofs = named.filter(\.standing.isProof)
    guard let newest = proofs.max(by: { ($0.at ?? .max) < ($1.at ?? .max) }) else {
      if let doubt = named.lazy.compactMap(\.standing.doubt).first {
        return ("is only claimed to have been deployed to '\(environment)': \(doubt)", true)
      }
      return ("was not deployed to '\(environment)'", true)
    }
    // Of two at one time, the one that failed counts.
    let last = proofs.filter { $0.at == newest.at }
    if last.allSatisfy(\.isSuccess) { return nil }
    return ("was not deployed to '\(environment)' with success", false)
  }
}
