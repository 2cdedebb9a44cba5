import PolicyCore
import PolicyScenario
import Testing

@Suite struct FailClosedTests {
  @Test("A rule whose question goes unanswered never says kept", arguments: RuleExample.all)
  func stopsAnswering(example: RuleExample) throws {
    let scenario = try example.scenario()
    let whole = FailingHistory(scenario.history())
    let answer = scenario.answer(of: example.rule, over: whole)
    for limit in 0..<whole.asked {
      let failing = FailingHistory(scenario.history(), answering: limit)
      let partial = scenario.answer(of: example.rule, over: failing)
      switch partial {
      case .unknown: continue
      // What is broken stays broken, whatever else cannot be told.
      case .broken where partial == answer: continue
      default:
        Issue.record(
          "after \(limit) of \(whole.asked) answers: \(String(describing: partial))",
          sourceLocation: example.location)
      }
    }
  }

  @Test("A rule that asks history nothing is known to ask nothing")
  func silentRules() throws {
    var silent: [String] = []
    for rule in RuleCatalog.all {
      var asked = 0
      for example in RuleExample.all where example.rule == rule {
        let scenario = try example.scenario()
        let history = FailingHistory(scenario.history())
        _ = scenario.answer(of: rule, over: history)
        asked += history.asked
      }
      if asked == 0 { silent.append(rule.guide.id) }
    }
    #expect(
      silent == [
        "branch-name", "creation", "deletion", "restricted-push", "lock", "ref-collision",
      ])
  }

  @Test("A history that is cut anywhere gives the same answer or none", arguments: RuleExample.all)
  func cut(example: RuleExample) throws {
    let scenario = try example.scenario()
    let answer = scenario.answer(of: example.rule, over: scenario.history())
    for label in scenario.drawing.labels {
      let partial = scenario.answer(
        of: example.rule, over: scenario.history(cutting: label))
      if case .unknown = partial { continue }
      #expect(partial == answer, "cut at \(label)", sourceLocation: example.location)
    }
  }
}
