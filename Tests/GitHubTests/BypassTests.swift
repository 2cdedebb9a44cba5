import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

/// Who passes a branch's rulesets by, as GitHub tells.
@Suite struct BypassTests {
  private static let deletion = JSON.object(["type": .string("deletion")])

  private static func actor(_ type: String, _ id: Int?, _ mode: String?) -> JSON {
    var members: [String: JSON] = ["actor_type": .string(type)]
    if let id { members["actor_id"] = .int(id) }
    if let mode { members["bypass_mode"] = .string(mode) }
    return .object(members)
  }

  private static func actors(
    _ shop: GitHubWorld.Repository
  ) throws -> Result<[BypassActor]?, GitError> {
    let asked = try AskedGitHub(GitHubWorld([shop]))
    let main = try #require(BranchName("main"))
    let evidence = try asked.evidence()
    return Result { () throws(GitError) in try evidence.bypassActors(of: main) }
  }

  @Test("Every actor of every ruleset that acts on the branch is told, with its mode")
  func all() throws {
    var shop = GitHubWorld.Repository()
    shop.rulesets = [
      StoredRuleset(
        1, "main", on: ["~DEFAULT_BRANCH"], [Self.deletion],
        bypass: [
          Self.actor("RepositoryRole", 5, "always"), Self.actor("Team", 7, "pull_request"),
          Self.actor("Integration", 15, "exempt"),
        ]),
      StoredRuleset(
        2, "org", on: ["~ALL"], [Self.deletion],
        bypass: [
          Self.actor("DeployKey", nil, "always"), Self.actor("OrganizationAdmin", 1, "always"),
        ],
        organization: "acme"),
      StoredRuleset(
        3, "other", on: ["refs/heads/x"], [Self.deletion], bypass: [Self.actor("User", 1, "always")]
      ),
      StoredRuleset(
        4, "off", on: ["~ALL"], [Self.deletion], bypass: [Self.actor("User", 1, "always")]),
    ]
    shop.rulesets[3].settings["enforcement"] = .string("disabled")
    let told = try #require(try Self.actors(shop).get())
    #expect(
      told == [
        BypassActor("app 15", past: "ruleset 'main'", .exempt),
        BypassActor("the role admin", past: "ruleset 'main'", .always),
        BypassActor("team 7", past: "ruleset 'main'", .pullRequest),
        BypassActor("every deploy key", past: "ruleset 'org' of organization acme", .always),
        BypassActor(
          "every administrator of the organization", past: "ruleset 'org' of organization acme",
          .always),
      ])
  }

  @Test("Whom GitHub does not show is unknown, not nobody")
  func hidden() throws {
    var shop = GitHubWorld.Repository()
    shop.rulesets = [StoredRuleset(1, "main", on: ["~ALL"], [Self.deletion])]
    shop.rulesets[0].showsBypass = false
    let failure = try #require(throws: GitError.self) { try Self.actors(shop).get() }
    #expect(failure.message == "ruleset 'main' does not show who passes it by")
  }

  @Test("Who passes classic protection by is told too, and what a token cannot see is unknown")
  func classic() throws {
    var shop = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.reviews = .init()
    rule.reviews?.bypass = .init(users: ["bob"], apps: ["deploy"])
    rule.forcePushers = .init(teams: ["core"])
    shop.rules = [rule]
    let told = try #require(try Self.actors(shop).get())
    #expect(
      told == [
        BypassActor("every administrator", past: "classic protection", .always),
        BypassActor("user bob", past: "classic protection", .push),
        BypassActor("app deploy", past: "classic protection", .push),
        BypassActor("team core", past: "the ban on force pushes", .always),
      ])
    shop.rules[0] = ClassicRule("main")
    shop.rules[0].enforceAdmins = true
    #expect(try Self.actors(shop).get() == [])
    shop.isAdmin = false
    #expect(throws: GitError.self) { try Self.actors(shop).get() }
  }

  @Test("What this token is not shown of it leaves all other questions as they were")
  func apart() throws {
    var shop = GitHubWorld.Repository()
    shop.rulesets = [StoredRuleset(1, "main", on: ["~ALL"], [Self.deletion])]
    shop.rulesets[0].showsBypass = false
    let asked = try AskedGitHub(GitHubWorld([shop]))
    let main = try #require(BranchName("main"))
    let id = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
    let evidence = try asked.evidence()
    #expect(throws: GitError.self) { try evidence.bypassActors(of: main) }
    #expect(try evidence.checks(on: [EvidenceSubject(commit: id, tree: id)]) == [])
  }

  @Test("A branch without rulesets has nobody who passes them by")
  func none() throws { #expect(try Self.actors(.init()).get() == []) }
}
