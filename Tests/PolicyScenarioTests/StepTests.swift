import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

/// Long work says that it goes on: before each rule, and in the midst of one.
@Suite struct StepTests {
  @Test("One branch that owes much takes many steps")
  func steps() async throws {
    let debts = (1...20).map { "H\($0) after \($0 == 1 ? "A" : "H\($0 - 1)")" }
    let scenario = try Scenario(
      Drawing(
        "A; D after A; \(debts.joined(separator: "; ")); main at H20; develop at D; now day 40; "
          + "audit main"),
      policy: Policy.storyFlow(changedBy: ""))
    let stored = try await StoredScenario(scenario)
    defer { withExtendedLifetime(stored) {} }
    let history = try stored.history()
    var steps: [Int] = []
    let judgements = Judge(rules: [BackMerge.self]).judge(
      [scenario.update], in: scenario.scene(in: history)
    ) { steps.append($0) }
    #expect(judgements.count == 1)
    #expect(steps.count > 20 && steps.allSatisfy { $0 == 0 })
    let isOver = history.onStep == nil
    #expect(isOver)
  }
}
