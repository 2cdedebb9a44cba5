public import PolicyCore

/// The protection of a branch at GitHub in the words of a policy.
public struct ProtectionImport {
  /// What the policy would say of the branch.
  public let protection: Protection
  /// What a policy has no word for, each in words.
  public let losses: [String]

  /// Where a policy of these branches would keep its protection: in rulesets, where that is so now.
  public static func target(of states: [ProtectionState]) -> ProtectionTarget {
    let hasRulesets = states.contains { $0.rulesets.contains { $0.enforcement == .active } }
    return hasRulesets && states.allSatisfy { $0.classic == nil } ? .rulesets : .classic
  }

  /// Everything that counts of what protects a branch, classic protection and active rulesets together.
  /// `apps` are the slugs of apps by number, as far as they are known.
  public init(_ state: ProtectionState, apps: [Int: String], in target: ProtectionTarget) {
    let active = state.rulesets.filter { $0.enforcement == .active }
    var found = Protection()
    found.enforceAdmins =
      state.classic?.enforceAdmins
      ?? (!active.isEmpty && active.allSatisfy { $0.bypassActors?.isEmpty == true })
    let counted = CountedProtection(state, binding: found.enforceAdmins, in: target)
    let live = counted.state.live
    var losses = counted.notes + counted.doubts
    for (key, path) in Protection.switches where live[key] == .on(true) {
      found[keyPath: path] = true
    }
    found.allowForcePushes = live["allow_force_pushes"] != .on(true)
    found.allowDeletions = live["allow_deletions"] != .on(true)
    found.allowForkSyncing = found.lockBranch && live["allow_fork_syncing"] != .on(true)
    if case .count(let count)? = live["required_reviews"] { found.requiredReviews = count }
    if case .names(let names)? = live["required_deployments"] {
      found.requiredDeployments = names.sorted()
    }
    if case .checks(let checks)? = live["required_status_checks"] {
      for check in ClassicProtection.StatusChecks(strict: false, checks).sorted {
        let slug = check.appID.flatMap { apps[$0] }
        if let id = check.appID, slug == nil {
          losses.append(
            "'\(check.context)' must come from app \(id), whose name GitHub does not tell")
        }
        found.requiredStatusChecks.append(.init(context: check.context, app: slug))
      }
    }
    for (type, path) in Protection.patterns {
      guard case .patterns(let rules)? = live[type] else { continue }
      let told = Ruleset.Rule.sorted(rules).map { ($0, RulePattern.pattern(of: $0)) }
      found[keyPath: path] = told.compactMap(\.1)
      losses += told.filter { $0.1 == nil }.map { "the rule '\($0.0.type)'" }
    }
    if case .pushers(let pushers?)? = live["restrict_pushes"] {
      if !pushers.apps.isEmpty {
        losses.append("apps that need no pull request: \(pushers.apps.joined(separator: ", "))")
      }
      found.restrictPushes = .init(users: pushers.users, teams: pushers.teams)
    }
    protection = found
    let method = Planner.queueMethod(of: found, among: Policy().mergeMethods)
    self.losses = losses + Self.wordless(state, merging: method)
  }

  /// What has no key in a policy.
  private static func wordless(
    _ state: ProtectionState, merging method: MergeMethod
  ) -> [String] {
    var losses: [String] = []
    if let actors = state.classic?.restrictions {
      losses.append("who may push at all: \(Control.words(actors))")
    }
    if let actors = state.classic?.reviews?.dismissal {
      losses.append("who may dismiss reviews: \(Control.words(actors))")
    }
    if let rule = state.rule {
      if rule.pattern != state.branch { losses.append("the pattern '\(rule.pattern)'") }
      if !rule.forcePushers.isEmpty {
        losses.append("who may force-push: \(Control.words(rule.forcePushers))")
      }
    }
    losses += (state.classic?.unknownSettings ?? []).map { "the setting '\($0)'" }
    let known = RuleTable.known
    // What a push ruleset demands is told once, of the files.
    let active = state.rulesets.filter { $0.enforcement == .active && $0.target == "branch" }
    for ruleset in active {
      losses += ruleset.rules.filter { !known.contains($0.type) }.map {
        "the rule '\($0.type)' of \(ruleset.title)"
      }
      losses += RuleTable(ruleset).wordless(merging: method).map {
        "the setting '\($0)' of \(ruleset.title)"
      }
      // Of one that hides them it is told above that it does not count.
      if ruleset.bypassActors != nil { losses += ruleset.passers }
    }
    return losses
  }
}

extension ProtectionState {
  /// What holds, by control.
  fileprivate var live: [String: ControlValue] {
    let tables = rulesets.filter { $0.enforcement == .active }.map { RuleTable($0) }
    return Dictionary(
      Control.all.map { control in
        var values = control.key == Control.admins ? [] : tables.map { control.rules($0) }
        if let classic { values.append(control.value(in: classic, rule)) }
        return (control.key, values.reduce(control.nothing) { $0.united($1) })
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The numbers of the apps that required checks are pinned to.
  public var pinnedApps: Set<Int> {
    guard case .checks(let checks)? = live["required_status_checks"] else { return [] }
    return Set(checks.compactMap(\.appID))
  }
}
