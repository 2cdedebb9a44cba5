import TestSupport
import Testing

/// A protection at GitHub, a policy, and what `policy github drift` says of the two.
struct DriftCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var world = GitHubWorld.Repository()
  let policy: String
  var more = ""
  let status: Int
  let words: [String]

  init(
    _ name: String, _ policy: String, more: String = "", is status: Int, _ words: String...,
    world: (inout GitHubWorld.Repository) -> Void = { _ in }
  ) {
    (testDescription, self.policy, self.more) = (name, policy, more)
    (self.status, self.words) = (status, words)
    world(&self.world)
  }
}

/// What counts of all that protects a branch, and what does not: the real policy and gh.
@Suite struct GitHubDriftTests {
  static func rule(_ type: String, _ parameters: [String: JSON]? = nil) -> JSON {
    .object(
      ["type": .string(type)].merging(parameters.map { ["parameters": .object($0)] } ?? [:]) { $1 })
  }

  static func actor(_ type: String, _ id: Int, _ mode: String = "always") -> JSON {
    .object([
      "actor_type": .string(type), "actor_id": .int(id), "bypass_mode": .string(mode),
    ])
  }

  static let basics = [rule("deletion"), rule("non_fast_forward")]
  static let linear = basics + [rule("required_linear_history")]
  static let rulesets = "github: {protection: rulesets}\n"

  static func ruleset(
    _ rules: [JSON], _ name: String = "x", bypass: [JSON] = [], organization: String? = nil
  ) -> StoredRuleset {
    StoredRuleset(
      7, name, on: ["refs/heads/main"], rules, bypass: bypass, organization: organization)
  }

