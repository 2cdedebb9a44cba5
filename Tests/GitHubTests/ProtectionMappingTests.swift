import Evidence
import Reports
import TestSupport
import Testing

@testable import GitHub

/// What GET shows can be put back, and nothing is lost on the way.
@Suite struct ProtectionMappingTests {
  private static let path = "repos/acme/shop/branches/main/protection"

  /// A GitHub whose `main` has a rule.
  private static func github(_ rule: ClassicRule?, organization: Bool) -> DirectGitHub {
    var shop = GitHubWorld.Repository()
    shop.isOrganization = organization
    shop.rules = [rule].compactMap { $0 }
    return DirectGitHub(GitHubWorld([shop]))
  }

  private static func protection(_ github: inout DirectGitHub) throws -> ClassicProtection {
    try ClassicProtection(AnswerValue(body: github.send("GET", path).body))
  }

  private static func change(organization: Bool) throws -> ClassicChange {
    ClassicChange(
      repository: try #require(GitHubRepository(host: "github.com", owner: "acme", name: "shop")),
      branch: "main", inOrganization: organization)
  }

  private static func make(_ call: GitHubCall, at github: inout DirectGitHub) -> HTTPReply {
    github.send(call.method.rawValue, call.path, body: call.body?.line ?? [])
  }

  @Test("GET, map, PUT, GET gives the same state, whatever stood there before", arguments: 0..<8)
  func roundTrip(part: UInt64) throws {
    for seed in (part * 500)..<(part * 500 + 500) {
      var numbers = GeneratedProtection(seed: seed)
      let (rule, other) = (numbers.rule("main"), numbers.rule("main"))
      let organization = numbers.isOrganization
      var source = Self.github(rule, organization: organization)
      let shown = try Self.protection(&source)
      let calls = try Self.change(organization: organization).calls(from: nil, to: shown)
      var place = Self.github(seed % 3 == 0 ? nil : other, organization: organization)
      for call in calls {
        let reply = Self.make(call, at: &place)
        try #require(reply.status == 200, "\(seed): \(String(decoding: reply.body, as: UTF8.self))")
      }
      if !rule.signatures, other.signatures, seed % 3 != 0 {
        _ = place.send("DELETE", "\(Self.path)/required_signatures")
      }
      try #require(try Self.protection(&place) == shown, "seed \(seed)")
      try #require(place.world.repositories[0].rules.map(\.normal) == [rule.normal], "seed \(seed)")
    }
  }

