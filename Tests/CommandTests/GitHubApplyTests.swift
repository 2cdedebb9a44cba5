import TestSupport
import Testing

/// What `policy github apply` makes, takes back and leaves alone: the real policy and gh.
@Suite struct GitHubApplyTests {
  private typealias Shop = GitHubPlanTests.Shop
  private typealias Drift = GitHubDriftTests

  private static func pullRequest(_ more: [String: JSON] = [:]) -> JSON {
    Drift.rule(
      "pull_request",
      [
        "dismiss_stale_reviews_on_push": .bool(false), "require_code_owner_review": .bool(false),
        "require_last_push_approval": .bool(false), "required_approving_review_count": .int(1),
        "required_review_thread_resolution": .bool(false),
      ].merging(more) { $1 })
  }

  private static func own(_ rules: [JSON], on refs: [String]) -> StoredRuleset {
    StoredRuleset(1, "policy: main", on: refs, rules)
  }

  @Test("Strict is asked for beside a check, and without one it is said that it cannot be")
  func upToDate() async throws {
    for target in ["classic", "rulesets"] {
      let more = "github: {protection: \(target)}\n"
      let bare = try await Shop("  main: {require_up_to_date: true}\n", more: more)
      let result = try await bare.run("apply")
      #expect(result.status == 1, "\(result.text)\(result.errors)")
      #expect(result.text.contains("GitHub heeds it only where a check is required too"))
      #expect(bare.rule()?.checks == nil)
      var world = GitHubWorld.Repository()
      world.rulesets = [Drift.ruleset(Drift.basics + [Drift.checks(["build"])])]
      let shop = try await Shop(
        "  main: {require_up_to_date: true, required_status_checks: [build]}\n", more: more,
        world: world)
      let applied = try await shop.run("apply")
      #expect(applied.status == 0, "\(applied.text)\(applied.errors)")
      if target == "classic" {
        #expect(shop.rule()?.checks == .init(strict: true, [.init("build")]))
      }
    }
  }

  @Test("Creations are blocked in rulesets; classic protection says that it cannot")
  func creations() async throws {
    let classic = try await Shop("  main: {block_creations: true}\n")
    let result = try await classic.run("apply")
    #expect(result.status == 1)
    #expect(result.text.contains("keep it in rulesets"), "\(result.text)")
    #expect(classic.rule()?.flags == [])
    let rulesets = try await Shop("  main: {block_creations: true}\n", more: Drift.rulesets)
    #expect(try await rulesets.run("apply").status == 0)
  }

  @Test("What has no key in a policy is not taken back with what has one")
  func keyless() async throws {
    var classic = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.reviews = .init()
    rule.reviews?.dismissal = .init(users: ["bob"])
    classic.rules = [rule]
    let shop = try await Shop("  main: {require_linear_history: true}\n", world: classic)
    let result = try await shop.run("apply", "--exact")
    #expect(result.status == 1, "\(result.text)\(result.errors)")
    #expect(result.text.contains("a policy has no key for who may dismiss reviews"))
    #expect(shop.rule()?.reviews?.dismissal == .init(users: ["bob"]))
    #expect(shop.rule()?.reviews?.count == 0)
    var world = GitHubWorld.Repository()
    for (methods, isKept) in [(["squash"], true), (["merge", "squash", "rebase"], false)] {
      let rules = [
        Self.pullRequest(["allowed_merge_methods": .array(methods.map { .string($0) })])
      ]
      world.rulesets = [Self.own(Drift.basics + rules, on: ["refs/heads/main"])]
      let rulesets = try await Shop("  main: {}\n", more: Drift.rulesets, world: world)
      let result = try await rulesets.run("apply", "--exact")
      #expect(result.status == (isKept ? 1 : 0), "\(result.text)\(result.errors)")
      #expect(result.text.contains("a policy has no key for allowed_merge_methods") == isKept)
      let now = try #require(rulesets.server.world.repositories[0].rulesets.first)
      let text = String(decoding: JSON.object(now.settings).bytes, as: UTF8.self)
      #expect(text.contains("allowed_merge_methods") == isKept, "\(text)")
    }
  }

