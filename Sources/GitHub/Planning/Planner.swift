internal import Evidence
public import PolicyCore
internal import Reports

/// Plans what makes GitHub's protection as a policy wants it.
public struct Planner {
  /// The repository.
  public let repository: GitHubRepository
  /// Where the protection is kept.
  public let target: ProtectionTarget
  /// Whether what is stricter than the policy asks is taken back too.
  public let isExact: Bool
  /// The numbers of the apps that the policy names, by slug.
  public let apps: [String: Int]

  /// A planner. `apps` must have every app that the policy names.
  public init(
    _ repository: GitHubRepository, target: ProtectionTarget, isExact: Bool = false,
    apps: [String: Int] = [:]
  ) {
    (self.repository, self.target, self.isExact, self.apps) = (repository, target, isExact, apps)
  }

  /// The plan for a branch of a kind.
  public func plan(_ state: ProtectionState, for kind: Kind) -> BranchPlan {
    var plan = BranchPlan(
      branch: state.branch, target: target,
      controls: state.controls(for: kind, apps: apps, in: target))
    plan.notes = state.uncounted(for: kind)
    var reached = state
    switch target {
    case .classic: planClassic(&plan, &reached)
    case .rulesets: planRuleset(&plan, &reached)
    }
    let after = reached.controls(for: kind, apps: apps, in: target)
    for (index, control) in after.enumerated() {
      plan.controls[index].planned = control.live
      let key = control.control.key
      if control.standing == .weaker, !plan.obstacles.contains(where: { $0.hasPrefix(key + ":") }) {
        plan.obstacles.append("\(key): it stays as it is, for what is said here")
      } else if isExact, control.standing == .stricter {
        let sources = control.sources.map(\.name).joined(separator: ", ")
        plan.obstacles.append("\(key): it stays stricter, because of \(sources)")
      }
    }
    return plan
  }

  /// What a control is set to in the place where this planner keeps it, where it has a value now; `nil`
  /// where it stays. What is made new says all that the policy says.
  private static func change(
    _ control: PlannedControl, from own: ControlValue, isNew: Bool, isExact: Bool
  ) -> ControlValue? {
    if isExact { return own == control.wanted ? nil : control.wanted }
    let isDue = isNew ? !own.isAtLeast(control.wanted) : control.standing == .weaker
    return isDue ? own.joined(control.wanted) : nil
  }

  private func planClassic(_ plan: inout BranchPlan, _ state: inout ProtectionState) {
    guard isExact || !plan.weaker.isEmpty else { return }
    let old = state.classic ?? .unprotected
    var new = old
    for control in plan.controls {
      let own = control.control.value(in: old, state.rule)
      guard
        let value = Self.change(control, from: own, isNew: state.classic == nil, isExact: isExact)
      else { continue }
      if let set = control.control.set, obstacle(control.control, value, state) == nil {
        set(&new, value)
      } else if control.standing == .weaker {
        plan.obstacles.append(
          obstacle(control.control, value, state)
            ?? "\(control.control.key): classic protection cannot be told this over REST; "
            + "keep it in rulesets: github: {protection: rulesets}")
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

  /// Why classic protection cannot be set to a value here.
  private func obstacle(
    _ control: Control, _ value: ControlValue, _ state: ProtectionState
  ) -> String? {
    switch value {
    case .count(7...):
      "\(control.key): classic protection takes 6 at most"
    case .pushers(let actors?) where !actors.isEmpty && !state.inOrganization:
      "\(control.key): only a repository of an organization can name who needs no pull request"
    default: nil
    }
  }

  /// The name of the ruleset that is this program's.
  public static func rulesetName(for branch: String) -> String { "policy: \(branch)" }

  private func planRuleset(_ plan: inout BranchPlan, _ state: inout ProtectionState) {
    guard isExact || !plan.weaker.isEmpty else { return }
    let name = Self.rulesetName(for: state.branch)
    let place = state.rulesets.firstIndex { $0.name == name && $0.source == .repository }
    let own = place.map { state.rulesets[$0] }
    let new = Self.ruleset(&plan, over: own, isExact: isExact)
    guard new != own, !(own == nil && new.rules.isEmpty) else { return }
    plan.calls = [RulesetChange(repository: repository).call(from: own, to: new)]
    if let place { state.rulesets[place] = new } else { state.rulesets.append(new) }
  }

  /// The ruleset that demands what the controls of a plan want, made from the one that is there.
  static func ruleset(_ plan: inout BranchPlan, over own: Ruleset?, isExact: Bool) -> Ruleset {
    var new = own ?? Ruleset(rulesetName(for: plan.branch), conditions: nil, rules: [])
    if plan.controls.contains(where: {
      $0.control.key == "enforce_admins" && $0.wanted == .on(true)
    }),
      new.bypassActors != nil
    {
      new.bypassActors = []
    }
    let old = RuleTable(new)
    var table = old
    for control in plan.controls {
      let value = change(
        control, from: control.control.rules(old), isNew: own == nil, isExact: isExact)
      if case .pushers(let actors?)? = value, !actors.isEmpty {
        plan.obstacles.append(
          "\(control.control.key): a ruleset names who passes all of it by, and not who needs no "
            + "pull request; keep it in classic protection: github: {protection: classic}")
      } else if let value {
        control.control.setRule(&table, value)
      }
    }
    new.setRules(table.rules)
    new.enforcement = .active
    new.conditions = Ruleset.conditions(refs: ["refs/heads/\(plan.branch)"])
    return new
  }
}

extension ClassicProtection {
  /// What GitHub makes of a branch without protection: everybody may rewrite and delete it.
  static var unprotected: ClassicProtection {
    var protection = ClassicProtection()
    protection.switches = [.forcePushes, .deletions]
    return protection
  }
}

extension Ruleset {
  /// Conditions that name these refs.
  static func conditions(refs: [String]) -> JSON {
    JSON.object([
      ("ref_name", .object([("exclude", .array([])), ("include", .texts(refs))]))
    ]).sorted
  }

  mutating func setRules(_ rules: [Rule]) {
    self.rules = Ruleset(name, conditions: nil, rules: rules).rules
  }
}

/// The call that turns a ruleset into another one.
struct RulesetChange {
  let repository: GitHubRepository

  func call(from old: Ruleset?, to new: Ruleset) -> GitHubCall {
    if let id = old?.id {
      return GitHubCall(
        .put, repository.path("rulesets", String(id)), body: JSONValue(new.put),
        why: "set the rules of \(new.title)")
    }
    return GitHubCall(
      .post, repository.path("rulesets"), body: JSONValue(new.put), why: "make \(new.title)")
  }
}
