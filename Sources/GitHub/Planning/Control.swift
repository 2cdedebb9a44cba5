internal import Evidence
public import PolicyCore

/// One control of a branch's protection: where the policy, classic protection and rulesets have it.
public struct Control: Sendable {
  /// The policy's key for it: `required_reviews`.
  public let key: String
  /// Whether the key says what is allowed, and so protects where it is false.
  let isAllowance: Bool
  /// The value of a branch that nothing protects.
  let nothing: ControlValue
  /// What a policy wants.
  let wanted: @Sendable (Kind, [String: Int]) -> ControlValue
  /// What classic protection has.
  let classic: @Sendable (ClassicProtection) -> ControlValue
  /// Sets it in classic protection; `nil` where REST has no place for it there.
  let set: (@Sendable (inout ClassicProtection, ControlValue) -> Void)?
  /// What the rules of a ruleset have.
  let rules: @Sendable (RuleTable) -> ControlValue
  /// Sets it in the rules of a ruleset.
  let setRule: @Sendable (inout RuleTable, ControlValue) -> Void

  /// A value in the words of the policy's key.
  public func words(_ value: ControlValue, apps: [Int: String] = [:]) -> String {
    switch value {
    case .on(let isOn): return isOn == isAllowance ? "false" : "true"
    case .count(let count): return String(count)
    case .names(let names): return Self.list(names.sorted())
    case .patterns(let rules): return Self.list(rules.map(RulePattern.words).sorted())
    case .checks(let checks):
      return Self.list(
        ClassicProtection.StatusChecks(strict: false, checks).sorted.map { check in
          check.appID.map { "\(check.context) by \(apps[$0] ?? "app \($0)")" } ?? check.context
        })
    case .pushers(nil): return "everybody"
    case .pushers(let actors?): return Self.words(actors)
    }
  }

  /// Whom a list names.
  static func words(_ actors: Actors) -> String {
    actors.isEmpty ? "nobody" : list(actors.words)
  }

  /// Whether a kind asks for protection at all, or the policy does of every branch.
  public static func isDemanded(by kind: Kind, and commits: CommitDemands) -> Bool {
    !demanded(by: kind, and: commits).isEmpty
  }

  /// The keys of what a kind asks for, or the policy does of every branch.
  public static func demanded(by kind: Kind, and commits: CommitDemands) -> Set<String> {
    let kind = kind.demanding(commits, kept: [])
    return Set(all.filter { !$0.nothing.isAtLeast($0.wanted(kind, [:])) }.map(\.key))
  }

  private static func list(_ items: [String]) -> String {
    items.isEmpty ? "none" : items.joined(separator: ", ")
  }
}

/// The table.
extension Control {
  /// All controls, in the order of the policy's keys, but for the patterns at the end.
  public static let all = settings + Protection.patterns.map { pattern($0.key, $0.path) }

