public import PolicyCore

/// What rulesets demand of tags and pushes, in the words of a policy, and of which branches nobody tells.
public struct RulesetImport {
  /// What the policy would say of tags.
  public private(set) var tags: [TagKind] = []
  /// What it would say of files.
  public private(set) var files = FileDemands()
  /// What a policy has no words for, each in words.
  public private(set) var losses: [String] = []

  /// Everything that these rulesets demand; those that do not act are left out. What they demand of
  /// the branches with these states is told of each.
  public init(_ rulesets: [Ruleset], beside states: [ProtectionState] = []) {
    var demands: [TagDemands] = []
    for ruleset in rulesets where ruleset.enforcement == .active {
      switch ruleset.target {
      case "branch":
        let others = ruleset.refs("include").filter { ref in
          !states.contains { ruleset.names($0, by: ref) }
        }
        if !others.isEmpty {
          losses.append(
            "what \(ruleset.title) demands of other branches: \(others.joined(separator: ", "))")
        }
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

extension Ruleset {
  /// Whether a ref of its conditions is one branch, whose state this is.
  fileprivate func names(_ state: ProtectionState, by ref: String) -> Bool {
    ref == "refs/heads/\(state.branch)"
      || ref == "~DEFAULT_BRANCH" && state.rulesets.contains { $0.id == id }
  }
}
