import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

/// Evidence that cannot be read is unknown, whatever was asked: never nothing, never success.
@Suite struct EvidenceFailureTests {
  private enum Question: CaseIterable {
    case checks, deployments, pullRequest, numbered, landings

    /// Asks it of one commit; true where anything came back.
    func ask(_ evidence: GitHubEvidence) throws -> Bool {
      let subject = try EvidenceTests.subject(1)
      let develop = try #require(BranchName("develop"))
      return switch self {
      case .checks: try !evidence.checks(on: [subject]).isEmpty
      case .deployments: try !evidence.deployments(of: [subject]).isEmpty
      case .pullRequest: try evidence.pullRequest(from: subject.commit, into: develop) != nil
      case .numbered: try evidence.pullRequest(numbered: 7) != nil
      case .landings: try evidence.landings(on: develop, among: [subject.commit])?.isEmpty == false
      }
    }
  }

  /// A world in which every question has an answer.
  private static var world: GitHubWorld {
    var world = EvidenceTests.world { commit in
      commit.checkRuns = (0..<150).map { .init("run \($0)", "SUCCESS") }
      commit.deployments = [.init("production", [("SUCCESS", "2026-01-05T12:00:00Z")])]
    }
    world.repositories[0].pullRequests = [
      .init(7, into: "develop", from: ("story-1", EvidenceTests.id(1)))
    ]
    world.repositories[0].activity = [
      .init("push", "refs/heads/develop", from: EvidenceTests.id(2), to: EvidenceTests.id(1))
    ]
    return world
  }

  @Test("In this world every question has an answer")
  func answers() throws {
    for question in Question.allCases {
      #expect(try question.ask(AskedEvidence(Self.world).evidence), "\(question)")
    }
  }

  @Test(
    "Each trouble, at the first call and at a later one, leaves each question unanswered",
    arguments: FailureTests.troubles, [0, 1])
  func troubles(_ trouble: FailureTests.Trouble, at number: Int) throws {
    for question in Question.allCases {
      let asked = try AskedEvidence(Self.world) { _, count in count >= number ? trouble.fault : nil
      }
      // The list of activities is the one call that may be refused: nobody knows more then.
      let mayBeRefused = [.forbidden, .notFound].contains(trouble.cause)
      if number == 1, mayBeRefused, question == .landings || question == .pullRequest { continue }
      let error = try #require(throws: GitError.self, "\(question)") {
        try question.ask(asked.evidence)
      }
      #expect(error.cause == .noEvidence)
      #expect(error.help.contains(trouble.help), "\(error.help)")
      #expect(error.operation.contains("github.com/acme/shop"))
      // It is not asked again.
      let calls = try asked.calls
      #expect(throws: error) { try question.ask(asked.evidence) }
      #expect(try asked.calls == calls)
    }
  }

  @Test("A question that is too much for the server is asked in halves")
  func halves() throws {
    var repository = GitHubWorld.Repository()
    for number in 1...100 {
      var commit = GitHubWorld.Commit(tree: EvidenceTests.id(number))
      commit.checkRuns = [.init("build", "SUCCESS")]
      repository.commits[EvidenceTests.id(number)] = commit
    }
    let tooMuch: [HTTPReply] = [
      .problem(nil, "Something went wrong while executing your query on 2026"),
      .problem("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.", data: true),
    ]
    for reply in tooMuch {
      let asked = try AskedEvidence(GitHubWorld([repository])) { request, _ in
        let text = JSON(request.body)?["query"]?.text ?? ""
        return text.contains("c25:") ? .answer(reply) : nil
      }
      let subjects = try (1...100).map(EvidenceTests.subject)
      #expect(try asked.evidence.checks(on: subjects).count == 100)
      #expect(try asked.calls == 7)
    }
  }

  @Test(
    "An answer that is not what was asked for is none",
    arguments: [
      #"{"data": {"repository": null}}"#, #"{"data": null}"#, #"{"data": {"repository": {}}}"#,
      #"{"data": {"repository": {"c0": {"__typename": "Tree", "oid": "x"}}}}"#,
      #"{"data": {"repository": {"c0": {"__typename": "Commit", "oid": "x"}}}}"#,
      commit(oid: 2), commit(contexts: #"{"pageInfo": {"hasNextPage": false}, "nodes": [null]}"#),
      commit(contexts: #"{"pageInfo": {"hasNextPage": false}, "nodes": null}"#),
      commit(contexts: #"{"pageInfo": {"hasNextPage": true, "endCursor": null}, "nodes": []}"#),
      commit(contexts: "null"), commit(requests: "null"),
      commit(
        contexts: #"{"pageInfo": {"hasNextPage": false}, "nodes": [{"__typename": "Omen"}]}"#),
      commit(
        contexts: #"{"pageInfo": {"hasNextPage": false}, "nodes": [{"__typename": "CheckRun", "#
          + #""name": "a", "status": "COMPLETED", "checkSuite": {}}]}"#),
    ])
  func otherAnswers(_ body: String) throws {
    let asked = try AskedEvidence(Self.world) { _, _ in
      .answer(HTTPReply(200, body: Array(body.utf8)))
    }
    let error = try #require(throws: GitError.self) { try Question.checks.ask(asked.evidence) }
    #expect(error.cause == .noEvidence)
  }

  /// An answer for one commit.
  private static func commit(
    oid: Int = 1, contexts: String = #"{"pageInfo": {"hasNextPage": false}, "nodes": []}"#,
    requests: String = #"{"pageInfo": {"hasNextPage": false}, "nodes": []}"#
  ) -> String {
    let none = #"{"pageInfo": {"hasNextPage": false}, "nodes": []}"#
    return """
      {"data": {"repository": {"c0": {
        "__typename": "Commit", "id": "C", "oid": "\(EvidenceTests.id(oid))",
        "tree": {"oid": "\(EvidenceTests.id(9))"}, "parents": {"nodes": []},
        "statusCheckRollup": {"id": "S", "contexts": \(contexts)}, "checkSuites": \(none),
        "associatedPullRequests": \(requests), "deployments": \(none)
      }}}}
      """
  }

  @Test("The made answer is one where nothing is wrong with it")
  func madeAnswer() throws {
    let asked = try AskedEvidence(Self.world) { _, _ in
      .answer(HTTPReply(200, body: Array(Self.commit().utf8)))
    }
    #expect(try !Question.checks.ask(asked.evidence))
  }

  @Test("A cursor that leads back to itself has an end")
  func sameCursor() throws {
    let page = #"{"pageInfo": {"hasNextPage": true, "endCursor": "x"}, "nodes": []}"#
    let asked = try AskedEvidence(Self.world) { _, number in
      let body =
        number == 0
        ? Self.commit(contexts: page)
        : #"{"data": {"p0": {"contexts": "#
          + page + "}}}"
      return .answer(HTTPReply(200, body: Array(body.utf8)))
    }
    let error = try #require(throws: GitError.self) { try Question.checks.ask(asked.evidence) }
    #expect(error.message.contains("the pages of contexts have no end"))
    #expect(try asked.calls == 2)
  }
}
