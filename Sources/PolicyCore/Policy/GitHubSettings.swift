/// What a policy wants of the repository on GitHub besides its branches: `github:`.
public struct GitHubSettings: Sendable, Equatable {
  /// `protection`: where the protection of branches is kept.
  public var protection = ProtectionTarget.classic
  /// `environments`: the deployment environments, in the order of the file.
  public var environments: [Environment] = []
  /// `secrets`: names of secrets that the repository must have.
  public var secrets: [String] = []

  /// Classic protection, and nothing else.
  public init() {}

  /// A deployment environment in GitHub's own words.
  ///
  /// Source: docs.github.com/rest/deployments/environments.
  public struct Environment: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// `branches`: patterns of the branches that may deploy; `nil` where the policy does not say.
    public var branches: [String]?
    /// `wait_timer`: how many minutes a deployment waits; `nil` where the policy does not say.
    public var waitTimer: Int?
    /// `reviewers`: who approves a deployment; `nil` where the policy does not say.
    public var reviewers: Protection.Pushers?
    /// `prevent_self_review`: who started a deployment does not approve it.
    public var preventSelfReview = false
    /// `secrets`: names of secrets that it must have.
    public var secrets: [String] = []

    /// An environment of which nothing is demanded.
    public init(_ name: String) { self.name = name }
  }
}

/// Where a policy keeps the protection of its branches on GitHub.
public enum ProtectionTarget: String, Sendable, CaseIterable {
  /// Branch protection rules.
  case classic
  /// Rulesets, one for each branch.
  case rulesets
}