  @Test("The own ruleset stays about all that it is about", arguments: [false, true])
  func conditions(exact: Bool) async throws {
    var world = GitHubWorld.Repository()
    world.rulesets = [
      Self.own(
        Drift.basics + [Drift.rule("required_signatures")],
        on: ["refs/heads/main", "refs/heads/release/*"])
    ]
    let shop = try await Shop(
      "  main: {require_linear_history: true}\n", more: Drift.rulesets, world: world)
    let result = try await (exact ? shop.run("apply", "--exact") : shop.run("apply"))
    #expect(result.status == (exact ? 1 : 0), "\(result.text)\(result.errors)")
    #expect(result.text.contains("is about other branches, too") == exact)
    let now = shop.server.world.repositories[0].rulesets[0].settings
    #expect(
      now["conditions"]?["ref_name"]?["include"]
        == .array([.string("refs/heads/main"), .string("refs/heads/release/*")]))
    #expect(now["rules"]?.elements?.count == 4)
  }

  @Test("An own ruleset that does not act is found by its name, and made to act")
  func idle() async throws {
    var excluded = Self.own(Drift.linear, on: ["refs/heads/*"])
    excluded.settings["conditions"] = .object([
      "ref_name": .object([
        "include": .array([.string("refs/heads/*")]), "exclude": .array([.string("refs/heads/m*")]),
      ])
    ])
    let cases: [(StoredRuleset, Int)] = [
      (Self.own([], on: ["refs/heads/main"]), 0), (Self.own([], on: ["refs/heads/other"]), 0),
      (Self.own(Drift.linear, on: ["refs/heads/other"]), 0), (Self.own([], on: []), 0),
      (excluded, 1),
    ]
    for (ruleset, status) in cases {
      var world = GitHubWorld.Repository()
      world.rulesets = [ruleset]
      let shop = try await Shop(
        "  main: {require_linear_history: true}\n", more: Drift.rulesets, world: world)
      let result = try await shop.run("apply")
      #expect(result.status == status, "\(result.text)\(result.errors)")
      #expect(shop.server.world.repositories[0].rulesets.count == 1)
      #expect(result.text.contains("excludes the branch") == (status == 1))
    }
  }

  @Test("An own ruleset that others pass by binds them again")
  func ownBypass() async throws {
    var world = GitHubWorld.Repository()
    var own = Self.own(Drift.linear, on: ["refs/heads/main"])
    own.settings["bypass_actors"] = .array([
      Drift.actor("RepositoryRole", 5), Drift.actor("Team", 11),
    ])
    world.rulesets = [own]
    let shop = try await Shop(
      "  main: {require_linear_history: true}\n", more: Drift.rulesets, world: world)
    #expect(try await shop.run("drift").status == 1)
    let result = try await shop.run("apply")
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    let now = shop.server.world.repositories[0].rulesets[0].settings
    #expect(now["bypass_actors"] == .array([Drift.actor("RepositoryRole", 5)]))
  }

  @Test("Whom the policy lets push is not locked out by the reviews that it asks for")
  func pushers() async throws {
    for team in ["core", "acme/core"] {
      var world = GitHubWorld.Repository()
      var rule = ClassicRule("main")
      rule.restrictions = .init(teams: ["core"])
      world.rules = [rule]
      let shop = try await Shop(
        "  main: {required_reviews: 1, restrict_pushes: {teams: [\(team)]}}\n", world: world)
      let result = try await shop.run("apply")
      #expect(result.status == 0, "\(result.text)\(result.errors)")
      #expect(shop.rule()?.reviews?.bypass == .init(teams: ["core"]))
      #expect(shop.rule()?.restrictions == .init(teams: ["core"]))
    }
    // A ruleset asks for a pull request already, of everybody.
    var world = GitHubWorld.Repository()
    world.rules = [ClassicRule("main")]
    world.rulesets = [Drift.ruleset(Drift.basics + [Self.pullRequest()])]
    let shop = try await Shop(
      "  main: {required_reviews: 2, restrict_pushes: {teams: [core]}}\n", world: world)
    #expect(try await shop.run("apply").status == 0)
    #expect(shop.rule()?.reviews?.bypass == .init(teams: ["core"]))
  }

  @Test("A merge queue that REST does not tell is not lost by a PUT")
  func mergeQueue() async throws {
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.hasMergeQueue = true
    world.rules = [rule]
    let shop = try await Shop("  main: {require_linear_history: true}\n", world: world)
    let result = try await shop.run("apply")
    #expect(result.status == 1, "\(result.text)\(result.errors)")
    #expect(result.text.contains("REST does not tell of the merge queue"), "\(result.text)")
    #expect(shop.rule()?.hasMergeQueue == true)
    // A ruleset's queue is no queue of classic protection.
    world.rules[0].hasMergeQueue = false
    world.rulesets = [
      Drift.ruleset([
        Drift.rule(
          "merge_queue",
          [
            "check_response_timeout_minutes": .int(60), "grouping_strategy": .string("ALLGREEN"),
            "max_entries_to_build": .int(5), "max_entries_to_merge": .int(5),
            "merge_method": .string("MERGE"), "min_entries_to_merge": .int(1),
            "min_entries_to_merge_wait_minutes": .int(5),
          ])
      ])
    ]
    let other = try await Shop("  main: {require_linear_history: true}\n", world: world)
    #expect(try await other.run("apply").status == 0)
  }

  @Test(
    "A merge queue that is made merges as the policy says",
    arguments: [
      ("", "", "MERGE"), ("merge_methods: [rebase, squash]\n", "", "REBASE"),
      ("merge_methods: [squash]\n", "", "SQUASH"),
      ("", ", require_linear_history: true", "SQUASH"),
    ])
  func mergeMethod(methods: String, more: String, method: String) async throws {
    let shop = try await Shop(
      "  main: {require_merge_queue: true\(more)}\n", more: Drift.rulesets + methods)
    let result = try await shop.run("apply")
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    let rules = shop.server.world.repositories[0].rulesets.first?.settings["rules"]?.elements ?? []
    let queue = try #require(rules.first { $0["type"] == .string("merge_queue") })
    #expect(queue["parameters"]?["merge_method"] == .string(method))
  }

  @Test("A locked branch follows its upstream where the policy says so", arguments: [true, false])
  func forkSyncing(allowed: Bool) async throws {
    for target in ["classic", "rulesets"] {
      let shop = try await Shop(
        "  main: {lock_branch: true, allow_fork_syncing: \(allowed)}\n",
        more: "github: {protection: \(target)}\n")
      #expect(try await shop.run("apply").status == 0)
      let exact = try await shop.run("drift", "--exact")
      #expect(exact.status == 0, "\(exact.text)")
      guard target == "classic" else { continue }
      #expect(
        shop.rule()?.flags == (allowed ? ["lock_branch", "allow_fork_syncing"] : ["lock_branch"]))
    }
  }

  @Test("--exact takes back what an environment has and the policy does not ask")
  func exactEnvironment() async throws {
    var world = GitHubWorld.Repository()
    var prod = StoredEnvironment("prod")
    prod.wait = 30
    prod.reviewers = [.init("User", 1)]
    prod.preventsSelfReview = true
    prod.branchPolicy = "custom_branch_policies"
    prod.patterns = [1: "main", 2: "v*"]
    prod.tagPatterns = [2]
    world.environments = [prod]
    world.rules = [ClassicRule("main")]
    let more = "github: {environments: {prod: {wait_timer: 5, branches: [main]}}}\n"
    let shop = try await Shop("  main: {}\n", more: more, world: world)
    let drift = try await shop.run("drift")
    #expect(drift.status == 0, "\(drift.text)\(drift.errors)")
    #expect(drift.text.contains("wait_timer: 30, wanted 5, which is stricter, and kept"))
    let exact = try await shop.run("drift", "--exact")
    #expect(exact.status == 1, "\(exact.text)")
    for key in ["wait_timer", "reviewers", "prevent_self_review"] {
      #expect(exact.text.contains("environment 'prod': \(key):"), "\(exact.text)")
    }
    let applied = try await shop.run("apply", "--exact")
    #expect(applied.status == 0, "\(applied.text)\(applied.errors)")
    let now = shop.server.world.repositories[0].environments[0]
    #expect(now.wait == 5)
    #expect(now.reviewers.isEmpty)
    #expect(!now.preventsSelfReview)
    #expect(now.patterns == [1: "main", 2: "v*"])
    let open = try await Shop(
      "  main: {}\n", more: "github: {environments: {prod: {}}}\n", world: world)
    #expect(try await open.run("apply", "--exact").status == 0)
    #expect(open.server.world.repositories[0].environments[0].branchPolicy == nil)
  }

  @Test("A call whose answer is lost may have been made, and what stands is shown")
  func lostAnswer() async throws {
    let shop = try await Shop("  main: {required_reviews: 1, require_signatures: true}\n") {
      request, _ in request.method == "PUT" ? .half : nil
    }
    let result = try await shop.run("apply")
    #expect(result.status == 2 || result.status == 69, "\(result.text)\(result.errors)")
    #expect(
      result.errors.contains("0 of 2 calls were made, one more may have been made, and 1 were not"),
      "\(result.errors)")
    #expect(result.text.contains("main: "), "\(result.text)")
  }

  @Test("A token that does not look like one is not shown either")
  func token() async throws {
    let token = String(repeating: "0123456789", count: 4)
    for name in ["GH_TOKEN", "GITHUB_TOKEN"] {
      let shop = try await Shop("  main: {}\n") { _, _ in
        .answer(.refusal(403, "token \(token) may not"))
      }
      var variables = shop.server.variables
      variables["GH_TOKEN"] = .some(nil)
      variables[name] = token
      let result = try await PolicyProgram.run(
        ["github", "drift", "--policy", "policy.yml"], in: shop.folder.path, changing: variables)
      #expect(result.status == 2, "\(result.errors)")
      #expect(result.errors.contains("token *** may not"), "\(result.errors)")
      #expect(!(result.text + result.errors).contains(token))
    }
  }

  @Test("Who may not administer the repository is told what could")
  func administration() async throws {
    let shop = try await Shop("  main: {}\n") { request, _ in
      request.path.hasSuffix("/protection")
        ? .answer(.refusal(403, "Resource not accessible by integration")) : nil
    }
    let result = try await shop.run("drift")
    #expect(result.status == 2)
    #expect(result.errors.contains("the token of GitHub Actions never may"), "\(result.errors)")
  }
}
