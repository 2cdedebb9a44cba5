internal import Evidence
internal import PolicyCore
internal import Reports

/// Rulesets: one for each branch, which is this program's by its name.
extension Planner {
  /// The name of the ruleset that is this program's.
  public static func rulesetName(for branch: String) -> String { "policy: \(branch)" }

  func planRuleset(
    _ plan: inout BranchPlan, _ state: inout ProtectionState, _ kind: Kind, without refs: [String]?
  ) {
    let name = Self.rulesetName(for: state.branch)
    let place = state.rulesets.firstIndex { $0.name == name && $0.source == .repository }
    let own = place.map { state.rulesets[$0] } ?? state.idle
    let isNarrow = own?.isAbout(onlyBranch: state.branch) ?? true
    if isExact, !isNarrow {
      plan.notes.append("ruleset '\(name)' is about other branches, too: nothing is taken from it")
    }
    var new = Self.ruleset(
      &plan, for: kind, over: own, isExact: isExact && isNarrow, mergeMethods: mergeMethods)
    if place == nil { new.include(branch: state.branch, without: refs) }
    guard new != own, !(own == nil && new.rules.isEmpty) else { return }
    guard new.covers(state.branch, default: nil) || place != nil else {
      plan.obstacles.append(
        "ruleset '\(name)' excludes the branch: change its conditions on GitHub's pages")
      return
    }
    plan.calls = [RulesetChange(repository: repository).call(from: own, to: new)]
    if let place { state.rulesets[place] = new } else { state.rulesets.append(new) }
  }

  /// The ruleset that demands what the controls of a plan want, made from the one that is there. Whom
  /// the policy binds does not pass it by.
  static func ruleset(
    _ plan: inout BranchPlan, for kind: Kind, over own: Ruleset?, isExact: Bool,
    mergeMethods: [MergeMethod]
  ) -> Ruleset {
    var new =
      own
      ?? Ruleset(
        rulesetName(for: plan.branch),
        conditions: Ruleset.conditions(refs: ["refs/heads/\(plan.branch)"]), rules: [])
    new.bypassActors = new.bypassActors?.filter {
      !kind.protection.enforceAdmins && $0.isAdministrator
    }
    let old = RuleTable(new)
    let changes = changes(of: plan.controls, isNew: own == nil, isExact: isExact) {
      $0.rules(old)
    }
    var table = old
    for planned in plan.controls {
      guard let value = changes[planned.control.key] else { continue }
      if let obstacle = obstacle(planned, value, table) {
        plan.obstacles.append(obstacle)
      } else {
        planned.control.setRule(&table, value)
      }
    }
    if !old.has("merge_queue") {
      let method = queueMethod(of: kind.protection, among: mergeMethods)
      table.set("merge_queue", "merge_method", .string(method.rawValue.uppercased()))
    }
    new.setRules(table.rules)
    new.enforcement = .active
    return new
  }

  /// How a merge queue merges that is made for a branch.
  static func queueMethod(
    of protection: Protection, among methods: [MergeMethod]
  ) -> MergeMethod {
    methods.first { !protection.requireLinearHistory || $0 != .merge } ?? .merge
  }

  /// Why a ruleset cannot be set to a value. `table` is what it is set to so far.
  private static func obstacle(
    _ planned: PlannedControl, _ value: ControlValue, _ table: RuleTable
  ) -> String? {
    let key = planned.control.key
    switch (key, value) {
    case (_, .pushers(let actors?)) where !actors.isEmpty:
      return "\(key): a ruleset names who passes all of it by, and not who needs no pull request; "
        + "keep it in classic protection: github: {protection: classic}"
    case ("require_up_to_date", .on(true)) where table.checks.isEmpty: return withoutChecks
    case (_, .pushers(nil)):
      let keyless = table.keyless("pull_request")
      return keyless.isEmpty
        ? nil
        : "\(key): it stays stricter: a policy has no key for \(keyless.joined(separator: ", ")), "
          + "which would be lost with the pull request"
    default: return nil
    }
  }
}

extension Ruleset {
  /// Conditions that name these refs.
  static func conditions(refs: [String], exclude: [String] = []) -> JSON {
    JSON.object([
      ("ref_name", .object([("exclude", .texts(exclude)), ("include", .texts(refs))]))
    ]).sorted
  }

  /// The refs that a list of its conditions names: `include`, `exclude`.
  func refs(_ list: String) -> [String] {
    (conditions?["ref_name"]?[list]?.array ?? []).compactMap(\.string)
  }

  /// Whether nothing but one branch is what it is about, if it acts there.
  fileprivate func isAbout(onlyBranch branch: String) -> Bool {
    [["refs/heads/\(branch)"], ["~DEFAULT_BRANCH"], []].contains(refs("include"))
  }

  /// Makes it about a branch, or a pattern without some refs, besides what it is about.
  fileprivate mutating func include(branch: String, without others: [String]?) {
    let (ref, include) = ("refs/heads/\(branch)", refs("include"))
    guard others != nil || !include.contains(ref) else { return }
    conditions = Self.conditions(
      refs: include.filter { $0 != ref } + [ref], exclude: others ?? refs("exclude"))
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
