import TestSupport
import Testing

/// Rulesets that are lifted by one rule, for one actor, or whole, through the real gh.
@Suite struct OverrideRulesetTests {
  private static func rule(_ type: String, _ parameters: JSON? = nil) -> JSON {
    var members: [String: JSON] = ["type": .string(type)]
    members["parameters"] = parameters
    return .object(members)
  }

  private static func actor(_ type: String, _ id: Int, _ mode: String) -> JSON {
    .object(["actor_type": .string(type), "actor_id": .int(id), "bypass_mode": .string(mode)])
  }

  private static var ruleset: StoredRuleset {
    StoredRuleset(
      7, "main stays", on: ["refs/heads/main"],
      [
        rule("deletion"), rule("required_linear_history"),
        rule(
          "required_status_checks",
          .object([
            "strict_required_status_checks_policy": .bool(true),
            "required_status_checks": .array([
              .object(["context": .string("build"), "integration_id": .int(15_368)])
            ]),
          ])),
      ], bypass: [actor("Team", 11, "pull_request")])
  }

  private static var repository: GitHubWorld.Repository {
    var repository = GitHubWorld.Repository()
    repository.rulesets = [
      ruleset,
      StoredRuleset(8, "everybody", on: ["~ALL"], [rule("deletion")], organization: "acme"),
    ]
    return repository
  }

  private func settings(_ shop: OverrideShop) -> [String: JSON]? {
    shop.server.world.repositories[0].rulesets.first { $0.id == 7 }?.settings
  }

  @Test(
    "Each is lifted with one call that changes nothing else, and put back as it was",
    arguments: ["rule=7/required_linear_history", "actor=7/User:9", "ruleset=7"])
  func lifted(what: String) async throws {
    let shop = try await OverrideShop(Self.repository)
    let before = try #require(settings(shop))
    _ = try shop.approve(try await shop.policy(shop.begin(what, apply: false)))
    let begun = try await shop.policy(shop.begin(what))
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    var wanted = before
    switch what {
    case "ruleset=7": wanted["enforcement"] = .string("disabled")
    case "actor=7/User:9":
      let old = before["bypass_actors"]?.elements ?? []
      wanted["bypass_actors"] = .array(old + [Self.actor("User", 9, "pull_request")])
    default:
      let rules = before["rules"]?.elements ?? []
      wanted["rules"] = .array(rules.filter { $0["type"] != .string("required_linear_history") })
    }
    #expect(settings(shop)?.sorted == wanted.sorted)
    #expect(
      begun.lines.filter { $0.hasPrefix("  call: ") } == ["  call: PUT repos/acme/shop/rulesets/7"])
    #expect(shop.rule() == OverrideShop.rule)
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(settings(shop)?.sorted == before.sorted)
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("An actor is never exempt, and an organization's ruleset is its owner's")
  func refused() async throws {
    let shop = try await OverrideShop(Self.repository)
    let other = try await shop.policy(shop.begin("ruleset=8", apply: false))
    #expect(other.status == 1, "\(other.text)")
    #expect(other.errors.contains("is the organization acme's"), "\(other.errors)")
    let exempt = try await shop.policy(shop.begin("actor=7/User:9:exempt", apply: false))
    #expect(exempt.status == 64, "\(exempt.text)")
    // Whom this token may not see could not be put back.
    shop.server.change { $0.repositories[0].isAdmin = false }
    let hidden = try await shop.policy(shop.begin("rule=7/deletion", apply: false))
    #expect(hidden.status != 0, "\(hidden.text)")
    #expect(try #require(settings(shop)).sorted == Self.ruleset.settings.sorted)
  }

  @Test("A freeze closes a branch that rulesets alone protect, and a thaw opens it as it was")
  func freeze() async throws {
    // A branch without classic protection: the emulator gives main one otherwise.
    var repository = Self.repository
    repository.rules = [ClassicRule("develop")]
    let shop = try await OverrideShop(repository, policy: "")
    let before = try #require(settings(shop))
    let frozen = try await shop.policy(["freeze", "--reason", "broken", "--apply"])
    #expect(frozen.status == 0, "\(frozen.text)\(frozen.errors)")
    let during = try #require(settings(shop))
    #expect(during["bypass_actors"] == .array([]))
    #expect(
      during["rules"]?.elements?.contains { $0["type"] == .string("update") } == true)
    // Who passes it by may be anybody's word: nobody lets them pass unseen.
    let unseen = try await shop.policy(
      ["override", "restore", "--overdue", "--apply"], at: OverrideShop.now + 172_800)
    #expect(unseen.status == 1, "\(unseen.text)\(unseen.errors)")
    #expect(unseen.errors.contains("ruleset 'main stays': bypass by "), "\(unseen.errors)")
    #expect(settings(shop)?.sorted == during.sorted)
    let thawed = try await shop.policy(["thaw", "--apply"])
    #expect(thawed.status == 0, "\(thawed.text)\(thawed.errors)")
    #expect(settings(shop)?.sorted == before.sorted)
  }

  @Test("A freeze never closes other branches")
  func others() async throws {
    var repository = Self.repository
    repository.rules = [ClassicRule("develop")]
    repository.rulesets[0] = StoredRuleset(
      7, "all", on: ["refs/heads/*"], [Self.rule("deletion")])
    let shop = try await OverrideShop(repository, policy: "")
    let result = try await shop.policy(["freeze", "--reason", "broken", "--apply"])
    #expect(result.status == 1, "\(result.text)")
    #expect(
      result.errors.contains("what protects 'main' cannot be tightened for it alone"),
      "\(result.errors)")
  }

  @Test("What others change meanwhile in the same ruleset stays")
  func foreign() async throws {
    let shop = try await OverrideShop(Self.repository)
    let before = try #require(settings(shop))
    _ = try shop.approve(
      try await shop.policy(shop.begin("rule=7/required_linear_history", apply: false)))
    #expect(try await shop.policy(shop.begin("rule=7/required_linear_history")).status == 0)
    shop.server.change {
      let rules = $0.repositories[0].rulesets[0].settings["rules"]?.elements ?? []
      $0.repositories[0].rulesets[0].settings["rules"] = .array(rules + [Self.rule("creation")])
    }
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(restored.errors.contains("keeps what others made of "), "\(restored.errors)")
    var wanted = before
    wanted["rules"] = .array((before["rules"]?.elements ?? []) + [Self.rule("creation")])
    #expect(settings(shop)?.sorted == wanted.sorted)
  }
}

extension [String: JSON] {
  /// The same with the elements of lists in one order.
  fileprivate var sorted: [String: JSON] {
    mapValues { value in
      guard let elements = value.elements else { return value }
      let keyed = elements.map { element in
        (key: (element["type"] ?? element["actor_type"])?.text ?? "", element: element)
      }
      return .array(keyed.sorted { $0.key < $1.key }.map(\.element))
    }
  }
}
