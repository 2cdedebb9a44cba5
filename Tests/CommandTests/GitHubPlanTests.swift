import TestSupport
import Testing

/// Protection planned, applied and compared: the real policy, git and gh, and an emulated server.
@Suite struct GitHubPlanTests {
  /// A clone of `acme/shop` whose policy says something of its branches.
  struct Shop {
    let folder: TemporaryFolder
    let server: GitHubServer

    init(
      _ branches: String, more: String = "", world: GitHubWorld.Repository = .init(),
      fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
    ) async throws {
      folder = try TemporaryFolder()
      server = try GitHubServer(GitHubWorld([world]), fault: fault)
      try folder.write("version: 1\n\(more)branches:\n\(branches)".utf8, to: "policy.yml")
      try await Git.run(["init", "--quiet", "--initial-branch=main"], in: folder.path)
      try await Git.run(
        ["remote", "add", "origin", "https://alice:ghp_inTheAddress@github.com/acme/shop.git"],
        in: folder.path)
      try await Git.run(["commit", "--quiet", "--allow-empty", "-m", "Begin"], in: folder.path)
    }

    func run(_ arguments: String...) async throws -> ProgramOutput {
      let result = try await PolicyProgram.run(
        ["github"] + arguments + ["--policy", "policy.yml"], in: folder.path,
        changing: server.variables)
      #expect(!(result.text + result.errors).contains("ghp_"), "a token is shown")
      return result
    }

    /// Runs what the plan prints.
    func run(_ script: ProgramOutput, by shell: String) async throws -> ProgramOutput {
      try await Program.run(
        shell, [], in: folder.path, input: script.output, changing: server.variables)
    }

    func rule(_ branch: String = "main") -> ClassicRule? {
      server.world.repositories.first?.rules.first { $0.pattern == branch }
    }
  }

  /// The protection of the two documents that the project comes from.
  static let seeds = [
    SeedPolicies.protection,
    """
      main:
        required_status_checks: [build, test]
        require_up_to_date: true
        required_reviews: 1
        dismiss_stale_reviews: true
        require_linear_history: true
        enforce_admins: true

    """,
  ]

  @Test(
    "The plan of a seed is a script that every shell runs, and after it nothing differs",
    arguments: [0, 1], ["bash classic", "dash classic", "bash rulesets", "dash rulesets"])
  func seed(number: Int, way: String) async throws {
    let words = way.split(separator: " ").map(String.init)
    let (shell, target) = (words[0], words[1])
    let shop = try await Shop(Self.seeds[number], more: "github: {protection: \(target)}\n")
    let drift = try await shop.run("drift")
    #expect(drift.status == 1, "\(drift.text)\(drift.errors)")
    let plan = try await shop.run("plan")
    #expect(plan.status == 0, "\(plan.text)\(plan.errors)")
    let run = try await shop.run(plan, by: shell)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    let after = try await shop.run("drift")
    #expect(after.status == 0, "\(after.text)\(after.errors)")
    let exact = try await shop.run("drift", "--exact")
    #expect(exact.status == 0, "\(exact.text)\(exact.errors)")
    let nothing = try await shop.run("plan", "--exact")
    #expect(!nothing.text.contains("gh "), "\(nothing.text)")
    guard target == "classic", number == 0 else { return }
    let main = try #require(shop.rule())
    #expect(main.checks?.list.count == 6)
    #expect(main.checks?.list.allSatisfy { $0.app == nil } == true, "a check was pinned to an app")
    #expect(main.reviews?.count == 1)
    #expect(main.restrictions == nil)
    #expect(main.flags.isEmpty)
  }

