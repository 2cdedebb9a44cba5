import TestSupport

/// Protection made up from numbers, as the emulator keeps it.
struct GeneratedProtection {
  private var numbers: SeededGenerator
  let isOrganization: Bool

  init(seed: UInt64) {
    numbers = SeededGenerator(seed: seed)
    isOrganization = Bool.random(using: &numbers)
  }

  private mutating func flip() -> Bool { Bool.random(using: &numbers) }

  private mutating func some(_ names: [String]) -> [String] {
    names.filter { _ in Int.random(in: 0..<3, using: &numbers) == 0 }
  }

  private mutating func names() -> ClassicRule.Names {
    .init(
      users: some(["alice", "bob", "carol"]), teams: some(["core", "release"]),
      apps: some(["deploy"]))
  }

  private mutating func check(_ number: Int) -> ClassicRule.Check {
    let names = ["build", "test (3.10)", "a / b", "c$(touch x)'\"`", "é\u{202E}", "two\nlines"]
    let apps = [nil, 15_368, 77]
    return .init(
      names[Int.random(in: 0..<names.count, using: &numbers)] + "\(number)",
      apps[Int.random(in: 0..<3, using: &numbers)])
  }

  /// A rule for a branch.
  mutating func rule(_ branch: String) -> ClassicRule {
    var rule = ClassicRule(branch)
    rule.enforceAdmins = flip()
    rule.signatures = flip()
    rule.flags = Set(
      [
        "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations",
        "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
      ].filter { _ in flip() })
    if flip() {
      let count = Int.random(in: 0..<4, using: &numbers)
      rule.checks = .init(strict: flip(), (0..<count).map { check($0) })
    }
    if flip() {
      var reviews = ClassicRule.Reviews()
      reviews.count = Int.random(in: 0...6, using: &numbers)
      (reviews.stale, reviews.owners, reviews.lastPush) = (flip(), flip(), flip())
      if isOrganization {
        if flip() { reviews.dismissal = names() }
        if flip() { reviews.bypass = names() }
      }
      rule.reviews = reviews
    }
    if isOrganization, flip() { rule.restrictions = names() }
    return rule
  }

  /// What a rule about texts is told, as GitHub shows it: with a name or without, or with an empty one.
  private mutating func pattern() -> JSON {
    let operators = ["starts_with", "ends_with", "contains", "regex"]
    let texts = ["^x", "a.b", "é", "'\"\\\\#: ", "[a-z]+@example[.]com$", "two words"]
    var members: [String: JSON] = [
      "operator": .string(operators[Int.random(in: 0..<operators.count, using: &numbers)]),
      "pattern": .string(texts[Int.random(in: 0..<texts.count, using: &numbers)]),
    ]
    if flip() { members["negate"] = .bool(flip()) }
    if flip() { members["name"] = .string(flip() ? "" : "no #1") }
    return .object(members)
  }

  /// A ruleset with every kind of rule, and actors of every kind.
  mutating func ruleset(_ id: Int) -> StoredRuleset {
    func flags(_ names: [String], _ more: [String: JSON]) -> JSON {
      .object(
        more.merging(names.map { ($0, .bool(flip())) }, uniquingKeysWith: { first, _ in first }))
    }
    let rules: [(String, JSON?)] = [
      ("creation", nil), ("deletion", nil), ("required_linear_history", nil),
      ("required_signatures", nil), ("non_fast_forward", nil),
      ("update", flags(["update_allows_fetch_and_merge"], [:])),
      (
        "required_deployments",
        .object(["required_deployment_environments": .array([.string("x")])])
      ),
      (
        "pull_request",
        flags(
          [
            "dismiss_stale_reviews_on_push", "require_code_owner_review",
            "require_last_push_approval", "required_review_thread_resolution",
          ],
          [
            "required_approving_review_count": .int(Int.random(in: 0...10, using: &numbers)),
            "allowed_merge_methods": .array([.string("squash")]),
          ])
      ),
      (
        "required_status_checks",
        flags(
          ["do_not_enforce_on_create", "strict_required_status_checks_policy"],
          [
            "required_status_checks": .array([
              .object(["context": .string("build")]),
              .object(["context": .string("a / b"), "integration_id": .int(77)]),
            ])
          ])
      ),
      ("commit_message_pattern", pattern()), ("commit_message_pattern", pattern()),
      ("commit_author_email_pattern", pattern()), ("committer_email_pattern", pattern()),
      ("committer_email_pattern", pattern()), ("branch_name_pattern", pattern()),
    ]
    let chosen = rules.filter { _ in flip() }.map { type, parameters in
      JSON.object(
        ["type": .string(type)].merging(parameters.map { ["parameters": $0] } ?? [:]) { $1 })
    }
    let actors = ["Team", "RepositoryRole", "DeployKey"].filter { _ in flip() }.map { type in
      JSON.object([
        "actor_type": .string(type), "actor_id": type == "DeployKey" ? .null : .int(5),
        "bypass_mode": .string(
          ["always", "pull_request", "exempt"].randomElement(using: &numbers) ?? ""),
      ])
    }
    var ruleset = StoredRuleset(id, "r\(id)", on: ["refs/heads/main"], chosen, bypass: actors)
    ruleset.settings["enforcement"] = .string(flip() ? "active" : "disabled")
    return ruleset
  }
}

extension ClassicRule {
  /// The rule without the order of its lists, and without a difference between no list and an empty one
  /// where there is none.
  var normal: ClassicRule {
    var rule = self
    let list = Set(checks?.list ?? []).sorted {
      ($0.context, $0.app ?? 0) < ($1.context, $1.app ?? 0)
    }
    rule.checks?.list = list
    if rule.reviews?.bypass == Names() { rule.reviews?.bypass = nil }
    return rule
  }
}
