import FoundationEssentials
import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Reports

@Suite("SARIF")
struct SARIFReportTests {
  @Test("Every report keeps SARIF 2.1.0 and what GitHub demands")
  func valid() async throws {
    let documents = Samples.all.map { render($0.report, as: .sarif) }
    let errors = try await Documents.errors(in: documents, schema: sarifSchema)
    #expect(errors == [])
  }

  private struct Log: Decodable {
    struct Message: Decodable { var text: String }
    struct Rule: Decodable {
      var id: String
      var help: Message?
    }
    struct Driver: Decodable { var rules: [Rule] }
    struct Tool: Decodable { var driver: Driver }
    struct Suppression: Decodable { var kind, justification: String }
    struct File: Decodable { var uri: String }
    struct Physical: Decodable { var artifactLocation: File }
    struct Logical: Decodable { var fullyQualifiedName, kind: String }
    struct Location: Decodable {
      var physicalLocation: Physical
      var logicalLocations: [Logical]
    }
    struct Result: Decodable {
      var ruleId, level: String
      var ruleIndex: Int
      var message: Message
      var locations: [Location]
      var partialFingerprints: [String: String]
      var suppressions: [Suppression]
    }
    struct Notification: Decodable { var message: Message }
    struct Invocation: Decodable {
      var exitCode: Int
      var toolConfigurationNotifications, toolExecutionNotifications: [Notification]
    }
    struct Run: Decodable {
      var tool: Tool
      var invocations: [Invocation]
      var results: [Result]
    }
    var runs: [Run]
  }

  private func run(_ report: Report) throws -> Log.Run { try run(render(report, as: .sarif)) }

  private func run(_ document: String) throws -> Log.Run {
    let log = try JSONDecoder().decode(Log.self, from: Data(document.utf8))
    return try #require(log.runs.first)
  }

  @Test("Every rule of this version is described, and results point at theirs")
  func rules() throws {
    let judgements =
      Samples.broken.judgements + [
        Samples.judgement("rule-to-come", .broken([Samples.merge(7)]))
      ]
    let run = try run(Samples.report(judgements))
    let rules = run.tool.driver.rules
    #expect(rules.map(\.id) == RuleCatalog.all.map { $0.guide.id } + ["rule-to-come"])
    #expect(rules.dropLast().allSatisfy { $0.help?.text.isEmpty == false })
    #expect(run.results.count == 3)
    for result in run.results { #expect(rules[result.ruleIndex].id == result.ruleId) }
  }

  @Test("A result stands where GitHub shows it, and says what it is about")
  func places() throws {
    let results = try run(Samples.broken).results
    #expect(
      results.map { $0.locations[0].physicalLocation.artifactLocation.uri }
        == ["doc/l%C3%A4s%20mich.md", ".policy.yml"])
    #expect(
      results[1].locations[0].logicalLocations.map(\.fullyQualifiedName)
        == ["refs/heads/main", Samples.id(2).hex])
    #expect(
      results[1].message.text == """
        merges 2 parents (refs/heads/main at aaaaaaaaaaaa)
        help: make it linear: git rebase --onto \(Samples.id(1))
        """)
    var report = Samples.broken
    report.policy.source = ".github/policy.yml at refs/heads/main"
    #expect(
      try run(report).results[1].locations[0].physicalLocation.artifactLocation.uri
        == ".github/policy.yml")
  }

  @Test("Unknown is shown as an error, a waiver suppresses")
  func levels() throws {
    let unknown = try run(Samples.unknown)
    #expect(unknown.results.map(\.level) == ["error"])
    #expect(unknown.results[0].message.text.hasPrefix("cannot be judged: walk history: history"))
    #expect(unknown.invocations[0].exitCode == 2)
    let waived = try run(Samples.waived).results
    #expect(
      waived.map { $0.suppressions.map(\.justification) }
        == [["imported"], ["known since the baseline"]])
    #expect(try run(Samples.broken).results.allSatisfy(\.suppressions.isEmpty))
  }

  @Test("A fingerprint stays when the words change, and no two are alike")
  func fingerprints() throws {
    let results = try run(Samples.merges(1_000)).results
    let prints = results.map { $0.partialFingerprints["primaryLocationLineHash"] }
    #expect(Set(prints).count == 1_000)
    var reworded = Samples.merge(2)
    reworded.message = "merges two parents"
    let other = try run(
      Samples.report([Samples.judgement("linear-history", .broken([reworded, reworded]))])
    ).results
    let same = try run(Samples.merges(2)).results
    #expect(other[0].partialFingerprints == same[1].partialFingerprints)
    #expect(other[1].partialFingerprints != other[0].partialFingerprints)
    // From run to run of the program too.
    #expect(
      other[0].partialFingerprints == ["primaryLocationLineHash": "236d21b8ed3fe96b:1"])
  }

  @Test("What is off and noted is told, and a text makes no link")
  func notifications() throws {
    let invocation = try run(Samples.broken).invocations[0]
    #expect(
      invocation.toolConfigurationNotifications.map(\.message.text)
        == ["required-checks: the policy lists no source"])
    #expect(
      invocation.toolExecutionNotifications.map(\.message.text) == [
        "branch 'story-2' has no remote"
      ])
    #expect(try !run(Hostile.report).results.contains { $0.message.text.contains(/[^\\]\]\(/) })
  }

  @Test("Beyond what GitHub takes, errors go before warnings, and what is left out is said")
  func room() throws {
    #expect(SARIFReport.roomForResults == 25_000)
    let warnings = (1...25).map { Finding("old", at: Samples.id($0), help: "land it") }
    let report = Samples.report([
      Samples.judgement("branch-age", on: "refs/heads/a", level: .warning, .broken(warnings)),
      Samples.judgement("linear-history", .broken((1...20).map { Samples.merge($0) })),
    ])
    let run = try run(SARIFReport(report, room: 30).text)
    #expect(
      run.results.map(\.level) == Array(repeating: "warning", count: 10)
        + Array(repeating: "error", count: 20))
    #expect(
      run.invocations[0].toolExecutionNotifications.map(\.message.text)
        == ["left out 15 results (policy audit --format json lists them all)"])
  }
}
