public import PolicyCore

/// What rulesets for tags and pushes demand, in the words of a policy.
public struct RulesetImport {
  /// What the policy would say of tags.
  public private(set) var tags: [TagKind] = []
  /// What it would say of files.
  public private(set) var files = FileDemands()
  /// What a policy has no words for, each in words.
  public private(set) var losses: [String] = []

  /// Everything that these rulesets demand; those that do not act and those for branches are left out.
  public init(_ rulesets: [Ruleset]) {
    var demands: [TagDemands] = []
    for ruleset in rulesets where ruleset.enforcement == .active {
      switch ruleset.target {
      case "branch": continue
      case "tag":
        let found = TagRuleset.demands(of: ruleset)
        demands.append(found.0)
        losses += found.losses
      case "push": losses += PushRuleset.add(ruleset, to: &files)
      default: losses.append(ruleset.title)
      }
    }
    let united = UnitedTags(demands)
    tags = united.kinds
    losses += united.losses
  }
}
