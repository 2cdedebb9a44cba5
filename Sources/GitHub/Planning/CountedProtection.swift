internal import PolicyCore

/// What counts of all that protects a branch: only what those are bound by whom the policy binds.
///
/// A ruleset with `bypass_actors` is a wish to those whom it names. Without `enforce_admins`, those may
/// be administrators, whom classic protection lets pass just so (docs.github.com, "About protected
/// branches"); with it, nobody.
struct CountedProtection {
  /// The state without the classic protection and the rulesets that do not count.
  let state: ProtectionState
  /// Rulesets that count if nobody passes them by, which GitHub does not show to this token.
  private(set) var hidden: [Ruleset] = []
  /// What does not count, and why.
  private(set) var notes: [String] = []
  /// Every ruleset that is there, whether it counts or not.
  private let all: [Ruleset]
  private let bindsAdmins: Bool
  private let target: ProtectionTarget

  /// What counts for those who are bound: administrators too, or all but them.
  init(_ state: ProtectionState, binding bindsAdmins: Bool, in target: ProtectionTarget) {
    (self.bindsAdmins, self.target) = (bindsAdmins, target)
    all = state.rulesets
    var counted = state
    counted.rulesets = []
    // In the place that is kept itself, it is planned that administrators are bound, and nothing else
    // has to be.
    if target == .rulesets, bindsAdmins, state.classic?.enforceAdmins == false {
      (counted.classic, counted.rule) = (nil, nil)
      notes.append("classic protection does not count: administrators pass it by")
    }
    for ruleset in state.rulesets {
      guard ruleset.enforcement == .active else {
        notes.append(
          "\(ruleset.title) does not act: its enforcement is \(ruleset.enforcement.rawValue)")
        continue
      }
      guard let actors = ruleset.bypassActors else {
        hidden.append(ruleset)
        continue
      }
      let free = actors.filter { bindsAdmins || !$0.isAdministrator }
      if free.isEmpty {
        counted.rulesets.append(ruleset)
      } else {
        let names = free.map(\.words).joined(separator: ", ")
        notes.append("\(ruleset.title) does not count: it lets pass \(names)")
      }
    }
    self.state = counted
  }

  /// What GitHub does not tell, each with its cure.
  var doubts: [String] {
    hidden.map {
      "\($0.title) does not show to this token who passes it by: use a token that may write it, or "
        + "demand the same of the branch itself: policy github apply"
    }
  }

  /// Every control against the policy's kind and what the policy demands of the commits of every branch.
  /// `apps` are the numbers of the apps that the kind names.
  func controls(
    _ kind: Kind, and commits: CommitDemands, apps: [String: Int]
  ) -> [PlannedControl] {
    let kind = kind.demanding(commits, kept: all)
    let tables = state.rulesets.map { ($0.title, RuleTable($0)) }
    let unseen = hidden.map { RuleTable($0) }
    let others = Control.all.filter { $0.key != Control.admins }.map { control in
      var sources: [PlannedControl.Source] = []
      if let classic = state.classic {
        let value = control.value(in: classic, state.rule)
        sources.append(.init(name: "classic protection", value: value))
      }
      sources += tables.map { .init(name: $0.0, value: control.rules($0.1)) }
      let wanted = control.wanted(kind, apps)
      return Self.planned(control, wanted, sources, unseen.map(control.rules))
    }
    return others + [administrators(others, tables, unseen)]
  }

  private static func planned(
    _ control: Control, _ wanted: ControlValue, _ sources: [PlannedControl.Source],
    _ unseen: [ControlValue]
  ) -> PlannedControl {
    let live = sources.reduce(control.nothing) { $0.united($1.value) }
    return PlannedControl(
      control: control, wanted: wanted, live: live,
      possible: unseen.reduce(live) { $0.united($1) },
      sources: sources.filter { $0.value != control.nothing }, planned: live)
  }

  /// Whether administrators are bound. A ruleset that names nobody binds everybody, whether the policy
  /// asks for that or not; beside classic protection that lets them pass, it must demand everything.
  private func administrators(
    _ others: [PlannedControl], _ tables: [(String, RuleTable)],
    _ unseen: [RuleTable]
  ) -> PlannedControl {
    let control = Control.administrators
    var sources: [PlannedControl.Source] = []
    if let classic = state.classic {
      sources.append(.init(name: "classic protection", value: .on(classic.enforceAdmins)))
    }
    guard bindsAdmins else { return Self.planned(control, .on(false), sources, []) }
    func bind(_ tables: [RuleTable]) -> Bool {
      guard !tables.isEmpty else { return false }
      return target == .rulesets
        || others.allSatisfy { other in
          tables.reduce(other.control.nothing) { $0.united(other.control.rules($1)) }
            .isAtLeast(other.wanted)
        }
    }
    if bind(tables.map(\.1)) { sources += tables.map { .init(name: $0.0, value: .on(true)) } }
    return Self.planned(
      control, .on(true), sources, [.on(!unseen.isEmpty && bind(tables.map(\.1) + unseen))])
  }
}

extension Control {
  /// The key that says whom all others bind.
  static let admins = "enforce_admins"

  /// Whether administrators are bound by all others.
  static let administrators = Control(
    key: admins, isAllowance: false, nothing: .on(false),
    wanted: { kind, _ in .on(kind.protection.enforceAdmins) },
    classic: { .on($0.enforceAdmins) }, set: { $0.enforceAdmins = $1 == .on(true) },
    // A ruleset binds everybody whom it does not name.
    rules: { .on($0.isForEverybody) }, setRule: { _, _ in })

  /// What classic protection says, with what only GraphQL tells of it.
  func value(
    in classic: ClassicProtection, _ rule: ProtectionState.ClassicRule?
  ) -> ControlValue {
    switch (key, rule) {
    case ("required_deployments", let rule?) where rule.requiresDeployments:
      .names(Set(rule.deploymentEnvironments))
    // REST and GraphQL both say that nobody may, where only these may.
    case ("allow_force_pushes", let rule?) where !rule.forcePushers.isEmpty: .on(false)
    case ("require_merge_queue", let rule?): .on(rule.requiresMergeQueue)
    default: self.classic(classic)
    }
  }
}

extension Ruleset.BypassActor {
  /// Whether it stands for administrators alone: docs.github.com/rest/repos/rules, and for the number of
  /// the role integrations/terraform-provider-github, `repository_ruleset`.
  var isAdministrator: Bool {
    type == "OrganizationAdmin" || (type == "RepositoryRole" && id == 5)
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

  /// Who passes it by, which a policy has no words for; empty where nobody does.
  var passers: [String] {
    guard let actors = bypassActors else {
      return ["who passes \(title) by, which GitHub does not show to this token"]
    }
    guard !actors.isEmpty else { return [] }
    return ["who passes \(title) by: \(actors.map(\.words).joined(separator: ", "))"]
  }
}
