import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

@Suite struct StoredTests {
  @Test("A repository that git built is judged as its drawing is", arguments: RuleExample.all)
  func examples(example: RuleExample) async throws {
    let scenario = try example.example.scenario()
    let stored = try await StoredScenario(scenario)
    // In a bare one, cures are told for a clone of it.
    try stored.makeWorkTree()
    let history = try stored.history()
    let drawn = scenario.judgement(of: example.rule, over: scenario.history())
    let read = scenario.judgement(of: example.rule, over: history)
    #expect(
      scenario.inDrawingOrder(read?.verdict) == scenario.inDrawingOrder(drawn?.verdict),
      "stored, then drawn", sourceLocation: example.location)
    expectSameAnswers(from: history, in: scenario, example.location)
  }

  @Test("A repository answers as its drawing does", arguments: FastImportTests.drawings)
  func answers(drawing: String) async throws {
    let drawing = try Drawing(drawing)
    let label = try #require(drawing.labels.last)
    let update = drawing.update == nil ? "; push target: nothing -> \(label)" : ""
    let scenario = try Scenario(
      Drawing(drawing.text + update), policy: Policy.storyFlow(changedBy: ""))
    let stored = try await StoredScenario(scenario)
    expectSameAnswers(from: try stored.history(), in: scenario, #_sourceLocation)
  }

  @Test(
    "A clone that ends early answers as its drawing does",
    arguments: [
      "A; B after A; C after B; main at C; shallow at B; audit main",
      "A; B after A; C after A; M after B, C; main at M; shallow at B; audit main",
      "A; B after A; C after B; main at C; missing B; audit main",
      "A; B after A; C after A; M after B, C; N after M; main at N; missing C; audit main",
      "A; B after A; C after A; M after B, C; N after M; main at N; missing B; audit main",
      "A; B after A; main at B; missing B; audit main",
      "A; B after A; main at B; single-branch; origin/main at A; tag v1 at A; audit main",
    ])
  func incomplete(drawing: String) async throws {
    let scenario = try Scenario(Drawing(drawing), policy: Policy.storyFlow(changedBy: ""))
    let stored = try await StoredScenario(scenario)
    expectSameAnswers(from: try stored.history(), in: scenario, #_sourceLocation)
    for rule in RuleCatalog.all {
      #expect(
        scenario.answer(of: rule, over: try stored.history())
          == scenario.answer(of: rule, over: scenario.history()))
    }
  }

  /// Asks both histories every question about every commit.
  private func expectSameAnswers(
    from stored: any History, in scenario: Scenario, _ location: SourceLocation
  ) {
    let drawn = scenario.history()
    let (mine, theirs) = (
      AllAnswers(of: drawn, about: scenario), AllAnswers(of: stored, about: scenario)
    )
    for (question, answer) in mine.answers {
      #expect(theirs.answers[question] == answer, "\(question)", sourceLocation: location)
    }
    #expect(theirs.patches == mine.patches, sourceLocation: location)
  }
}

extension Scenario {
  /// A verdict whose findings stand in the order of the drawing: histories order what no parent
  /// orders as they read it.
  fileprivate func inDrawingOrder(_ verdict: Verdict?) -> Verdict? {
    guard case .broken(let findings) = verdict else { return verdict }
    return .broken(Console(scenario: self).inDrawingOrder(findings))
  }
}