  private static let settings: [Control] = [
    Control(
      key: "required_reviews", isAllowance: false, nothing: .count(0),
      wanted: { kind, _ in .count(kind.protection.requiredReviews) },
      classic: { .count($0.reviews?.count ?? 0) },
      set: { protection, value in
        guard case .count(let count) = value else { return }
        if count > 0 || protection.reviews != nil { protection.wantingReviews.count = count }
      },
      rules: { .count($0.count("pull_request", "required_approving_review_count")) },
      setRule: { rules, value in
        guard case .count(let count) = value else { return }
        if count > 0 { rules.require("pull_request") }
        rules.set("pull_request", "required_approving_review_count", .int(count))
      }),
    review(
      "dismiss_stale_reviews", \.dismissStaleReviews, \.dismissStale,
      "dismiss_stale_reviews_on_push"),
    review(
      "require_code_owner_reviews", \.requireCodeOwnerReviews, \.codeOwners,
      "require_code_owner_review"),
    review(
      "require_last_push_approval", \.requireLastPushApproval, \.lastPush,
      "require_last_push_approval"),
    Control(
      key: "require_conversation_resolution", isAllowance: false, nothing: .on(false),
      wanted: { kind, _ in .on(kind.protection.requireConversationResolution) },
      classic: { .on($0.switches.contains(.conversationResolution)) },
      set: { $0.turn(.conversationResolution, $1 == .on(true)) },
      rules: { .on($0.flag("pull_request", "required_review_thread_resolution")) },
      setRule: { $0.setFlag("pull_request", "required_review_thread_resolution", $1) }),
    Control(
      key: "required_status_checks", isAllowance: false, nothing: .checks([]),
      wanted: { kind, apps in
        .checks(
          Set(
            kind.protection.requiredStatusChecks.map {
              .init($0.context, appID: $0.app.flatMap { apps[$0] })
            }))
      },
      classic: { .checks($0.statusChecks?.checks ?? []) },
      set: { protection, value in
        guard case .checks(let checks) = value else { return }
        if checks.isEmpty {
          protection.statusChecks = nil
        } else {
          // Without a check it did nothing, whoever turned it on.
          if protection.wantingChecks.checks.isEmpty { protection.wantingChecks.strict = false }
          protection.wantingChecks.checks = checks
        }
      },
      rules: { .checks($0.checks) }, setRule: { $0.setChecks($1) }),
    Control(
      key: "require_up_to_date", isAllowance: false, nothing: .on(false),
      wanted: { kind, _ in .on(kind.protection.requireUpToDate) },
      // "This setting will not take effect unless at least one status check is enabled": GitHub's
      // form, and docs.github.com, "About protected branches".
      classic: { .on($0.statusChecks.map { $0.strict && !$0.checks.isEmpty } ?? false) },
      set: { $0.statusChecks?.strict = $1 == .on(true) },
      rules: {
        .on(
          $0.flag("required_status_checks", "strict_required_status_checks_policy")
            && !$0.checks.isEmpty)
      },
      setRule: {
        $0.set(
          "required_status_checks", "strict_required_status_checks_policy",
          .bool($1 == .on(true)))
      }),
    rule("require_merge_queue", \.requireMergeQueue, "merge_queue"),
    toggle(
      "require_linear_history", { $0.protection.requireLinearHistory }, .linearHistory,
      "required_linear_history"),
    Control(
      key: "require_signatures", isAllowance: false, nothing: .on(false),
      wanted: { kind, _ in .on(kind.protection.requireSignatures) },
      classic: { .on($0.requiredSignatures) }, set: { $0.requiredSignatures = $1 == .on(true) },
      rules: { .on($0.has("required_signatures")) },
      setRule: { $0.setPresence("required_signatures", $1) }),
    Control(
      key: "required_deployments", isAllowance: false, nothing: .names([]),
      wanted: { kind, _ in .names(Set(kind.protection.requiredDeployments)) },
      classic: { _ in .names([]) }, set: nil,
      rules: { .names($0.deployments) }, setRule: { $0.setDeployments($1) }),
    Control(
      key: "restrict_pushes", isAllowance: false, nothing: .pushers(nil),
      wanted: { kind, _ in .pushers(kind.directPushers) },
      classic: { .pushers($0.directPushers) },
      set: { protection, value in
        guard case .pushers(let pushers) = value else { return }
        if let pushers {
          protection.wantingReviews.bypass = pushers
        } else {
          protection.reviews = nil
        }
      },
      rules: { .pushers($0.has("pull_request") ? Actors() : nil) },
      setRule: { rules, value in
        if value == .pushers(Actors()) {
          rules.require("pull_request")
        } else if value == .pushers(nil),
          !rules.flag("pull_request", "required_review_thread_resolution")
        {
          rules.remove("pull_request")
        }
      }),
    toggle(
      "allow_force_pushes", isAllowance: true, { !$0.allowsForcePushes }, .forcePushes,
      "non_fast_forward"),
    toggle(
      "allow_deletions", isAllowance: true, { !$0.allowsDeletions }, .deletions, "deletion"),
    Control(
      key: "block_creations", isAllowance: false, nothing: .on(false),
      wanted: { kind, _ in .on(kind.protection.blockCreations) },
      // It only says that the restrictions are about creations, too: docs.github.com/rest/branches/
      // branch-protection, "Update branch protection".
      classic: { .on($0.switches.contains(.blockCreations) && $0.restrictions != nil) },
      set: { $0.turn(.blockCreations, $1 == .on(true)) },
      rules: { .on($0.has("creation")) }, setRule: { $0.setPresence("creation", $1) }),
    toggle("lock_branch", { $0.protection.lockBranch }, .lock, "update"),
    Control(
      key: "allow_fork_syncing", isAllowance: true, nothing: .on(false),
      // Of a branch that is not locked it says nothing.
      wanted: { kind, _ in .on(kind.protection.lockBranch && !kind.protection.allowForkSyncing) },
      classic: { .on($0.switches.contains(.lock) && !$0.switches.contains(.forkSyncing)) },
      set: { $0.turn(.forkSyncing, $1 != .on(true)) },
      rules: { .on($0.has("update") && !$0.flag("update", "update_allows_fetch_and_merge")) },
      setRule: { $0.set("update", "update_allows_fetch_and_merge", .bool($1 != .on(true))) }),
    administrators,
  ]

