import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

/// Whom the owners in CODEOWNERS stand for, as GitHub tells.
@Suite struct PeopleTests {
  private static var world: GitHubWorld {
    var world = EvidenceTests.world { _ in }
    world.teams = ["acme/core": (0..<230).map { "user\($0)" }, "acme/empty": []]
    world.repositories[0].authors = [
      "bob@example.com": "bob", "bob@home.example": "bob", "nobody@example.com": nil,
    ]
    return world
  }

  @Test("The members of a team, page by page, and asked once")
  func team() throws {
    let asked = try AskedEvidence(Self.world)
    let people = try asked.evidence.people(behind: "@acme/core")
    #expect(people == (0..<230).map { "user\($0)" })
    #expect(try asked.calls == 3)
    #expect(try asked.evidence.people(behind: "@Acme/Core")?.count == 230)
    #expect(try asked.calls == 3)
    #expect(try asked.evidence.people(behind: "@acme/empty") == [])
  }

  @Test("Whose an address is, by the commits that GitHub holds to be an account's")
  func address() throws {
    let asked = try AskedEvidence(Self.world)
    #expect(try asked.evidence.people(behind: "Bob@home.example") == ["bob"])
    #expect(try asked.asked.server.requests().map(\.path) == ["/repos/acme/shop/commits"])
  }

  @Test(
    "What GitHub does not tell this token is unknown, with its cure, and nothing else is",
    arguments: [
      ("@acme/secret", "does not tell this token who is in '@acme/secret'", "read:org"),
      ("@other/core", "'@other/core' is no team of acme", "name a team of acme"),
      ("nobody@example.com", "whose the address 'nobody@example.com' is", "@LOGIN"),
      ("stranger@example.com", "whose the address 'stranger@example.com' is", "@LOGIN"),
    ])
  func unknown(owner: String, message: String, help: String) throws {
    let asked = try AskedEvidence(Self.world)
    let error = try #require(throws: GitError.self) {
      try asked.evidence.people(behind: owner)
    }
    #expect(error.cause == .noEvidence)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.help.contains(help), "\(error.help)")
    #expect(try asked.evidence.people(behind: "@acme/core")?.count == 230)
  }

  @Test(
    "Trouble on any page leaves it unknown: never half a team", arguments: FailureTests.troubles,
    [0, 1, 2])
  func troubles(_ trouble: FailureTests.Trouble, at number: Int) throws {
    let asked = try AskedEvidence(Self.world) { _, count in
      count >= number ? trouble.fault : nil
    }
    let error = try #require(throws: GitError.self) {
      try asked.evidence.people(behind: "@acme/core")
    }
    #expect(error.cause == .noEvidence)
    var help = [.forbidden, .notFound].contains(trouble.cause) ? "read:org" : trouble.help
    // What a query answers is no list.
    if case .answer(let reply) = trouble.fault, reply.status == 200 { help = "run policy again" }
    #expect(error.help.contains(help), "\(error.help)")
  }
}
