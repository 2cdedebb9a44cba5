import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

/// A repository that lived without a policy has thousands of branches of no kind.
@Suite struct ManyBranchesTests {
  @Test("However many branches have no kind, the history is asked as often as for one")
  func misnamed() throws {
    let asked = try [1, 40].map { count in
      let odd = (0..<count).map { "odd\($0) at A" }.joined(separator: "; ")
      let scenario = try Scenario(
        Drawing("A; develop at A; \(odd); audit odd0"), policy: Policy.storyFlow(changedBy: ""))
      let history = FailingHistory(scenario.history())
      let updates = scenario.branches.filter { $0.name.text.hasPrefix("odd") }.map {
        RefUpdate(.standing, of: $0.ref, branch: $0.name, from: nil, to: $0.tip)
      }
      let answers = Judge(rules: [BranchNameRule.self]).judge(
        updates, in: scenario.scene(in: history))
      #expect(answers.count == count)
      for answer in answers {
        guard case .broken = answer.verdict else {
          Issue.record("\(answer)")
          continue
        }
      }
      return history.asked
    }
    #expect(asked[0] == asked[1] && asked[0] > 0)
  }
}
