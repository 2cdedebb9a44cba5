import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

/// What the rules of single commits ask of history.
@Suite struct CommitRulesTests {
  private static let drawing = "A; B after A; C after B; main at A; push main: A -> C"

  private func asked(_ rules: [any Rule.Type], _ demands: String) throws -> Int {
    let scenario = try Scenario(Drawing(Self.drawing), policy: Policy.storyFlow(changedBy: demands))
    let history = FailingHistory(scenario.history())
    _ = Judge(rules: rules).judge([scenario.update], in: scenario.scene(in: history))
    return history.asked
  }

  @Test("Each commit is read once, whatever the number of rules, and not at all without a demand")
  func once() throws {
    let one = try asked([AuthorEmail.self], "commits: {author_email: '@'}")
    let all = try asked(
      RuleCatalog.ofCommits.map { $0 },
      """
      commits:
        {author_email: '@', author_name: ' ', committer_email: '@', subject_max: 72, issue: '[A-Z]',
         trailers: [{key: X, pattern: y}], max_future: 10m, signed_off: true}
      rules: {required-trailers: warning, sign-off: warning}
      """)
    #expect(one > 0)
    #expect(all == one)
    #expect(try asked(RuleCatalog.ofCommits.map { $0 }, "") == 0)
  }
}
