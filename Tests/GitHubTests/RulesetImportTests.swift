import Evidence
import PolicyCore
import PolicyFile
import Reports
import TestSupport
import Testing

@testable import GitHub

/// A ruleset for branches becomes a policy, the policy a ruleset, and that the same policy.
@Suite struct RulesetImportTests {
  private static let apps = [77: "ci"]

  private static func protection(_ ruleset: Ruleset) -> ProtectionImport {
    var state = ProtectionState(branch: "main", inOrganization: true)
    state.rulesets = [ruleset]
    return ProtectionImport(state, apps: apps, in: .rulesets)
  }

  /// The kind that a policy has of what is imported, once it is written and read.
  private static func kind(_ protection: Protection) throws -> Kind {
    let text = PolicyFile.policy(protecting: [("main", protection, [])])
    return try #require(try PolicyFile.parse(text, name: "policy").kinds.first, "\(text)")
  }

  private static func export(_ kind: Kind) throws -> RulesetExport? {
    RulesetExport(kind, of: Policy(), apps: ["ci": 77])
  }

  private static func patterns(_ ruleset: Ruleset, _ type: String) -> [TextPattern] {
    var found: [TextPattern] = []
    for rule in ruleset.rules where rule.type == type {
      if let pattern = RulePattern.pattern(of: rule), !found.contains(pattern) {
        found.append(pattern)
      }
    }
    return found
  }

  @Test("Whatever a ruleset demands that a policy has words for comes back", arguments: 0..<4)
  func roundTrip(part: UInt64) throws {
    for seed in (part * 250)..<(part * 250 + 250) {
      var numbers = GeneratedProtection(seed: seed)
      var shop = GitHubWorld.Repository()
      shop.rulesets = [numbers.ruleset(1)]
      shop.rulesets[0].settings["enforcement"] = .string("active")
      shop.rulesets[0].settings["bypass_actors"] = .array([])
      var github = DirectGitHub(GitHubWorld([shop]))
      let path = "repos/acme/shop/rulesets"
      let first = try Ruleset(AnswerValue(body: github.send("GET", "\(path)/1").body))
      let imported = Self.protection(first)
      let kind = try Self.kind(imported.protection)
      try #require(kind.protection == imported.protection, "seed \(seed)")
      let wordless = ["allowed_merge_methods", "do_not_enforce_on_create"]
      let lost = imported.losses.filter { loss in !wordless.contains { loss.contains($0) } }
      try #require(lost.isEmpty, "seed \(seed): \(lost)")
      guard let exported = try Self.export(kind) else {
        try #require(first.rules.isEmpty, "seed \(seed)")
        continue
      }
      let reply = github.send("POST", path, body: exported.json.line)
      try #require(reply.status == 201, "\(seed): \(String(decoding: reply.body, as: UTF8.self))")
      let second = try Ruleset(AnswerValue(body: reply.body))
      for (type, _) in Protection.patterns {
        let (before, after) = (Self.patterns(first, type), Self.patterns(second, type))
        try #require(before.count == after.count, "seed \(seed): \(type)")
        try #require(before.allSatisfy(after.contains), "seed \(seed): \(type)")
      }
      let again = Self.protection(second)
      try #require(again.protection == imported.protection, "seed \(seed)")
      try #require(again.losses.isEmpty, "seed \(seed): \(again.losses)")
      try #require(
        try Self.export(try Self.kind(again.protection))?.json.text == exported.json.text)
    }
  }

  @Test("What a policy has no words for is a comment, of a queue what one is not made with")
  func settings() throws {
    let checks = Ruleset.Rule(
      "required_status_checks",
      .object([
        ("do_not_enforce_on_create", .bool(true)),
        ("required_status_checks", .array([.object([("context", .string("x"))])])),
        ("strict_required_status_checks_policy", .bool(true)),
      ]))
    let queue = Ruleset.Rule(
      "merge_queue",
      .object([
        ("check_response_timeout_minutes", .int(30)), ("grouping_strategy", .string("HEADGREEN")),
        ("max_entries_to_build", .int(9)), ("max_entries_to_merge", .int(5)),
        ("merge_method", .string("REBASE")), ("min_entries_to_merge", .int(1)),
        ("min_entries_to_merge_wait_minutes", .int(15)),
      ]))
    let linear = Ruleset.Rule("required_linear_history")
    for rules in [[checks, queue], [checks, queue, linear]] {
      let imported = Self.protection(Ruleset("r", conditions: nil, rules: rules))
      #expect(
        imported.losses
          == [
            "check_response_timeout_minutes: 30", "grouping_strategy: \"HEADGREEN\"",
            "max_entries_to_build: 9", "merge_method: \"REBASE\"",
            "min_entries_to_merge_wait_minutes: 15", "do_not_enforce_on_create: true",
          ].map { "the setting '\($0)' of ruleset 'r'" })
      let exported = try #require(try Self.export(try Self.kind(imported.protection)))
      var github = DirectGitHub(GitHubWorld([GitHubWorld.Repository()]))
      let reply = github.send("POST", "repos/acme/shop/rulesets", body: exported.json.line)
      let made = Self.protection(try Ruleset(AnswerValue(body: reply.body)))
      #expect(made.protection == imported.protection)
      #expect(made.losses.isEmpty, "\(made.losses)")
    }
  }

  @Test("A pattern that nothing here matches is a comment, and no weaker pattern")
  func unmatched() {
    let ruleset = Ruleset(
      "r", conditions: nil,
      rules: [
        .init(
          "commit_message_pattern",
          .object([("operator", .string("regex")), ("pattern", .string("(?=x)"))])),
        .init(
          "committer_email_pattern",
          .object([("operator", .string("resembles")), ("pattern", .string("x"))])),
      ])
    let imported = Self.protection(ruleset)
    #expect(imported.protection.commitMessages.isEmpty)
    #expect(imported.protection.committerEmails.isEmpty)
    #expect(
      imported.losses == [
        "the rule 'commit_message_pattern'", "the rule 'committer_email_pattern'",
      ])
  }
}
