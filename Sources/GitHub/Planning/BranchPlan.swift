public import PolicyCore

/// What differs between the protection that a policy wants for a branch and the one that it has, control
/// by control, and the calls that make it so.
public struct BranchPlan: Sendable {
  /// The branch, without `refs/heads/`.
  public let branch: String
  /// Where the protection is kept.
  public let target: ProtectionTarget
  /// Every control, in the order of the policy's keys.
  public internal(set) var controls: [PlannedControl]
  /// Why something that the policy wants is not planned; none where everything is.
  public internal(set) var obstacles: [String] = []
  /// What to know besides.
  public internal(set) var notes: [String] = []
  /// The calls, in the order in which to make them.
  public internal(set) var calls: [GitHubCall] = []

  /// The controls that are weaker than the policy wants.
  public var weaker: [PlannedControl] { controls.filter { $0.standing == .weaker } }
  /// The controls that are stricter than the policy asks.
  public var stricter: [PlannedControl] { controls.filter { $0.standing == .stricter } }
}

/// One control of a branch: what the policy wants and what is there.
public struct PlannedControl: Sendable {
  /// How what is there stands to what is wanted.
  public enum Standing: String, Sendable {
    /// The same.
    case equal
    /// More than is asked.
    case stricter
    /// Less than is asked, or something else.
    case weaker
  }

  /// The control.
  public let control: Control
  /// What the policy wants.
  public let wanted: ControlValue
  /// What holds now, all sources together.
  public let live: ControlValue
  /// What each source says, where it says anything: `classic protection`, `ruleset 'main'`.
  public let sources: [Source]
  /// What will hold after the calls; as `live` where nothing is planned.
  public internal(set) var planned: ControlValue

  /// One source of what holds.
  public struct Source: Sendable {
    /// Its name, for people.
    public let name: String
    /// What it says.
    public let value: ControlValue
  }

  /// How what is there stands to what is wanted.
  public var standing: Standing {
    guard live.isAtLeast(wanted) else { return .weaker }
    return wanted.isAtLeast(live) ? .equal : .stricter
  }
}

extension ProtectionState {
  /// Every control against a policy. `apps` are the numbers of the apps that it names.
  func controls(
    for kind: Kind, apps: [String: Int], in target: ProtectionTarget
  ) -> [PlannedControl] {
    let tables = countedRulesets(for: kind).map { ($0.title, RuleTable($0)) }
    return Control.all.map { control in
      var sources: [PlannedControl.Source] = []
      if let classic {
        sources.append(.init(name: "classic protection", value: control.value(in: classic, rule)))
      }
      let wanted = control.wanted(kind, apps)
      if control.key != "enforce_admins" {
        sources += tables.map { .init(name: $0.0, value: control.rules($0.1)) }
      } else if target == .rulesets {
        // A ruleset that names nobody binds everybody, whether the policy asks for that or not.
        sources =
          wanted == control.nothing
          ? [] : tables.map { .init(name: $0.0, value: control.rules($0.1)) }
      }
      let live = sources.reduce(control.nothing) { $0.joined($1.value) }
      return PlannedControl(
        control: control, wanted: wanted, live: live,
        sources: sources.filter { $0.value != control.nothing }, planned: live)
    }
  }

  /// The rulesets that count: active ones and, where the policy binds administrators too, only those
  /// that nobody is seen to pass by.
  func countedRulesets(for kind: Kind) -> [Ruleset] {
    rulesets.filter { ruleset in
      ruleset.enforcement == .active
        && (!kind.protection.enforceAdmins || ruleset.bypassActors?.isEmpty == true)
    }
  }

  /// Rulesets that do not count, and why.
  func uncounted(for kind: Kind) -> [String] {
    let counted = Set(countedRulesets(for: kind).compactMap(\.id))
    return rulesets.filter { !counted.contains($0.id ?? -1) }.map { ruleset in
      if ruleset.enforcement != .active {
        return "\(ruleset.title) does not act: its enforcement is \(ruleset.enforcement.rawValue)"
      }
      return ruleset.bypassActors == nil
        ? "\(ruleset.title) does not count: this token may not see who passes it by"
        : "\(ruleset.title) does not count: somebody may pass it by, and enforce_admins binds all"
    }
  }
}

extension Control {
  /// What classic protection says, with what only GraphQL tells of it.
  func value(
    in classic: ClassicProtection, _ rule: ProtectionState.ClassicRule?
  ) -> ControlValue {
    if key == "required_deployments", let rule, rule.requiresDeployments {
      return .names(Set(rule.deploymentEnvironments))
    }
    // REST and GraphQL both say that nobody may, where only these may.
    if key == "allow_force_pushes", let rule, !rule.forcePushers.isEmpty { return .on(false) }
    return self.classic(classic)
  }
}

extension Ruleset {
  /// Its name, for people: `ruleset 'main' of organization acme`.
  public var title: String {
    switch source {
    case .repository: "ruleset '\(name)'"
    case .organization(let login): "ruleset '\(name)' of organization \(login)"
    case .other(let owner): "ruleset '\(name)' of \(owner)"
    }
  }
}
