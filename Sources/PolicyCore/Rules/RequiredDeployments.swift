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
        if let why = Self.doubt(fault, of: environment, at: point) {
          unknown = unknown ?? why
        } else {
          findings.append(
            Finding(
              fault.text, at: point.tip.commit,
              help: "deploy it to '\(environment)' and wait for success"))
        }
      }
    }
    return try scene.settle(findings, unknown, by: Self.guide.id, on: update)
  }

  /// What is wrong with the deployments to an environment.
  private enum Fault {
    /// Nobody tells of one that counts.
    case missing(String)
    /// The newest did not succeed.
    case failed(String)
    /// One succeeded and one did not, and nobody tells which is the newer.
    case undated(String)

    var text: String {
      switch self {
      case .missing(let text), .failed(let text), .undated(let text): text
      }
    }
  }

  /// Why a fault is no certain one; `nil` where it is.
  private static func doubt(
    _ fault: Fault, of environment: String, at point: EvidencePoint
  ) -> GitError? {
    switch (point.certainty, fault) {
    case (_, .undated):
      GitError(
        .noEvidence, "find the newest deployment", fault.text,
        help: "deploy \(point.tip.commit) to '\(environment)' again, with a time")
    case (.told, _), (.tip, .failed): nil
    case (.tip, _), (.guess, _): point.untold(fault.text, "look for deployments")
    }
  }

  /// What is wrong; `nil` where the newest deployment that counts succeeded. Of two at one time, the one
  /// that failed counts.
  private static func fault(_ environment: String, _ all: [Deployment]) -> Fault? {
    let named = all.filter { $0.environment.utf8.elementsEqual(environment.utf8) }
    let newest = named.filter(\.standing.isProof).newest(by: \.at)
    if newest.isEmpty {
      guard let doubt = named.compactMap(\.standing.doubt).min() else {
        return .missing("was not deployed to '\(environment)'")
      }
      return .missing("is only claimed to have been deployed to '\(environment)': \(doubt)")
    }
    if newest.allSatisfy(\.isSuccess) { return nil }
    guard newest.certainFailures(by: \.at, passing: \.isSuccess).isEmpty else {
      return .failed("was not deployed to '\(environment)' with success")
    }
    return .undated("has deployments to '\(environment)' of which nobody tells when they were")
  }
}
