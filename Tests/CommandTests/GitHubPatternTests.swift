import TestSupport
import Testing

/// Kinds that name a pattern, kept in one ruleset each.
@Suite struct GitHubPatternTests {
  private typealias Shop = GitHubPlanTests.Shop
  private typealias Drift = GitHubDriftTests

  private static let branches = """
      main: {required_reviews: 1}
      release/next: {required_reviews: 1}
      release/*-rc: {required_reviews: 1}
      release/*: {required_reviews: 2, enforce_admins: true}
      story-*: {from: main, into: [main]}

    """
  private static let more = Drift.rulesets + "exempt: ['release/old/**', gh-pages]\n"

  private func shop(_ more: String = Self.more) async throws -> Shop {
    var world = GitHubWorld.Repository()
    world.branches = ["main", "release/next", "release/1"]
    return try await Shop(Self.branches, more: more, world: world)
  }

  private func ruleset(_ shop: Shop, _ name: String = "policy: release/*") -> StoredRuleset? {
    shop.server.world.repositories[0].rulesets.first { $0.settings["name"]?.text == name }
  }

  @Test(
    "The script makes one for each pattern, about what is of no other kind",
    arguments: [
      "bash", "dash",
    ])
  func planned(shell: String) async throws {
    let shop = try await shop()
    let plan = try await shop.run("plan")
    #expect(plan.status == 0, "\(plan.text)\(plan.errors)")
    let run = try await shop.run(plan, by: shell)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    let made = try #require(ruleset(shop)?.settings["conditions"]?["ref_name"])
    #expect(made["include"]?.elements == [.string("refs/heads/release/*")])
    #expect(
      made["exclude"]?.elements
        == ["next", "*-rc"].map { .string("refs/heads/release/\($0)") })
    #expect(ruleset(shop, "policy: release/*-rc") != nil && ruleset(shop, "policy: story-*") == nil)
    // What is demanded holds for a branch of the pattern, and for no other.
    for arguments in [[], ["--branch", "release/1"], ["--branch", "release/next"]] {
      let drift = try await PolicyProgram.run(
        ["github", "drift"] + arguments + ["--policy", "policy.yml"], in: shop.folder.path,
        changing: shop.server.variables)
      #expect(drift.status == 0, "\(arguments): \(drift.text)\(drift.errors)")
    }
    let next = try await shop.run("drift", "--branch", "release/next", "--exact")
    #expect(next.status == 0, "\(next.text)\(next.errors)")
    let again = try await shop.run("plan")
    #expect(!again.text.contains("gh api"), "\(again.text)")
  }

  @Test("What is weaker is drift, and apply mends it; one that covers only a part is none")
  func mended() async throws {
    let shop = try await shop()
    #expect(try await shop.run("apply").status == 0)
    let before = try #require(ruleset(shop)?.settings)
    let changes: [(String, JSON)] = [
      ("rules", .array([Drift.rule("deletion")])),
      (
        "conditions",
        .object([
          "ref_name": .object([
            "include": .array([.string("refs/heads/release/*")]),
            "exclude": .array([.string("refs/heads/release/1")]),
          ])
        ])
      ),
      (
        "conditions",
        .object([
          "ref_name": .object([
            "include": .array([.string("refs/heads/release/1*")]), "exclude": .array([]),
          ])
        ])
      ),
      ("enforcement", .string("disabled")),
    ]
    for (name, value) in changes {
      shop.server.change { world in
        let place = world.repositories[0].rulesets.firstIndex {
          $0.settings["name"] == .string("policy: release/*")
        }
        if let place { world.repositories[0].rulesets[place].settings[name] = value }
      }
      let drift = try await shop.run("drift")
      #expect(drift.status == 1 && drift.text.contains("release/*"), "\(name): \(drift.text)")
      let applied = try await shop.run("apply")
      #expect(applied.status == 0, "\(name): \(applied.text)\(applied.errors)")
      #expect(ruleset(shop)?.settings["rules"] == before["rules"], "\(name)")
    }
  }

  @Test("Classic protection names no pattern: it is said what does")
  func classic() async throws {
    let plan = try await shop("").run("plan")
    #expect(plan.text.contains("kind 'release/*' is not looked at"), "\(plan.text)")
    #expect(plan.text.contains("github: {protection: rulesets} keeps a ruleset"), "\(plan.text)")
    #expect(!plan.text.contains("rulesets --method"), "\(plan.text)")
  }

  @Test("A lease of a branch of the pattern holds the calls")
  func held() async throws {
    var repository = GitHubWorld.Repository()
    repository.branches = ["main", "release/1"]
    repository.rulesets = [
      StoredRuleset(
        7, "policy: release/*", on: ["refs/heads/release/*"], Drift.basics)
    ]
    let shop = try await OverrideShop(repository)
    try shop.folder.write(
      """
      version: 1
      \(Drift.rulesets)branches: {main: {}, 'release/*': {allow_deletions: false}}
      override: {approvers: [bob]}

      """.utf8, to: "work/.policy.yml")
    try await shop.shell("git commit -q -a -m Policy && git push -q origin main && git fetch -q")
    func begin(apply: Bool) -> [String] {
      shop.begin("rule=7/deletion", apply: apply).map { $0 == "main" ? "release/1" : $0 }
    }
    _ = try shop.approve(try await shop.policy(begin(apply: false)))
    let begun = try await shop.policy(begin(apply: true))
    try #require(begun.status == 0, "\(begun.text)\(begun.errors)")
    let relaxed = shop.server.world.repositories[0].rulesets[0].settings
    let held = try await shop.policy(["github", "apply"])
    #expect(held.status == 1, "\(held.text)\(held.errors)")
    #expect(held.text.contains("nothing is changed while override "), "\(held.text)")
    #expect(shop.server.world.repositories[0].rulesets[0].settings == relaxed)
  }
}
