public import Evidence

/// Everything that protects one branch at one moment: what GitHub tells of it, in values.
public struct ProtectionState: Hashable, Sendable {
  /// The branch, without `refs/heads/`.
  public var branch: String
  /// Whether the repository belongs to an organization: only there are there lists of who may push.
  public var inOrganization: Bool
  /// Classic protection; `nil` where the branch has none.
  public var classic: ClassicProtection?
  /// What only GraphQL tells of the classic protection; `nil` where there is none.
  public var rule: ClassicRule?
  /// The rulesets that apply to the branch, sorted by number; `enforcement` may keep one from acting.
  public var rulesets: [Ruleset]
  /// The ruleset that `policy` keeps for the branch, where it does not apply to it; `nil` where there is
  /// none, or where it does and is one of `rulesets`. Its name is taken.
  public var idle: Ruleset?

  /// What REST does not tell of a branch's classic protection, and a PUT may lose.
  ///
  /// Source: docs.github.com/graphql, object BranchProtectionRule.
  public struct ClassicRule: Hashable, Sendable {
    /// The pattern: the branch's own name, or one that covers others too, as `release/*`.
    public var pattern: String
    /// Who may rewrite the branch although others may not.
    public var forcePushers: Actors
    /// Whether deployments must have succeeded.
    public var requiresDeployments: Bool
    /// To which environments.
    public var deploymentEnvironments: [String]
    /// Whether pull requests go through a merge queue.
    public var requiresMergeQueue: Bool

    /// A rule from its parts.
    public init(
      _ pattern: String, forcePushers: Actors = Actors(), requiresDeployments: Bool = false,
      deploymentEnvironments: [String] = [], requiresMergeQueue: Bool = false
    ) {
      (self.pattern, self.forcePushers) = (pattern, forcePushers)
      self.requiresDeployments = requiresDeployments
      self.deploymentEnvironments = deploymentEnvironments.sorted()
      self.requiresMergeQueue = requiresMergeQueue
    }
  }

  /// A branch that nothing protects.
  public init(branch: String, inOrganization: Bool) {
    (self.branch, self.inOrganization, rulesets) = (branch, inOrganization, [])
  }

  /// The same without classic protection of its own.
  var withoutClassic: ProtectionState {
    var state = self
    state.classic = nil
    return state
  }

  /// Why a PUT of the classic protection might lose something, each in words; none where it would not.
  public var losses: [String] {
    var losses: [String] = []
    if let rule {
      if rule.pattern != branch {
        losses.append("the protection of '\(branch)' is the pattern '\(rule.pattern)'")
      }
      if !rule.forcePushers.isEmpty {
        losses.append(
          "REST does not tell who may force-push: \(rule.forcePushers.words.joined(separator: ", "))"
        )
      }
      if rule.requiresDeployments || !rule.deploymentEnvironments.isEmpty {
        losses.append("REST does not tell of required deployments")
      }
      if rule.requiresMergeQueue { losses.append("REST does not tell of the merge queue") }
    }
    return losses
      + (classic?.unknownSettings ?? []).map { "this version does not know the setting '\($0)'" }
  }
}

/// In and out: the form in which a state is written down and read again.
extension ProtectionState {
  /// The state that was written down. Throws what is wrong with the text, in words.
  public init(written json: JSON) throws(GitHubAnswer.Flaw) {
    let value = AnswerValue(json)
    self.init(
      branch: try value.required("branch").text(),
      inOrganization: try value.required("in_organization").flag())
    if let found = try value.member("classic") {
      classic = try ClassicProtection(AnswerValue(found.json))
    }
    if let found = try value.member("rule") {
      var environments: [String] = []
      for name in try found.required("environments").elements() {
        environments.append(try name.text())
      }
      rule = ClassicRule(
        try found.required("pattern").text(),
        forcePushers: try Actors(found.required("force_pushers")),
        requiresDeployments: try found.required("requires_deployments").flag(),
        deploymentEnvironments: environments,
        requiresMergeQueue: try found.member("requires_merge_queue")?.flag() ?? false)
    }
    for ruleset in try value.required("rulesets").elements() {
      rulesets.append(try Ruleset(ruleset))
    }
    idle = try value.member("idle").map { found throws(GitHubAnswer.Flaw) in try Ruleset(found) }
  }

  /// The text to write down: GitHub's own words for what it told, sorted, without addresses.
  public var written: JSON {
    .object([
      ("branch", .string(branch)), ("in_organization", .bool(inOrganization)),
      ("classic", classic?.answer ?? .null),
      (
        "rule",
        rule.map { rule in
          .object([
            ("pattern", .string(rule.pattern)), ("force_pushers", rule.forcePushers.answer),
            ("requires_deployments", .bool(rule.requiresDeployments)),
            ("environments", .texts(rule.deploymentEnvironments)),
            ("requires_merge_queue", .bool(rule.requiresMergeQueue)),
          ])
        } ?? .null
      ),
      ("rulesets", .array(rulesets.map(\.answer))), ("idle", idle?.answer ?? .null),
    ])
  }
}
