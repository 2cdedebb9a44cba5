import GitModel
import Hooks
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

/// The same policy gives the same verdict in a client's hook, in a server's and in an audit, with
/// the real program.
@Suite struct AgreementTests {
  /// An example with what all rules together say of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let example: RuleExample
    let scenario: Scenario
    var testDescription: String { example.testDescription }

    /// What every rule says over the drawing, by the judge that all places share.
    var judgements: [Judgement] {
      Judge().judge([scenario.update], in: scenario.scene(in: scenario.history()))
    }

    /// The rules that stop the update.
    var stopping: Set<String> { Set(judgements.filter(\.blocks).map(\.rule)) }

    /// The exit status that it ends with.
    var status: Int {
      judgements.contains { $0.blocks && $0.verdict.isBroken }
        ? 1 : judgements.contains(where: \.blocks) ? 2 : 0
    }

    /// Whether the update names a commit whose object is not there.
    var isUntold: Bool {
      let ends = [scenario.update.old, scenario.update.new].compactMap { $0 }
      return scenario.drawing.missing.contains { ends.contains(scenario.id(of: $0) ?? .zero) }
    }

    static func all(at moments: Moment...) throws -> [Case] {
      try RuleExample.all.compactMap { example in
        let scenario = try example.scenario()
        // What is drawn of evidence and of overrides, no repository holds: OverrideTests.
        guard scenario.policy.evidence.isEmpty, !scenario.drawing.ledger.isDrawn else { return nil }
        // A repository tells of gates by signed notes, which no drawing makes: GateEvidenceTests.
        guard example.rule != QualityGate.self else { return nil }
        // A drawn signature is none: ServerSignaturesTests, CommitSignaturesTests, TagSignaturesTests.
        guard example.rule != SignedCommits.self,
          example.rule != TagSigned.self || !scenario.drawing.text.contains(" signed ")
        else { return nil }
        return moments.contains(scenario.update.moment)
          ? Case(example: example, scenario: scenario) : nil
      }
    }
  }

  @Test("A server's hook says what the drawing says", arguments: try Case.all(at: .push))
  func server(_ example: Case) async throws {
    // A server has no remote whose branches could stand for its own.
    guard !example.scenario.drawing.text.contains("origin/") else { return }
    let stored = try await PolicedRepository(example)
    let answer = try await stored.hook(.preReceive)
    expect(answer, example)
  }

  @Test("A client's hook says what the drawing says", arguments: try Case.all(at: .push))
  func client(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    try await stored.trackItself()
    let answer = try await stored.hook(.prePush)
    expect(answer, example)
  }

  @Test("An audit says what the drawing says", arguments: try Case.all(at: .push))
  func audit(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    let update = example.scenario.update
    let answer = try await stored.audit([
      "--ref", update.ref.text, "--range", "\(update.old.text)..\(update.new.text)",
    ])
    if example.isUntold {
      // A range without its ends is no range: nothing is judged.
      #expect(answer.status == 2, "\(answer.errors)", sourceLocation: example.example.location)
    } else {
      expect(answer, example)
    }
  }

  @Test(
    "An audit of what stands, asks to land or landed says what the drawing says",
    arguments: try Case.all(at: .standing, .pullRequest, .landing))
  func audits(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    let update = example.scenario.update
    let branch = update.branch?.text ?? ""
    switch update.moment {
    case .standing:
      let refs = example.scenario.drawing.refs
      if refs.contains(where: { $0.name.hasPrefix("refs/remotes/") }) { try stored.nameRemote() }
      let tag = update.branch == nil ? update.ref.text : nil
      expect(
        try await stored.audit(tag.map { ["--tag", $0] } ?? ["--branch", branch]), example)
    case .pullRequest:
      let head = try #require(update.head)
      let sides = [
        "--base", "\(branch):\(update.old.text)", "--head", "\(head.branch):\(update.new.text)",
      ]
      expect(try await stored.audit(sides + (head.isFork ? ["--fork"] : [])), example)
    default: expect(try await stored.auditAsPushed(), example)
    }
  }

  @Test("Git commits what the drawing says may be committed", arguments: try Case.all(at: .commit))
  func commits(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    let answer = try await stored.commit()
    #expect((answer.status == 0) == (example.status == 0), "\(answer.errors)")
    for rule in example.stopping { #expect(answer.errors.contains("[\(rule)]: ")) }
  }

  @Test("Git moves what the drawing says may be moved", arguments: try Case.all(at: .refChange))
  func moves(_ example: Case) async throws {
    for isServer in [false, true] {
      // A server has been asked by the push whether the branch may be made.
      if isServer, example.stopping == ["creation"] { continue }
      let stored = try await PolicedRepository(example)
      try stored.install(.referenceTransaction)
      let answer = try await stored.move(onServer: isServer)
      #expect((answer.status == 0) == (example.status == 0), "\(answer.errors)")
      #expect(try await stored.hasMoved() == (example.status == 0), "\(answer.errors)")
      for rule in example.stopping { #expect(answer.errors.contains("[\(rule)]: ")) }
    }
  }

  @Test("Git pushes what the drawing says may be pushed", arguments: try Case.all(at: .push))
  func pushes(_ example: Case) async throws {
    let drawing = example.scenario.drawing
    // What git cannot push: there is nothing to send.
    guard drawing.missing.isEmpty, drawing.shallow.isEmpty, !drawing.isSingleBranch,
      !drawing.text.contains("origin/")
    else { return }
    let server = try await PolicedRepository(example)
    try server.install(.preReceive)
    let client = try await PolicedRepository(example)
    try client.install(.prePush)
    try await client.track(server)
    for (side, arguments) in [("client", []), ("server", ["--no-verify"])] {
      let answer = try await client.push(arguments)
      #expect((answer.status == 0) == (example.status == 0), "\(side): \(answer.errors)")
      #expect(
        try await server.hasMoved() == (example.status == 0), "\(side): \(answer.errors)")
      // What a client let through has moved: there is nothing left to push.
      guard example.status != 0 else { break }
      let shown = example.stopping.filter { answer.errors.contains("[\($0)]: ") }
      #expect(shown.count == min(example.stopping.count, 3), "\(side): \(answer.errors)")
    }
  }

  private func expect(_ answer: ProgramOutput, _ example: Case) {
    #expect(
      answer.status == example.status, "\(answer.errors)", sourceLocation: example.example.location)
    let told = Set(
      (answer.errors + answer.text).split(separator: "\n").compactMap { line -> String? in
        guard line.hasPrefix("error[") || line.hasPrefix("unknown[") else { return nil }
        return line.split(separator: "[").dropFirst().first.flatMap {
          $0.split(separator: "]").first.map(String.init)
        }
      })
    let stopping = example.stopping
    // A hook tells the first three.
    let isWhole = stopping.count <= 3 || !answer.text.isEmpty
    #expect(
      isWhole ? told == stopping : told.count == 3 && told.isSubset(of: stopping),
      "\(stopping), \(answer.errors)\(answer.text)", sourceLocation: example.example.location)
  }
}

extension Verdict {
  fileprivate var isBroken: Bool { if case .broken = self { true } else { false } }
}
