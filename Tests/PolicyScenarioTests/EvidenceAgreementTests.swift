import FoundationEssentials
import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

/// What the rules say of drawn evidence, the real program says of the same evidence in a file.
@Suite struct EvidenceAgreementTests {
  /// The examples whose evidence a file can hold: no pull requests, claims, workflows or silence.
  static let cases: [AgreementTests.Case] = RuleExample.all.compactMap { example in
    guard let scenario = try? example.scenario() else { return nil }
    let evidence = scenario.drawing.evidence
    let witnesses =
      evidence.results.map(\.witness) + evidence.reviews.map(\.witness)
      + evidence.deployments.map(\.witness)
    // A merge queue's landing has a head, and a pending result is no result for a file.
    guard !scenario.policy.evidence.isEmpty, evidence.requests.isEmpty,
      evidence.silence == nil, witnesses.allSatisfy({ $0.doubt == nil }),
      !evidence.results.contains(where: { $0.conclusion == .pending || $0.series != nil }),
      scenario.drawing.missing.isEmpty,
      // Gates are told by signed notes: GateEvidenceTests.
      example.rule != QualityGate.self,
      // No file tells of protection, nor who passes rules by: DriftTests, BypassTests.
      example.rule != BypassActors.self, example.rule != ProtectionDrift.self,
      scenario.update.moment != .landing || scenario.update.head == nil
    else { return nil }
    return AgreementTests.Case(example: example, scenario: scenario)
  }

  @Test("An audit says of evidence in a file what the drawing says", arguments: Self.cases)
  func audit(_ example: AgreementTests.Case) async throws {
    let scenario = example.scenario
    let stored = try await StoredScenario(scenario)
    let folder = try TemporaryFolder()
    try folder.write(try Self.file(of: scenario).utf8, to: "evidence.json")
    let source = "evidence: [{file: \(folder.path)/evidence.json}]"
    let policy = example.example.example.policy
      .replacing("evidence: [github]", with: source).replacing("evidence: [notes]", with: source)
    try folder.write("\(policy)\nversion: 1\nextends: story-flow\n".utf8, to: "example.yml")
    let update = scenario.update
    let branch = update.branch?.text ?? ""
    var subject = ["--branch", branch]
    var changes: [String: String?] = [:]
    if let head = update.head, let old = update.old, let new = update.new {
      subject = ["--base", "\(branch):\(old)", "--head", "\(head.branch):\(new)"]
    } else if update.moment == .landing, let old = update.old, let new = update.new {
      let event = "{\"ref\": \"\(update.ref)\", \"before\": \"\(old)\", \"after\": \"\(new)\"}"
      try folder.write(event.utf8, to: "event.json")
      subject = []
      changes = [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": folder.path + "/event.json",
      ]
    }
    let answer = try await PolicyProgram.run(
      [
        "audit", "--now", "\(scenario.now)", "--format", "text", "--policy",
        folder.path + "/example.yml",
      ]
        + subject,
      in: stored.repository.path, changing: changes)
    let told = Set(
      (answer.errors + answer.text).split(separator: "\n").compactMap { line -> String? in
        guard line.hasPrefix("error[") || line.hasPrefix("unknown[") else { return nil }
        return line.split(separator: "[").last?.split(separator: "]").first.map(String.init)
      })
    #expect(
      answer.status == example.status, "\(answer.text)\(answer.errors)",
      sourceLocation: example.example.location)
    #expect(
      told == example.stopping, "\(answer.text)\(answer.errors)",
      sourceLocation: example.example.location)
  }

  @Test("There are examples of each rule and each moment")
  func coverage() {
    #expect(
      Set(Self.cases.map { $0.example.rule.guide.id }).isSuperset(of: [
        "required-checks", "required-deployments", "required-reviews",
      ]))
    #expect(
      Set(Self.cases.map(\.scenario.update.moment)) == [.pullRequest, .landing, .standing])
  }

  /// The drawn evidence as the source `file` has it.
  private static func file(of scenario: Scenario) throws -> String {
    let history = scenario.history()
    let subjects = try scenario.drawing.labels.compactMap { scenario.id(of: $0) }.map { id in
      EvidenceSubject(commit: id, tree: try history.commit(id).tree)
    }
    let checks = try scenario.source.checks(on: subjects).map { result in
      object([
        ("commit", result.commit.hex), ("context", result.context), ("app", result.app),
        ("form", result.form == .check ? nil : result.form.rawValue),
        ("tree", result.source == "notes" ? result.tree?.hex : nil),
        ("conclusion", result.conclusion.rawValue), ("completed_at", result.at.map(moment)),
      ])
    }
    let reviews = try scenario.source.reviews(of: subjects).map { review in
      object([
        ("commit", review.commit?.hex), ("reviewer", review.reviewer),
        ("state", review.state.rawValue), ("submitted_at", review.at.map(moment)),
      ])
    }
    let deployments = try scenario.source.deployments(of: subjects).map { deployment in
      object([
        ("commit", deployment.commit.hex), ("environment", deployment.environment),
        ("state", deployment.isSuccess ? "success" : "failure"),
        ("updated_at", deployment.at.map(moment)),
      ])
    }
    let landings = scenario.drawing.evidence.landings.map { landing in
      object([
        ("branch", landing.branch.text), ("old", landing.old.flatMap(scenario.id)?.hex),
        ("new", scenario.id(of: landing.new)?.hex), ("at", landing.seconds.map(moment)),
        ("actor", landing.actor),
      ])
    }
    var members = ["\"version\": 1"]
    for (name, items) in [
      ("checks", checks), ("reviews", reviews), ("deployments", deployments),
      ("landings", landings),
    ] where name != "landings" || !items.isEmpty {
      members.append("\"\(name)\": [\(items.joined(separator: ", "))]")
    }
    return "{\(members.joined(separator: ", "))}"
  }

  private static func object(_ members: [(String, String?)]) -> String {
    let told = members.compactMap { name, value in value.map { "\"\(name)\": \"\($0)\"" } }
    return "{\(told.joined(separator: ", "))}"
  }

  private static func moment(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }
}
