/// What `policy init` finds in a repository.
public struct RepositoryFindings: Sendable {
  /// The short name of the default branch.
  public var defaultBranch: String
  /// The short names of the branches that exist.
  public var branches: [String]
  /// The remote that is fetched from; `nil` where there is none.
  public var remote: String?
  /// The contexts that the workflow files' jobs report.
  public var contexts: [String]

  /// What was found.
  public init(
    defaultBranch: String, branches: [String] = [], remote: String? = nil, contexts: [String] = []
  ) {
    (self.defaultBranch, self.branches) = (defaultBranch, branches)
    (self.remote, self.contexts) = (remote, contexts)
  }
}

/// The preset that fits a repository, and its names for the preset's branches.
struct StrategyChoice: Equatable {
  let preset: String
  /// What the preset calls main.
  let production: String
  /// What the preset calls develop; `nil` where it has no such branch.
  let integration: String?
  /// Why, for a comment.
  let reason: String

  init(_ findings: RepositoryFindings) {
    let main = findings.defaultBranch
    let names = Set(findings.branches + [main])
    let integration = ["develop", "development", "dev"].first(where: names.contains)
    let others = ["main", "master", "production", "prod", "trunk"].first {
      $0 != integration && names.contains($0)
    }
    guard let integration, let production = main == integration ? others : main else {
      let isTrunk = names.contains { $0.hasPrefix("release/") }
      self.init(
        preset: isTrunk ? "trunk" : "github-flow", production: main, integration: nil,
        reason: isTrunk
          ? "release/ branches and none for integration stand beside \(YAMLText.scalar(main))"
          : "no branch for integration stands beside \(YAMLText.scalar(main))")
      return
    }
    let isGitFlow = names.contains { $0.hasPrefix("feature/") || $0.hasPrefix("release/") }
    let seen = isGitFlow ? ", with feature/ or release/ branches" : ""
    self.init(
      preset: isGitFlow ? "git-flow" : "story-flow", production: production,
      integration: integration,
      reason: "\(YAMLText.scalar(integration)) stands beside \(YAMLText.scalar(production))\(seen)")
  }

  private init(preset: String, production: String, integration: String?, reason: String) {
    (self.preset, self.production) = (preset, production)
    (self.integration, self.reason) = (integration, reason)
  }

  /// Whether the repository calls its branches as the preset does.
  var hasPresetNames: Bool { production == "main" && (integration ?? "develop") == "develop" }
}
