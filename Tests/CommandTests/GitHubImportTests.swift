import TestSupport
import Testing

/// Policies from what is live, and rulesets from policies.
@Suite struct GitHubImportTests {
  private typealias Shop = GitHubPlanTests.Shop

  private static let controls = 22

  static func protected() -> GitHubWorld.Repository {
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(
      strict: true, [.init("build", 15_368), .init("test \"x\"\n- [y]"), .init("z", 77)])
    rule.reviews = .init()
    rule.reviews?.stale = true
    rule.reviews?.dismissal = .init(users: ["bob"])
    rule.reviews?.bypass = .init(users: ["bob"], teams: ["core"], apps: ["deploy"])
    rule.flags = ["required_linear_history", "allow_deletions"]
    rule.enforceAdmins = true
    world.rules = [rule]
    world.rulesets = [
      StoredRuleset(
        1, "org", on: ["~ALL"],
        [
          .object(["type": .string("required_signatures")]),
          .object([
            "type": .string("commit_message_pattern"),
            "parameters": .object(["operator": .string("regex"), "pattern": .string("x")]),
          ]),
        ], organization: "acme")
    ]
    return world
  }

  @Test("What is imported is what is live, and what has no words is a comment")
  func imported() async throws {
    let shop = try await Shop("  main: {}\n", world: Self.protected())
    let policy = try await shop.run("import")
    #expect(policy.status == 0, "\(policy.errors)")
    #expect(
      policy.text == #"""
        version: 1
        # not in a policy: what ruleset 'org' of organization acme demands of other branches: ~ALL
        branches:
          main:
            required_reviews: 1
            dismiss_stale_reviews: true
            require_up_to_date: true
            require_linear_history: true
            require_signatures: true
            enforce_admins: true
            required_status_checks:
              - {context: build, app: github-actions}
              - "test \"x\"\U0000000a- [y]"
              - z
            restrict_pushes: {users: [bob], teams: [core]}
            commit_message_pattern:
              - {operator: regex, pattern: x}
            allow_force_pushes: false
            allow_deletions: true
            # not in a policy: 'z' must come from app 77, whose name GitHub does not tell
            # not in a policy: apps that need no pull request: deploy
            # not in a policy: who may dismiss reviews: user bob

        """#, "\(policy.text)")
    try shop.folder.write(policy.output, to: "policy.yml")
    // The app that has no word needs a pull request by the policy.
    let drift = try await shop.run("drift")
    #expect(drift.status == 1, "\(drift.text)\(drift.errors)")
    #expect(drift.text.contains("1 of \(Self.controls) controls weaker"), "\(drift.text)")
    shop.server.change { $0.repositories[0].rules[0].reviews?.bypass?.apps = [] }
    let after = try await shop.run("drift", "--exact")
    #expect(after.text.contains("as the policy wants it"), "\(after.text)\(after.errors)")
  }

  @Test("A branch without protection is imported as one that may be rewritten and deleted")
  func bare() async throws {
    let shop = try await Shop("  main: {}\n")
    let policy = try await shop.run("import", "--branch", "develop")
    #expect(
      policy.text
        == "version: 1\nbranches:\n  develop:\n    allow_force_pushes: true\n    allow_deletions: true\n"
    )
  }

  private static func valid(_ shop: Shop) async throws -> ProgramOutput {
    try await PolicyProgram.run(["validate", "policy.yml"], in: shop.folder.path)
  }

  @Test(
    "An imported policy is valid, and what is live keeps it", arguments: ["classic", "rulesets"])
  func valid(target: String) async throws {
    let shop = try await Shop(
      "  main: {required_reviews: 1, enforce_admins: true}\n  develop: {restrict_pushes: true}\n",
      more: "github: {protection: \(target)}\nexempt: [{name: 'x/*', into: [main, develop]}]\n")
    #expect(try await shop.run("apply").status == 0)
    let policy = try await shop.run(
      "import", "--branch", "main", "--branch", "main", "--branch", "develop")
    #expect(policy.status == 0, "\(policy.errors)")
    #expect(policy.text.split(separator: "\n").filter { $0 == "  main:" }.count == 1)
    #expect(policy.text.contains("protection: rulesets") == (target == "rulesets"))
    #expect(policy.text.contains("enforce_admins: true"), "\(policy.text)")
    try shop.folder.write(policy.output, to: "policy.yml")
    let validated = try await Self.valid(shop)
    #expect(validated.status == 0, "\(policy.text)\(validated.text)\(validated.errors)")
    let drift = try await shop.run("drift", "--exact")
    #expect(drift.status == 0, "\(drift.text)\(drift.errors)")
  }

  @Test("Environments and secrets are imported too, and keep what was read")
  func environments() async throws {
    var world = GitHubWorld.Repository()
    world.rules = [ClassicRule("main")]
    world.secrets = ["B", "A"]
    var prod = StoredEnvironment("prod: 'x'")
    prod.wait = 5
    prod.reviewers = [.init("User", 1), .init("Team", 11)]
    prod.preventsSelfReview = true
    prod.branchPolicy = "custom_branch_policies"
    prod.patterns = [1: "main", 2: "v*"]
    prod.tagPatterns = [2]
    prod.secrets = ["C"]
    world.environments = [prod, StoredEnvironment("open")]
    let shop = try await Shop("  main: {}\n", world: world)
    let policy = try await shop.run("import")
    #expect(policy.status == 0, "\(policy.errors)")
    #expect(
      policy.text.hasPrefix(
        """
        version: 1
        github:
          secrets: [A, B]
          environments:
            "prod: 'x'":
              branches: [main]
              wait_timer: 5
              reviewers: {users: [alice], teams: [core]}
              prevent_self_review: true
              secrets: [C]
            open: {}
        # not in a policy: the tags 'v*', which deploy, a pattern of environment 'prod: 'x''

        """), "\(policy.text)")
    try shop.folder.write(policy.output, to: "policy.yml")
    #expect(try await Self.valid(shop).status == 0)
    let drift = try await shop.run("drift", "--exact")
    #expect(drift.status == 0, "\(drift.text)\(drift.errors)")
  }

  @Test("What cannot be read is a comment, and the status says so")
  func partly() async throws {
    var world = GitHubWorld.Repository()
    world.branches = ["main"]
    let shop = try await Shop("  main: {}\n  gone: {}\n", world: world)
    let absent = try await shop.run("import")
    #expect(absent.status == 2, "\(absent.text)")
    #expect(absent.text.contains("\n  main:\n"), "\(absent.text)")
    #expect(absent.text.contains("# not in a policy: branch 'gone', which could not be read"))
    let hidden = try await Shop("  main: {}\n") { request, _ in
      request.path.hasSuffix("/actions/secrets") ? .answer(.refusal(403, "no")) : nil
    }
    let secrets = try await hidden.run("import")
    #expect(secrets.status == 2)
    #expect(secrets.text.contains("\n  main:\n"), "\(secrets.text)")
    #expect(secrets.text.contains("environments and secrets, which could not be read"))
  }

  @Test("A server that does not know the app of GitHub Actions has it told as a number")
  func noActions() async throws {
    var world = Self.protected()
    world.apps = [:]
    let shop = try await Shop("  main: {}\n", world: world)
    let policy = try await shop.run("import")
    #expect(policy.status == 0, "\(policy.errors)")
    #expect(policy.text.contains("'build' must come from app 15368"), "\(policy.text)")
  }

  @Test("A ruleset that is exported can be made at GitHub, and demands what the policy does")
  func exported() async throws {
    let shop = try await Shop(GitHubPlanTests.seeds[1])
    let ruleset = try await shop.run("export", "--ruleset", "--branch", "main")
    #expect(ruleset.status == 0, "\(ruleset.errors)")
    #expect(try shop.server.requests().isEmpty, "no app is named")
    try shop.folder.write(ruleset.output, to: "ruleset.json")
    let made = try await Program.run(
      "gh", ["api", "repos/acme/shop/rulesets", "--input", "ruleset.json"], in: shop.folder.path,
      changing: shop.server.variables)
    #expect(made.status == 0, "\(made.text)\(made.errors)")
    #expect(shop.server.world.repositories[0].rulesets.count == 1)
    let drift = try await shop.run("drift", "--branch", "main")
    // It binds everybody, and demands everything.
    #expect(drift.status == 0, "\(drift.text)")
  }

  @Test(
    "What a ruleset cannot demand is said, and kinds without a branch of their own have one too")
  func exportedKind() async throws {
    let shop = try await Shop(
      "  main: {restrict_pushes: {users: [bob]}}\n  story-*: {from: main, into: [main], require_signatures: true}\n"
    )
    let main = try await shop.run("export", "--ruleset", "--branch", "main")
    #expect(main.status == 1)
    #expect(main.errors.hasPrefix("not in the ruleset: restrict_pushes:"), "\(main.errors)")
    // Main is the default branch.
    let usual = try await shop.run("export", "--ruleset")
    #expect(usual.status == 1 && usual.text == main.text, "\(usual.text)\(usual.errors)")
    let story = try await shop.run("export", "--ruleset", "--branch", "story-*")
    #expect(story.status == 0)
    #expect(story.text.contains("\"refs/heads/story-*\""), "\(story.text)")
    #expect(try await shop.run("export", "--ruleset", "--branch", "gone").status == 64)
  }
}
