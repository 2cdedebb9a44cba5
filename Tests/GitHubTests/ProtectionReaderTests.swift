import Reports
import TestSupport
import Testing

@testable import GitHub

/// What protects a branch is read whole, through the real gh, or not at all.
@Suite struct ProtectionReaderTests {
  private static let repository = GitHubRepository(host: "github.com", owner: "acme", name: "shop")

  private static func read(
    _ shop: GitHubWorld.Repository, _ branch: String = "main",
    fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
  ) throws -> Result<ProtectionState, GitHubFailure> {
    let asked = try AskedGitHub(GitHubWorld([shop]), fault: fault)
    let reader = ProtectionReader(asked.client, try #require(repository))
    return Result { () throws(GitHubFailure) in try reader.state(of: branch) }
  }

  @Test("A branch that nothing protects has no protection")
  func bare() throws {
    let state = try Self.read(.init()).get()
    #expect(state == ProtectionState(branch: "main", inOrganization: true))
  }

  @Test("Classic protection, what GraphQL alone tells, and rulesets come together")
  func whole() throws {
    var shop = GitHubWorld.Repository()
    shop.isOrganization = true
    shop.branches.insert("release/1.0 '$(x)'")
    var rule = ClassicRule("release/*")
    rule.enforceAdmins = true
    rule.forcePushers = .init(users: ["bob"], teams: ["core"], apps: ["deploy"])
    rule.deployments = ["production"]
    shop.rules = [rule]
    shop.rulesets = [
      StoredRuleset(4, "all", on: ["~ALL"], [.object(["type": .string("deletion")])]),
      StoredRuleset(
        3, "org", on: ["refs/heads/release/*"],
        [.object(["type": .string("required_signatures")])], organization: "acme"),
      StoredRuleset(2, "other", on: ["refs/heads/main"], [.object(["type": .string("deletion")])]),
      StoredRuleset(1, "off", on: ["refs/heads/release/**/*"], []),
    ]
    shop.rulesets[3].settings["enforcement"] = .string("disabled")
    let state = try Self.read(shop, "release/1.0 '$(x)'").get()
    #expect(state.classic?.enforceAdmins == true)
    #expect(
      state.rule
        == .init(
          "release/*", forcePushers: Actors(users: ["bob"], teams: ["core"], apps: ["deploy"]),
          requiresDeployments: true, deploymentEnvironments: ["production"]))
    #expect(state.rulesets.map(\.name) == ["off", "org", "all"])
    #expect(state.rulesets.map(\.source) == [.repository, .organization("acme"), .repository])
    #expect(state.losses.count == 3)
  }

  @Test("More rulesets and rules than a page has are all read")
  func pages() throws {
    var shop = GitHubWorld.Repository()
    shop.rulesets = (1...70).map { number in
      StoredRuleset(
        number, "r\(number)", on: ["refs/heads/main"],
        ["deletion", "creation"].map { .object(["type": .string($0)]) })
    }
    shop.rulesets += (71...120).map { StoredRuleset($0, "r\($0)", on: ["refs/heads/x"], []) }
    let state = try Self.read(shop).get()
    #expect(state.rulesets.compactMap(\.id) == Array(1...70))
  }

  @Test("A ruleset that acts and is in no list is read all the same")
  func unlisted() throws {
    var shop = GitHubWorld.Repository()
    shop.rulesets = [
      StoredRuleset(1, "r", on: ["refs/heads/main"], [.object(["type": .string("deletion")])])
    ]
    let state = try Self.read(shop) { request, _ in
      request.path.hasSuffix("/rulesets") ? .answer(HTTPReply(200, .array([]))) : nil
    }.get()
    #expect(state.rulesets.map(\.name) == ["r"])
  }

  @Test("A branch that does not exist is not taken for one without protection")
  func absent() throws {
    let failure = try #require(throws: GitHubFailure.self) { try Self.read(.init(), "gone").get() }
    #expect(failure.message == "github.com/acme/shop has no branch 'gone'")
  }

  @Test("A token that does not administer the repository cannot tell what protects it")
  func forbidden() throws {
    var shop = GitHubWorld.Repository()
    shop.isAdmin = false
    shop.rules = [ClassicRule("main")]
    let failure = try #require(throws: GitHubFailure.self) { try Self.read(shop).get() }
    #expect(failure.cause == .forbidden)
  }

