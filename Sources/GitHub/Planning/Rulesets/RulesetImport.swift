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
    for ruleset in rulesets where ruleset.enforcement == .active {
      switch ruleset.target {
      case "branch": continue
      case "tag":
        let found = TagRuleset.kinds(of: ruleset)
        for kind in found.kinds { add(kind) }
        losses += found.losses
      case "push": losses += PushRuleset.add(ruleset, to: &files)
      default: losses.append(ruleset.title)
      }
    }
  }

  /// Adds what is demanded of some tags to what is demanded of the same already.
  private mutating func add(_ kind: TagKind) {
    guard let place = tags.firstIndex(where: { $0.tags == kind.tags }) else {
      tags.append(kind)
      return
    }
    tags[place].names += kind.names.filter { !tags[place].names.contains($0) }
    tags[place].immutable = tags[place].immutable || kind.immutable
  }
}
