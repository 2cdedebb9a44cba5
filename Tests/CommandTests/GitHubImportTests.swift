import TestSupport
import Testing

/// Policies from what is live, rulesets from policies, and other names for checks.
@Suite struct GitHubImportTests {
  private typealias Shop = GitHubPlanTests.Shop

  private static let controls = 18

  private static func protected() -> GitHubWorld.Repository {
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
            allow_force_pushes: false
            allow_deletions: true
            # not in a policy: 'z' must come from app 77, whose name GitHub does not tell
            # not in a policy: apps that need no pull request: deploy
            # not in a policy: who may dismiss reviews: user bob
            # not in a policy: the rule 'commit_message_pattern' of ruleset 'org' of organization acme

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
    // Classic protection alone says that administrators are bound.
    #expect(drift.text.contains("enforce_admins: false, wanted true"), "\(drift.text)")
    #expect(drift.text.contains("1 of "), "\(drift.text)")
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
    let story = try await shop.run("export", "--ruleset", "--branch", "story-*")
    #expect(story.status == 0)
    #expect(story.text.contains("\"refs/heads/story-*\""), "\(story.text)")
    #expect(try await shop.run("export", "--ruleset", "--branch", "gone").status == 64)
  }

  @Test("A check is renamed once no open pull request would wait for the new name")
  func renamed() async throws {
    let heads = (1...3).map { String(repeating: "\($0)", count: 40) }
    var world = Self.protected()
    for (number, head) in heads.enumerated() {
      world.commits[head] = .init(tree: String(repeating: "b", count: 40))
      world.pullRequests.append(
        .init(number + 7, into: number == 2 ? "develop" : "main", from: ("s", head)))
    }
    world.commits[heads[0]]?.checkRuns = [.init("build 2", "FAILURE"), .init("build", "SUCCESS")]
    world.commits[heads[1]]?.checkRuns = [.init("build", "SUCCESS")]
    let shop = try await Shop("  main: {}\n", world: world)
    let early = try await shop.run("rename-check", "build", "build 2")
    #expect(early.status == 1, "\(early.text)\(early.errors)")
    #expect(early.text.contains("1 of 2 open pull requests have no 'build 2'"), "\(early.text)")
    #expect(early.text.contains("would wait for ever: #8"), "\(early.text)")
    #expect(!early.text.contains("--method"), "\(early.text)")
    shop.server.change {
      $0.repositories[0].commits[heads[1]]?.checkRuns.append(.init("build 2", nil))
    }
    let ready = try await shop.run("rename-check", "build", "build 2")
    #expect(ready.status == 0, "\(ready.text)\(ready.errors)")
    let run = try await shop.run(ready, by: "dash")
    #expect(run.status == 0, "\(run.errors)")
    let checks = try #require(shop.rule()?.checks)
    #expect(checks.strict)
    #expect(
      Set(checks.list) == [.init("build 2", 15_368), .init("test \"x\"\n- [y]"), .init("z", 77)])
    let none = try await shop.run("rename-check", "build", "build 2")
    #expect(none.text == "# nothing requires 'build'\n")
  }

  @Test("A check that an organization requires is renamed there")
  func organization() async throws {
    var world = GitHubWorld.Repository()
    let parameters = JSON.object([
      "required_status_checks": .array([.object(["context": .string("build")])]),
      "strict_required_status_checks_policy": .bool(false),
    ])
    world.rulesets = [
      StoredRuleset(
        1, "org", on: ["~ALL"],
        [.object(["type": .string("required_status_checks"), "parameters": parameters])],
        organization: "acme")
    ]
    let shop = try await Shop("  main: {}\n", world: world)
    let result = try await shop.run("rename-check", "build", "test")
    #expect(result.status == 1)
    #expect(result.text.contains("is not the repository's: change it there"), "\(result.text)")
  }
}
