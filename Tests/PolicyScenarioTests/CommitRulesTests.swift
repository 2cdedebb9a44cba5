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

  @Test("What one kind asks of a commit is not asked of it on another's branch", arguments: [0, 1])
  func ofKinds(first: Int) throws {
    let scenario = try Scenario(
      Drawing("A; B after A; main at A; develop at A; push main: A -> B"),
      policy: Policy.storyFlow(
        changedBy: """
          commits: {author_email: '@'}
          branches:
            main: {commit_author_email_pattern: '@example[.]org$', commit_message_pattern: x}
          """))
    let push = scenario.update
    let develop = try #require(RefName("refs/heads/develop"))
    let updates = [
      push, RefUpdate(.push, of: develop, branch: develop.branch, from: push.old, to: push.new),
    ]
    let scene = Scene(
      policy: scenario.policy, history: scenario.history(), branches: scenario.branches,
      updates: updates, now: scenario.now)
    let judgements = Judge(rules: [AuthorEmail.self, CommitMessageRule.self]).judge(
      [updates[first], updates[1 - first]], in: scene)
    let broken = judgements.filter { $0.verdict != .kept }
    #expect(judgements.count == 3)
    #expect(broken.map(\.rule) == ["author-email", "commit-message"])
    #expect(broken.allSatisfy { $0.update == push })
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
