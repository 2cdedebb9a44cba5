internal import Evidence
internal import PolicyCore

/// Classic protection.
extension Planner {
  func planClassic(_ plan: inout BranchPlan, _ state: inout ProtectionState) {
    let old = state.classic ?? .unprotected
    let rule = state.rule
    let changes = Self.changes(
      of: plan.controls, isNew: state.classic == nil, isExact: isExact
    ) { $0.value(in: old, rule) }
    var new = old
    for planned in plan.controls {
      guard let value = changes[planned.control.key] else { continue }
      if let obstacle = Self.obstacle(planned, value, new, state) {
        let isAsked = planned.isDue || isExact && planned.standing != .equal
        if isAsked { plan.obstacles.append(obstacle) }
      } else {
        planned.control.set?(&new, value)
      }
    }
    guard new != old else { return }
    guard state.losses.isEmpty else {
      plan.obstacles += state.losses.map {
        "nothing is changed: \($0), and a call over REST would lose or shadow that; change it on "
          + "GitHub's pages"
      }
      return
    }
    plan.calls = ClassicChange(
      repository: repository, branch: state.branch, inOrganization: state.inOrganization
    ).calls(from: state.classic, to: new)
    state.classic = new
  }

  private static let inRulesets = "keep it in rulesets: github: {protection: rulesets}"

  /// Why classic protection cannot be set to a value here. `new` is what it is set to so far.
  private static func obstacle(
    _ planned: PlannedControl, _ value: ControlValue, _ new: ClassicProtection,
    _ state: ProtectionState
  ) -> String? {
    let key = planned.control.key
    guard planned.control.set != nil else {
      return "\(key): classic protection cannot be told this over REST; \(inRulesets)"
    }
    switch (key, value) {
    case ("block_creations", .on(true)) where new.restrictions == nil:
      return "\(key): it does nothing in classic protection without a list of who may push "
        + "(restrictions); \(inRulesets)"
    case ("require_up_to_date", .on(true)) where new.statusChecks?.checks.isEmpty ?? true:
      return withoutChecks
    case (_, .count(7...)):
      return "\(key): classic protection takes 6 at most"
    case (_, .pushers(let actors?)) where !actors.isEmpty && !state.inOrganization:
      return
        "\(key): only a repository of an organization can name who needs no pull request"
    case (_, .pushers(nil)) where new.reviews?.dismissal != nil:
      return "\(key): it stays stricter: a policy has no key for who may dismiss reviews, which "
        + "would be lost with the pull request"
    default: return nil
    }
  }

  /// Without a check it does nothing, in either place.
  static let withoutChecks =
    "require_up_to_date: GitHub heeds it only where a check is required too: name one in "
    + "required_status_checks"
}

extension ClassicProtection {
  /// What GitHub makes of a branch without protection: everybody may rewrite and delete it.
  static var unprotected: ClassicProtection {
    var protection = ClassicProtection()
    protection.switches = [.forcePushes, .deletions]
    return protection
  }
}