  static let cases: [DriftCase] = [
    DriftCase(
      "classic protection that lets administrators pass does not count for a ruleset that binds them",
      "  main: {required_reviews: 1, enforce_admins: true}\n", more: rulesets, is: 1,
      "required_reviews: 0, wanted 1", "classic protection does not count"
    ) { world in
      var rule = ClassicRule("main")
      rule.reviews = .init()
      world.rules = [rule]
      world.rulesets = [ruleset(basics)]
    },
    DriftCase(
      "a ruleset that all writers pass by is none", "  main: {require_linear_history: true}\n",
      is: 1, "ruleset 'x' does not count: it lets pass the role write"
    ) { $0.rulesets = [ruleset(linear, bypass: [actor("RepositoryRole", 4)])] },
    DriftCase(
      "a ruleset that writers are exempt from is none", "  main: {require_linear_history: true}\n",
      more: rulesets, is: 1, "does not count"
    ) { $0.rulesets = [ruleset(linear, bypass: [actor("RepositoryRole", 4, "exempt")])] },
    DriftCase(
      "administrators may pass where the policy does not bind them",
      "  main: {require_linear_history: true}\n", is: 0
    ) {
      $0.rulesets = [
        ruleset(linear, bypass: [actor("RepositoryRole", 5), actor("OrganizationAdmin", 1)])
      ]
    },
    DriftCase(
      "whom GitHub does not show is unknown", "  main: {require_linear_history: true}\n", is: 2,
      "unknown: require_linear_history: false, wanted true",
      "help: ruleset 'x' of organization acme does not show to this token who passes it by"
    ) {
      $0.rulesets = [ruleset(linear, organization: "acme")]
      $0.rulesets[0].showsBypass = false
    },
    DriftCase(
      "… with enforce_admins, too",
      "  main: {require_linear_history: true, enforce_admins: true}\n",
      is: 2, "4 of 22 controls unknown"
    ) {
      $0.rulesets = [ruleset(linear, organization: "acme")]
      $0.rulesets[0].showsBypass = false
    },
    DriftCase(
      "… in rulesets, too", "  main: {require_linear_history: true, enforce_admins: true}\n",
      more: rulesets, is: 2
    ) {
      $0.rulesets = [ruleset(linear, organization: "acme")]
      $0.rulesets[0].showsBypass = false
    },
    DriftCase(
      "what nobody demands is broken, whatever else is hidden",
      "  main: {require_linear_history: true, require_signatures: true}\n", is: 1,
      "1 of 22 controls weaker than the policy wants, 3 of 22 controls unknown"
    ) {
      $0.rulesets = [ruleset(linear, organization: "acme")]
      $0.rulesets[0].showsBypass = false
    },
    DriftCase(
      "what counts without the hidden ruleset is kept", "  main: {require_linear_history: true}\n",
      is: 0
    ) {
      $0.rulesets = [ruleset(linear, organization: "acme"), ruleset(linear, "y")]
      $0.rulesets[0].showsBypass = false
      $0.rulesets[1].id = 8
    },
    DriftCase(
      "a ruleset that binds all and demands all binds administrators",
      "  main: {require_linear_history: true, enforce_admins: true}\n", is: 0
    ) { $0.rulesets = [ruleset(linear)] },
    DriftCase(
      "strict without a check is nothing", "  main: {require_up_to_date: true}\n", is: 1,
      "require_up_to_date: false, wanted true"
    ) {
      var rule = ClassicRule("main")
      rule.checks = .init(strict: true, [])
      $0.rules = [rule]
    },
    DriftCase(
      "strict in one place and the check in another is nothing",
      "  main: {require_up_to_date: true, required_status_checks: [build]}\n", is: 1,
      "require_up_to_date: false, wanted true"
    ) {
      var rule = ClassicRule("main")
      rule.checks = .init(strict: true, [])
      $0.rules = [rule]
      $0.rulesets = [ruleset(basics + [checks(["build"], strict: false)])]
    },
    DriftCase(
      "block_creations without restrictions is nothing", "  main: {block_creations: true}\n", is: 1,
      "block_creations: false, wanted true"
    ) {
      var rule = ClassicRule("main")
      rule.flags = ["block_creations"]
      $0.rules = [rule]
    },
    DriftCase(
      "a team is the same with and without its organization",
      "  main: {restrict_pushes: {teams: [acme/core]}}\n", is: 0
    ) {
      var rule = ClassicRule("main")
      rule.reviews = .init()
      rule.reviews?.bypass = .init(teams: ["core"])
      $0.rules = [rule]
    },
    DriftCase(
      "who may push at all is not who needs no pull request",
      "  main: {restrict_pushes: {users: [alice]}}\n", is: 1,
      "restrict_pushes: everybody, wanted user alice"
    ) {
      var rule = ClassicRule("main")
      rule.restrictions = .init(users: ["alice"])
      $0.rules = [rule]
    },
    DriftCase(
      "who needs no pull request and may not push is told",
      "  main: {restrict_pushes: {users: [bob]}}\n", is: 0, "user bob cannot push, unless"
    ) {
      var rule = ClassicRule("main")
      rule.reviews = .init()
      rule.reviews?.bypass = .init(users: ["bob"])
      rule.restrictions = .init(users: ["alice"])
      $0.rules = [rule]
    },
    DriftCase(
      "a merge queue of classic protection is seen", "  main: {require_merge_queue: true}\n", is: 0
    ) {
      var rule = ClassicRule("main")
      rule.hasMergeQueue = true
      $0.rules = [rule]
    },
    DriftCase(
      "one check that two apps must report is demanded of each",
      "  main: {required_status_checks: [{context: build, app: ci}]}\n", is: 0
    ) {
      var rule = ClassicRule("main")
      rule.checks = .init(strict: false, [.init("build", 77)])
      $0.rules = [rule]
      $0.rulesets = [ruleset(basics + [checks(["build"], app: 15_368)])]
    },
    DriftCase(
      "a push ruleset hides nothing", "  main: {require_linear_history: true}\n", is: 0
    ) {
      $0.rulesets = [ruleset(linear), ruleset([rule("file_path_restriction")], "push")]
      $0.rulesets[1].id = 8
      $0.rulesets[1].settings["target"] = .string("push")
    },
    DriftCase(
      "what cannot be read hides nothing that is broken",
      "  develop: {required_reviews: 1}\n  main: {required_reviews: 1}\n", is: 1,
      "main: 4 of 22 controls weaker"
    ) { $0.branches = ["main"] },
    DriftCase(
      "what cannot be read is unknown", "  develop: {}\n  main: {}\n", is: 2, "main: as the"
    ) {
      $0.branches = ["main"]
      $0.rules = [ClassicRule("main")]
    },
    DriftCase(
      "the organization's secrets that the repository may use are there", "  main: {}\n",
      more: "github: {secrets: [TOKEN]}\n", is: 0
    ) {
      $0.organizationSecrets = ["TOKEN"]
      $0.rules = [ClassicRule("main")]
    },
    DriftCase(
      "a tag's pattern is no branch's", "  main: {}\n",
      more: "github: {environments: {prod: {branches: [main]}}}\n", is: 1,
      "environment 'prod': branches: none, wanted main"
    ) {
      var prod = StoredEnvironment("prod")
      prod.branchPolicy = "custom_branch_policies"
      prod.patterns = [1: "main"]
      prod.tagPatterns = [1]
      $0.environments = [prod]
      $0.rules = [ClassicRule("main")]
    },
  ]

  static func checks(_ contexts: [String], strict: Bool = false, app: Int? = nil) -> JSON {
    let list = contexts.map { context in
      JSON.object(
        ["context": .string(context)].merging(app.map { ["integration_id": .int($0)] } ?? [:]) {
          $1
        })
    }
    return rule(
      "required_status_checks",
      [
        "required_status_checks": .array(list),
        "strict_required_status_checks_policy": .bool(strict),
      ])
  }

  @Test("Only what binds those counts whom the policy binds", arguments: cases)
  func drift(_ drift: DriftCase) async throws {
    let shop = try await GitHubPlanTests.Shop(
      drift.policy, more: drift.more, world: drift.world)
    let result = try await shop.run("drift")
    #expect(result.status == drift.status, "\(result.text)\(result.errors)")
    for words in drift.words { #expect(result.text.contains(words), "\(result.text)") }
    // What is broken or hidden can be mended, or it is said why not; and then nothing differs.
    let applied = try await shop.run("apply")
    let after = try await shop.run("drift")
    #expect(after.status == applied.status, "\(applied.text)\(after.text)")
    let plan = try await shop.run("plan")
    #expect(!plan.text.contains("gh api"), "apply has left calls: \(plan.text)")
    if applied.status == 1 {
      #expect(
        plan.text.contains("not planned:") || plan.text.contains("gh secret set"), "\(plan.text)")
    }
  }
}