  @Test(
    "Any protection becomes any other, and is never weaker on the way than at both ends",
    arguments: 0..<8)
  func changes(part: UInt64) throws {
    for seed in (part * 250)..<(part * 250 + 250) {
      var numbers = GeneratedProtection(seed: seed &+ 1_000_000)
      let (rule, other) = (numbers.rule("main"), numbers.rule("main"))
      let organization = numbers.isOrganization
      var source = Self.github(other, organization: organization)
      let wanted = try Self.protection(&source)
      var place = Self.github(rule, organization: organization)
      let before = try Self.protection(&place)
      for call in try Self.change(organization: organization).calls(from: before, to: wanted) {
        let status = Self.make(call, at: &place).status
        try #require(status == 200 || status == 204, "seed \(seed): \(call.why)")
        let now = try Self.protection(&place)
        for control in Control.all {
          let value = control.classic(now)
          try #require(
            value.isAtLeast(control.classic(before)) || value.isAtLeast(control.classic(wanted)),
            "seed \(seed): \(control.key) is weaker after \(call.why)")
        }
      }
      try #require(try Self.protection(&place) == wanted, "seed \(seed)")
    }
  }

  @Test("A ruleset that is read can be put back over another one", arguments: 0..<4)
  func rulesets(part: UInt64) throws {
    for seed in (part * 250)..<(part * 250 + 250) {
      var numbers = GeneratedProtection(seed: seed)
      var shop = GitHubWorld.Repository()
      shop.rulesets = [numbers.ruleset(1)]
      let original = shop.rulesets[0]
      var github = DirectGitHub(GitHubWorld([shop]))
      let path = "repos/acme/shop/rulesets/1"
      let shown = try Ruleset(AnswerValue(body: github.send("GET", path).body))
      shop.rulesets = [numbers.ruleset(1)]
      github = DirectGitHub(GitHubWorld([shop]))
      let reply = github.send("PUT", path, body: JSONValue(shown.put).line)
      try #require(reply.status == 200, "\(String(decoding: reply.body, as: UTF8.self))")
      try #require(try Ruleset(AnswerValue(body: github.send("GET", path).body)) == shown)
      let settings = github.world.repositories[0].rulesets[0].settings
      try #require(
        settings["bypass_actors"]?.elements?.count
          == original.settings["bypass_actors"]?.elements?.count)
      try #require(
        Set(settings["rules"]?.elements ?? []) == Set(original.settings["rules"]?.elements ?? []))
    }
  }

  @Test("A state that is written down reads as the same state", arguments: 0..<4)
  func written(part: UInt64) throws {
    for seed in (part * 250)..<(part * 250 + 250) {
      var numbers = GeneratedProtection(seed: seed)
      var github = Self.github(numbers.rule("main"), organization: numbers.isOrganization)
      var state = ProtectionState(branch: "main", inOrganization: numbers.isOrganization)
      if seed % 5 != 0 { state.classic = try Self.protection(&github) }
      if seed % 2 == 0 {
        state.rule = .init(
          "ma*", forcePushers: Actors(users: ["bob"], apps: ["deploy"]), requiresDeployments: true,
          deploymentEnvironments: ["b", "a"])
      }
      var shop = GitHubWorld.Repository()
      shop.rulesets = [numbers.ruleset(1)]
      if seed % 3 == 0 { shop.rulesets[0].organization = "acme" }
      if seed % 7 == 0 { shop.isAdmin = false }
      github = DirectGitHub(GitHubWorld([shop]))
      let body = github.send("GET", "repos/acme/shop/rulesets/1").body
      state.rulesets = [try Ruleset(AnswerValue(body: body))]
      let line = state.written.line
      let read = try ProtectionState(written: try JSONReader.read(Array(line.utf8)))
      try #require(read == state, "seed \(seed)")
      try #require(read.written.line == line)
    }
  }

  @Test("A setting that this version does not know is told, and kept in what is written")
  func unknown() throws {
    var rule = ClassicRule("main")
    rule.newSetting = "required_moonlight"
    var github = Self.github(rule, organization: true)
    var state = ProtectionState(branch: "main", inOrganization: true)
    state.classic = try Self.protection(&github)
    #expect(state.losses == ["this version does not know the setting 'required_moonlight'"])
    #expect(try ProtectionState(written: state.written).losses == state.losses)
  }

  @Test(
    "What is no protection is said to be none, with its place",
    arguments: [
      ("[]", "it is not an object"),
      (#"{"enforce_admins": {}}"#, "'enforce_admins.enabled' is missing"),
      (#"{"enforce_admins": {"enabled": "yes"}}"#, "'enforce_admins.enabled' is not true or false"),
      (
        #"{"required_status_checks": {"strict": true, "checks": [{"app_id": 1}]}}"#,
        "'required_status_checks.checks[0].context' is missing"
      ),
      (#"{"a": 1, "a": 2}"#, "it is not JSON: a member stands twice at byte 9"),
      (#"{"restrictions": {"users": [7]}}"#, "'restrictions.users[0]' is not an object"),
    ])
  func malformed(body: String, message: String) {
    let flaw = #expect(throws: GitHubAnswer.Flaw.self) {
      try ClassicProtection(AnswerValue(body: Array(body.utf8)))
    }
    #expect(flaw?.message == message)
  }
}