  static let troubles: [(String, HTTPReply?, GitHubFailure.Cause)] = [
    ("/protection", .refusal(404, "Not Found"), .notFound),
    ("/protection", .refusal(404, "Branch not protected"), .malformed),
    ("/protection", HTTPReply(200, .object(["enforce_admins": .bool(true)])), .malformed),
    ("/protection", nil, .malformed), ("/rules/branches/main", nil, .malformed),
    ("/rules/branches/main", .refusal(500, "x"), .server),
    ("/rules/branches/main", HTTPReply(200, .object([:])), .malformed),
    ("/rulesets", .refusal(403, "Upgrade to GitHub Pro"), .forbidden),
    ("/rulesets/1", .refusal(404, "Not Found"), .notFound),
    ("/rulesets/1", HTTPReply(200, .object(["name": .string("x")])), .malformed),
    odd("pull_request", ["required_approving_review_count": .string("2")]),
    odd("pull_request", ["dismiss_stale_reviews_on_push": .int(1)]),
    odd("required_status_checks", ["required_status_checks": .string("build")]),
    odd("required_status_checks", ["required_status_checks": .array([.string("build")])]),
    odd(
      "required_status_checks",
      [
        "required_status_checks": .array([
          .object(["context": .string("build"), "integration_id": .string("1")])
        ])
      ]),
    odd("required_deployments", ["required_deployment_environments": .array([.int(1)])]),
    odd("merge_queue", ["grouping_strategy": .bool(true)]),
  ]

  /// A ruleset with a parameter that is none.
  private static func odd(
    _ type: String, _ parameters: [String: JSON]
  ) -> (String, HTTPReply?, GitHubFailure.Cause) {
    let rule = JSON.object(["type": .string(type), "parameters": .object(parameters)])
    let body = JSON.object([
      "name": .string("r"), "enforcement": .string("active"), "rules": .array([rule]),
    ])
    return ("/rulesets/1", HTTPReply(200, body), .malformed)
  }

  @Test("An actor of whom GitHub tells no name is somebody, and not nobody")
  func nameless() throws {
    var shop = GitHubWorld.Repository()
    shop.rules = [ClassicRule("main")]
    let body = """
      {"data": {"repository": {"isInOrganization": true, "defaultBranchRef": {"name": "main"},
       "mergeQueue": null, "ref": {"name": "main", "branchProtectionRule": {"pattern": "main",
       "requiresDeployments": false, "requiredDeploymentEnvironments": [],
       "bypassForcePushAllowances": {"nodes": [NODE], "pageInfo": {"hasNextPage": false}}}}}}}
      """
    for (node, actors) in [
      (#"{"actor": {"__typename": "Team", "slug": "core"}}"#, Actors(teams: ["core"])),
      (#"{"actor": {"__typename": "Team"}}"#, Actors(users: ["(unknown)"])),
      (#"{"actor": {"__typename": "Bot"}}"#, Actors(users: ["(unknown)"])),
      (#"{"actor": null}"#, Actors(users: ["(unknown)"])), ("null", Actors(users: ["(unknown)"])),
    ] {
      let answer = HTTPReply(200, body: Array(body.replacing("NODE", with: node).utf8))
      let state = try Self.read(shop) { request, _ in
        request.path.hasSuffix("/graphql") ? .answer(answer) : nil
      }.get()
      #expect(state.rule?.forcePushers == actors, "\(node)")
    }
  }

  @Test(
    "What cannot be read is unknown, never absent",
    arguments: ProtectionReaderTests.troubles.indices)
  func trouble(number: Int) throws {
    let (path, reply, cause) = Self.troubles[number]
    var shop = GitHubWorld.Repository()
    shop.rules = [ClassicRule("main")]
    shop.rulesets = [
      StoredRuleset(1, "r", on: ["refs/heads/main"], [.object(["type": .string("deletion")])])
    ]
    let failure = try #require(throws: GitHubFailure.self) {
      try Self.read(shop) { request, _ in
        guard request.path.hasSuffix(path) else { return nil }
        return reply.map { .answer($0) } ?? .half
      }.get()
    }
    #expect(failure.cause == cause, "\(failure.message)")
  }
}
