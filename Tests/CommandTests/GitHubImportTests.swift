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
    #expect(none.text.hasSuffix("# nothing requires 'build'\n"), "\(none.text)")
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

  @Test("A new name that another app reports is none for a check that is pinned")
  func pinned() async throws {
    let head = String(repeating: "1", count: 40)
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(strict: false, [.init("build", 77)])
    world.rules = [rule]
    world.pullRequests = [.init(7, into: "main", from: ("s", head))]
    world.commits[head] = .init(tree: String(repeating: "b", count: 40))
    world.commits[head]?.checkRuns = [.init("test", "SUCCESS")]
    let shop = try await Shop("  main: {}\n", world: world)
    let other = try await shop.run("rename-check", "build", "test")
    #expect(other.status == 1, "\(other.text)\(other.errors)")
    #expect(other.text.contains("1 of 1 open pull requests have no 'test' by app 77"))
    shop.server.change {
      $0.repositories[0].commits[head]?.checkRuns.append(.init("test", "SUCCESS", app: "ci"))
    }
    #expect(try await shop.run("rename-check", "build", "test").status == 0)
  }

  @Test("Nothing is said of what was not looked at")
  func unseen() async throws {
    let policy =
      "  main: {}\n  story-*: {from: main, into: [main], required_status_checks: [build]}\n"
    let shop = try await Shop(policy)
    let result = try await shop.run("rename-check", "build", "test")
    #expect(result.status == 2, "\(result.text)\(result.errors)")
    #expect(result.text.contains("kind 'story-*' of the policy requires 'build'"))
    #expect(!result.text.contains("# nothing requires"), "\(result.text)")
    var world = GitHubWorld.Repository()
    world.branches.insert("story-1")
    let seen = try await Shop(policy, world: world)
    let one = try await seen.run("rename-check", "build", "test", "--branch", "story-1")
    #expect(one.status == 0, "\(one.text)\(one.errors)")
    #expect(one.text.contains("the policy requires 'build' on 'story-*', and GitHub does not"))
  }

  @Test("More open pull requests than twenty pages hold are all looked at")
  func many() async throws {
    let head = String(repeating: "1", count: 40)
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(strict: false, [.init("build")])
    world.rules = [rule]
    world.pullRequests = (1...2_050).map { .init($0, into: "main", from: ("s", head)) }
    world.commits[head] = .init(tree: String(repeating: "b", count: 40))
    let shop = try await Shop("  main: {}\n", world: world)
    let result = try await shop.run("rename-check", "build", "test")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.text.contains("2050 of 2050 open pull requests"), "\(result.errors)")
  }

  private static let hostile = [
    "it's", "$(>pwned)", "`>pwned`", "a;>pwned", "{owner}", "a b", "é\u{202E}x", "x'$(>pwned)'y",
  ]

  @Test(
    "Any name of a check is quoted for the shell", arguments: ["bash", "dash"], hostile)
  func quotedCheck(shell: String, name: String) async throws {
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(strict: true, [.init("old " + name), .init("z", 77)])
    world.rules = [rule]
    let shop = try await Shop("  main: {}\n", world: world)
    let plan = try await shop.run("rename-check", "old " + name, name)
    #expect(plan.status == 0, "\(plan.text)\(plan.errors)")
    let run = try await shop.run(plan, by: shell)
    #expect(run.status == 0, "\(plan.text)\(run.errors)")
    #expect(shop.folder.read("pwned") == nil, "the shell ran a part of the plan")
    #expect(Set(shop.rule()?.checks?.list ?? []) == [.init(name), .init("z", 77)])
  }

  @Test(
    "Any name of an environment is quoted for the shell", arguments: ["bash", "dash"], hostile)
  func quotedEnvironment(shell: String, name: String) async throws {
    let quoted = name.replacing("\u{202E}", with: "\\u202E")
    var world = GitHubWorld.Repository()
    world.rules = [ClassicRule("main")]
    let shop = try await Shop(
      "  main: {}\n",
      more:
        "github: {environments: {\"\(quoted)\": {branches: [\"\(quoted)\"], secrets: [TOKEN]}}}\n",
      world: world)
    let plan = try await shop.run("plan")
    #expect(plan.status == 1, "\(plan.text)\(plan.errors)")
    let run = try await shop.run(plan, by: shell)
    #expect(run.status == 0, "\(plan.text)\(run.errors)")
    #expect(shop.folder.read("pwned") == nil, "the shell ran a part of the plan")
    #expect(shop.server.world.repositories[0].environments.map(\.name) == [name])
    let made = try #require(shop.server.world.repositories[0].environments.first)
    #expect(made.patterns == [1: name])
    // The command that is shown means this environment and nothing else.
    guard !name.contains("\u{202E}") else { return }
    let line = try #require(plan.text.split(separator: "\n").first { $0.contains("gh secret set") })
    let command = try #require(line.split(separator: ": ", maxSplits: 9).last)
    let words = try await Program.run(
      shell, ["-c", "gh() { printf '%s|' \"$@\"; }; \(command)"], in: shop.folder.path)
    #expect(words.text.contains("|--env|\(name)|--repo|"), "\(words.text)")
    #expect(shop.folder.read("pwned") == nil)
  }
}
