public import PolicyCore
public import Reports

/// A ruleset that demands what a policy demands of a kind of branch, of some tags or of files, to be
/// imported at GitHub.
public struct RulesetExport {
  /// The ruleset in the form that GitHub's pages import and its API takes.
  public let json: JSONValue
  /// What the policy wants and a ruleset cannot demand.
  public let obstacles: [String]

  /// The ruleset for a kind of a policy; `nil` where that demands nothing of it. `apps` must have every
  /// app that the kind names; a merge queue takes the first of the policy's merge methods.
  public init?(_ kind: Kind, of policy: Policy, apps: [String: Int]) {
    let state = ProtectionState(branch: kind.name, inOrganization: true)
    let counted = CountedProtection(
      state, binding: kind.protection.enforceAdmins, in: .rulesets)
    var plan = BranchPlan(
      branch: kind.name, target: .rulesets,
      controls: counted.controls(kind, and: policy.commits, apps: apps))
    var ruleset = Planner.ruleset(
      &plan, for: kind, over: nil, isExact: false, mergeMethods: policy.mergeMethods)
    guard !ruleset.rules.isEmpty else { return nil }
    ruleset.conditions = Ruleset.conditions(
      refs: ["refs/heads/\(kind.name)"],
      exclude: policy.patterns(before: kind).map { "refs/heads/\($0.text)" })
    json = JSONValue(ruleset.put)
    obstacles = plan.obstacles + policy.commits.obstacles(of: kind)
  }

  /// The ruleset for some tags; `nil` where the policy demands nothing of them that a ruleset could.
  public init?(_ kind: TagKind, of policy: Policy) {
    self.init(TagRuleset.ruleset(kind, without: policy.patterns(before: kind)))
  }

  /// The ruleset for what is pushed; `nil` where the policy demands nothing of it that a ruleset could.
  public init?(_ files: FileDemands) {
    self.init(PushRuleset.ruleset(files))
  }

  private init?(_ made: (ruleset: Ruleset, obstacles: [String])) {
    guard !made.ruleset.rules.isEmpty else { return nil }
    (json, obstacles) = (JSONValue(made.ruleset.put), made.obstacles)
  }
}