  @Test("A branch of no kind is told which kinds there are", arguments: ["plan", "export"])
  func noKind(command: String) async throws {
    let shop = try await Shop("  main: {}\n  story-*: {from: main, into: [main]}\n")
    let told = try await shop.run(
      command, "--branch", "nope", command == "export" ? "--ruleset" : "--exact")
    #expect(told.status == 64)
    #expect(
      told.errors.contains("help: name a branch of one of its kinds: main, story-*"),
      "\(told.errors)")
  }

  @Test(
    "What the policy does not ask is left as it is; --exact takes it back",
    arguments: [false, true])
  func stricter(exact: Bool) async throws {
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(strict: true, [.init("build", 77), .init("other")])
    rule.reviews = .init()
    rule.reviews?.count = 2
    rule.reviews?.dismissal = .init(users: ["bob"])
    rule.reviews?.bypass = .init(apps: ["deploy"])
    rule.restrictions = .init(teams: ["core"])
    rule.flags = ["required_linear_history", "block_creations"]
    rule.enforceAdmins = true
    rule.signatures = true
    world.rules = [rule]
    let shop = try await Shop(
      "  main: {required_reviews: 1, required_status_checks: [build, test], require_conversation_resolution: true}\n",
      world: world)
    let applied = try await (exact ? shop.run("apply", "--exact") : shop.run("apply"))
    #expect(applied.status == 0, "\(applied.text)\(applied.errors)")
    let now = try #require(shop.rule())
    // Neither has a key in the policy.
    #expect(now.reviews?.dismissal == .init(users: ["bob"]))
    #expect(now.restrictions == .init(teams: ["core"]))
    #expect(now.flags.contains("required_conversation_resolution"))
    #expect(now.reviews?.bypass == .init())
    if exact {
      #expect(now.checks == .init(strict: false, [.init("build"), .init("test")]))
      #expect(now.reviews?.count == 1)
      #expect(!now.enforceAdmins)
      #expect(!now.signatures)
      #expect(now.flags == ["required_conversation_resolution"])
    } else {
      #expect(
        now.checks == .init(strict: true, [.init("build", 77), .init("other"), .init("test")]))
      #expect(now.reviews?.count == 2)
      #expect(now.enforceAdmins)
      #expect(now.signatures)
      #expect(now.flags.contains("required_linear_history"))
    }
  }

  @Test(
    "Any branch's name is quoted for the shell", arguments: ["bash", "dash"],
    [
      "release/1.0", "a%2Fb", "it's", "$(>pwned)", "`>pwned`", "\"x\"", "a;>pwned", "{owner}",
      "a&b|c>d", "é\u{202E}x", "#1", "!x", "a'$(>pwned)'b",
    ])
  func quoting(shell: String, branch: String) async throws {
    var world = GitHubWorld.Repository()
    world.branches = [branch]
    let context = "it's $(touch pwned) `touch pwned`\\nJSON\\n\\\"x"
    let shop = try await Shop(
      "  main: {}\n  \"**/*\": {from: main, into: [main], required_status_checks: [\"\(context)\"]}\n",
      world: world)
    let plan = try await shop.run("plan", "--branch", branch)
    #expect(plan.status == 0, "\(plan.text)\(plan.errors)")
    let run = try await shop.run(plan, by: shell)
    #expect(run.status == 0, "\(plan.text)\(run.text)\(run.errors)")
    #expect(shop.folder.read("pwned") == nil, "the shell ran a part of the plan")
    #expect(
      shop.rule(branch)?.checks?.list.map(\.context) == [
        "it's $(touch pwned) `touch pwned`\nJSON\n\"x"
      ])
    #expect(try await shop.run("drift", "--branch", branch).status == 0)
  }

  @Test("A rule for a pattern is not touched: a call over REST would put another one before it")
  func pattern() async throws {
    var world = GitHubWorld.Repository()
    world.rules = [ClassicRule("m*")]
    let shop = try await Shop("  main: {required_reviews: 1}\n", world: world)
    let result = try await shop.run("apply")
    #expect(result.status == 1)
    #expect(result.text.contains("the protection of 'main' is the pattern 'm*'"), "\(result.text)")
    #expect(shop.server.world.repositories[0].rules == world.rules)
  }

  @Test("A setting that only GraphQL tells, or that nobody knows yet, is not lost by a PUT")
  func losses() async throws {
    let changes: [(inout ClassicRule) -> Void] = [
      { $0.forcePushers = .init(users: ["bob"]) }, { $0.deployments = ["production"] },
      { $0.newSetting = "required_moonlight" },
    ]
    for change in changes {
      var world = GitHubWorld.Repository()
      var rule = ClassicRule("main")
      change(&rule)
      world.rules = [rule]
      let shop = try await Shop("  main: {require_linear_history: true}\n", world: world)
      let result = try await shop.run("apply")
      #expect(result.status == 1, "\(result.text)")
      #expect(shop.server.world.repositories[0].rules == world.rules)
    }
  }

  @Test("What a ruleset demands already is not asked of classic protection too")
  func covered() async throws {
    var world = GitHubWorld.Repository()
    world.rulesets = [
      StoredRuleset(
        1, "org", on: ["~DEFAULT_BRANCH"],
        ["required_linear_history", "deletion", "non_fast_forward"].map {
          .object(["type": .string($0)])
        }, organization: "acme")
    ]
    let shop = try await Shop("  main: {require_linear_history: true}\n", world: world)
    let drift = try await shop.run("drift")
    #expect(drift.status == 0, "\(drift.text)\(drift.errors)")
    world.rulesets[0].change(
      .object([
        "bypass_actors": .array([
          .object(["actor_type": .string("OrganizationAdmin"), "actor_id": .int(1)])
        ])
      ]))
    let loose = try await Shop(
      "  main: {require_linear_history: true, enforce_admins: true}\n", world: world)
    let result = try await loose.run("drift")
    #expect(result.status == 1)
    #expect(
      result.text.contains("ruleset 'org' of organization acme does not count"), "\(result.text)")
  }

  @Test("A call that GitHub accepts and does not do is found out")
  func pretence() async throws {
    let shop = try await Shop("  main: {required_reviews: 1}\n") { request, _ in
      request.method == "PUT" ? .pretence : nil
    }
    let result = try await shop.run("apply")
    #expect(result.status == 1, "\(result.text)\(result.errors)")
    #expect(result.text.contains("required_reviews: 0, wanted 1"), "\(result.text)")
  }

  @Test("A call that fails ends it, and says what was done")
  func failing() async throws {
    let shop = try await Shop("  main: {required_reviews: 1, require_signatures: true}\n") {
      request, _ in
      request.path.hasSuffix("required_signatures") ? .answer(.refusal(500, "x")) : nil
    }
    let result = try await shop.run("apply")
    #expect(result.status == 69, "\(result.text)\(result.errors)")
    #expect(
      result.errors.contains(
        "1 of 2 calls were made, one more may have been made, and 0 were not tried"),
      "\(result.errors)")
  }

  @Test(
    "What GitHub does not tell is unknown, and nothing is changed",
    arguments: ["plan", "apply", "drift"])
  func unknown(verb: String) async throws {
    var world = GitHubWorld.Repository()
    world.isAdmin = false
    let shop = try await Shop("  main: {required_reviews: 1}\n", world: world)
    let result = try await shop.run(verb)
    #expect(result.status == 2, "\(result.text)\(result.errors)")
    #expect(result.errors.hasPrefix("unknown: read the protection of 'main'"), "\(result.errors)")
    #expect(try shop.server.requests().allSatisfy { $0.method == "GET" || $0.path == "/graphql" })
  }

  @Test("An app that a policy names is looked up, and pins the check")
  func apps() async throws {
    let shop = try await Shop(
      "  main: {required_status_checks: [{context: build, app: ci}, test]}\n")
    #expect(try await shop.run("apply").status == 0)
    #expect(shop.rule()?.checks?.list == [.init("build", 77), .init("test")])
    let gone = try await Shop("  main: {required_status_checks: [{context: build, app: gone}]}\n")
    #expect(try await gone.run("plan").status == 2)
  }

  @Test(
    "In a repository of a person nobody can be named, and the policy's other wishes are planned")
  func person() async throws {
    var world = GitHubWorld.Repository()
    world.isOrganization = false
    let shop = try await Shop(
      "  main: {required_reviews: 1, restrict_pushes: {users: [bob]}}\n", world: world)
    let plan = try await shop.run("plan")
    #expect(plan.status == 1)
    #expect(plan.text.contains("only a repository of an organization can name"), "\(plan.text)")
    let applied = try await shop.run("apply")
    #expect(applied.status == 0, "\(applied.text)")
    #expect(applied.text.contains("restrict_pushes: nobody, wanted user bob"), "\(applied.text)")
    #expect(shop.rule()?.reviews?.count == 1)
  }

  @Test("A branch that the policy does not know is no subject")
  func stranger() async throws {
    let shop = try await Shop("  main: {}\n")
    #expect(try await shop.run("plan", "--branch", "elsewhere").status == 64)
  }

  static let environments = """
    github:
      secrets: [CODECOV_TOKEN]
      environments:
        staging: {branches: [develop, 'story-*'], secrets: [STAGING_GOOGLE_PROJECT_ID]}
        production:
          branches: [main]
          wait_timer: 5
          reviewers: {users: [alice], teams: [core]}
          prevent_self_review: true
          secrets: [PROD_GOOGLE_PROJECT_ID]

    """

  @Test("Environments are made as the seeds have them, and secrets are asked for by name")
  func environment() async throws {
    var world = GitHubWorld.Repository()
    var staging = StoredEnvironment("staging")
    staging.wait = 30
    staging.branchPolicy = "custom_branch_policies"
    staging.patterns = [1: "main", 2: "develop"]
    world.environments = [staging]
    let shop = try await Shop("  main: {}\n", more: Self.environments, world: world)
    let plan = try await shop.run("plan")
    #expect(plan.status == 1, "\(plan.text)\(plan.errors)")
    #expect(plan.text.contains("secret CODECOV_TOKEN of the repository is missing: gh secret set"))
    let run = try await shop.run(plan, by: "dash")
    #expect(run.status == 0, "\(run.errors)")
    let made = shop.server.world.repositories[0].environments
    #expect(made.map(\.name) == ["staging", "production"])
    #expect(made[0].wait == 30)
    #expect(Set(made[0].patterns.values) == ["develop", "story-*"])
    #expect(made[1].wait == 5)
    #expect(made[1].preventsSelfReview)
    #expect(Set(made[1].reviewers) == [.init("User", 1), .init("Team", 11)])
    #expect(Array(made[1].patterns.values) == ["main"])
    shop.server.change { world in
      world.repositories[0].secrets = ["CODECOV_TOKEN"]
      world.repositories[0].environments[0].secrets = ["STAGING_GOOGLE_PROJECT_ID"]
      world.repositories[0].environments[1].secrets = ["PROD_GOOGLE_PROJECT_ID"]
    }
    _ = try await shop.run("apply")
    let drift = try await shop.run("drift")
    #expect(drift.status == 0, "\(drift.text)\(drift.errors)")
  }

  @Test("The plan in JSON keeps its schema, and has the calls of the script")
  func json() async throws {
    let schema = try SourceTree.text(of: "schemas/github-plan-1.json")
    for more in ["", "github: {protection: rulesets}\n", Self.environments] {
      let shop = try await Shop(Self.seeds[0], more: more)
      let plan = try await shop.run("plan", "--format", "json")
      #expect(try await Documents.errors(in: [plan.text], schema: schema) == [], "\(plan.text)")
      let calls = try #require(JSON(plan.output)?["calls"]?.elements)
      let script = try await shop.run("plan").text
      #expect(calls.count == script.split(separator: "--method").count - 1)
      for call in calls {
        #expect(script.contains(try #require(call["path"]?.text)))
      }
    }
  }

  @Test("The plan for a pull request is Markdown in which nothing is live")
  func markdown() async throws {
    let shop = try await Shop(
      "  main: {required_status_checks: [\"```</table>@acme [x](y) | `z` <img src=x>\"]}\n")
    let plan = try await shop.run("plan", "--format", "markdown")
    #expect(plan.status == 0)
    #expect(
      plan.text.contains(
        "| required&#95;status&#95;checks | none | &#96;&#96;&#96;&#60;/table&#62;&#64;&#8203;acme "
          + "&#91;x&#93;(y) &#124; &#96;z&#96; &#60;img src=x&#62; | weaker |"
      ), "\(plan.text)")
    #expect(plan.text.contains("\n````sh\n"), "\(plan.text)")
    #expect(plan.text.contains("\n- the policy is "), "\(plan.text)")
  }
}