  /// A setting that is on or off in all three places. Where the key is an allowance, the switch of
  /// classic protection is one as well.
  private static func toggle(
    _ key: String, isAllowance: Bool = false, _ wanted: @escaping @Sendable (Kind) -> Bool,
    _ name: ClassicProtection.Switch, _ type: String
  ) -> Control {
    Control(
      key: key, isAllowance: isAllowance, nothing: .on(false),
      wanted: { kind, _ in .on(wanted(kind)) },
      classic: { .on($0.switches.contains(name) != isAllowance) },
      set: { $0.turn(name, ($1 == .on(true)) != isAllowance) },
      rules: { .on($0.has(type)) }, setRule: { $0.setPresence(type, $1) })
  }

  /// A setting of pull requests.
  private static func review(
    _ key: String, _ wanted: any KeyPath<Protection, Bool> & Sendable,
    _ path: any WritableKeyPath<ClassicProtection.Reviews, Bool> & Sendable, _ parameter: String
  ) -> Control {
    Control(
      key: key, isAllowance: false, nothing: .on(false),
      wanted: { kind, _ in .on(kind.protection[keyPath: wanted]) },
      classic: { .on($0.reviews?[keyPath: path] ?? false) },
      set: { protection, value in
        let isOn = value == .on(true)
        if isOn || protection.reviews != nil { protection.wantingReviews[keyPath: path] = isOn }
      },
      rules: { .on($0.flag("pull_request", parameter)) },
      setRule: { $0.setFlag("pull_request", parameter, $1) })
  }

  /// What says how names, messages or addresses look; the key is the rule's type.
  private static func pattern(_ type: String, _ wanted: Protection.PatternPath) -> Control {
    Control(
      key: type, isAllowance: false, nothing: .patterns([]),
      wanted: { kind, _ in
        .patterns(Set(kind.protection[keyPath: wanted].map { RulePattern.rule(type, $0) }))
      },
      classic: { _ in .patterns([]) }, set: nil,
      rules: { .patterns($0.patterns(type)) }, setRule: { $0.setPatterns(type, $1) })
  }

  /// What only rulesets can be told over REST.
  private static func rule(
    _ key: String, _ wanted: any KeyPath<Protection, Bool> & Sendable, _ type: String
  ) -> Control {
    Control(
      key: key, isAllowance: false, nothing: .on(false),
      wanted: { kind, _ in .on(kind.protection[keyPath: wanted]) },
      classic: { _ in .on(false) }, set: nil,
      rules: { .on($0.has(type)) }, setRule: { $0.setPresence(type, $1) })
  }
}

extension Kind {
  /// Who may push without a pull request; `nil` where the policy asks for none.
  public var directPushers: Actors? {
    if let pushers = protection.restrictPushes {
      return Actors(users: pushers.users, teams: pushers.slugs)
    }
    return protection.asksForPullRequest ? Actors() : nil
  }
}

extension Protection {
  /// Whether what it asks can only be had in a pull request.
  fileprivate var asksForPullRequest: Bool {
    requiredReviews > 0 || dismissStaleReviews || requireCodeOwnerReviews
      || requireLastPushApproval
  }
}

extension ClassicProtection {
  /// Who may push without a pull request; `nil` where everybody may who may push at all.
  var directPushers: Actors? { reviews?.bypass }

  fileprivate var wantingReviews: Reviews {
    get { reviews ?? Reviews() }
    set { reviews = newValue }
  }

  fileprivate var wantingChecks: StatusChecks {
    get { statusChecks ?? StatusChecks(strict: false) }
    set { statusChecks = newValue }
  }

  fileprivate mutating func turn(_ name: Switch, _ isOn: Bool) {
    if isOn { switches.insert(name) } else { switches.remove(name) }
  }
}
