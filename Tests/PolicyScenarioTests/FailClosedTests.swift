import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

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
        // How a branch is protected, and who may pass rules by, is asked of the forge alone.
        "deletion", "ref-namespace", "tag-immutable", "protection-drift", "bypass-actors",
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

  /// The rules that compare with the branches at hand and claim nothing of others, and why.
  static let askOnlyWhatIsHere = [
    "branch-flow": "only a surviving ref proves which branch a merge merged",
    "ref-collision": "a name is compared with those at hand, as Git itself would compare it",
  ]

  @Test("A clone that lacks a branch gives the same answer or none", arguments: RuleExample.all)
  func lacking(example: RuleExample) throws {
    let scenario = try example.example.scenario()
    let answer = scenario.answer(of: example.rule, over: scenario.history())
    for ref in scenario.drawing.refs {
      // A branch that is drawn here and on the remote is there as long as one of them is.
      let lost = scenario.drawing.refs.filter { $0.stands(forTheBranchOf: ref) }
      if lost.contains(where: scenario.isMoved) { continue }
      var drawing = scenario.drawing
      drawing.refs.removeAll { $0.stands(forTheBranchOf: ref) }
      drawing.isSingleBranch = true
      let clone = try Scenario(drawing, policy: scenario.policy)
      let partial = clone.answer(of: example.rule, over: clone.history())
      if case .unknown = partial { continue }
      if partial == .kept, Self.askOnlyWhatIsHere[example.rule.guide.id] != nil { continue }
      #expect(partial == answer, "without \(ref.name)", sourceLocation: example.location)
    }
  }
}

extension Scenario {
  /// Whether the update is about the ref: as what moves, or as a pull request's head.
  fileprivate func isMoved(_ ref: DrawnRef) -> Bool {
    ref.name == update.ref || update.head.map { RefName(branch: $0.branch) == ref.name } ?? false
  }
}

extension DrawnRef {
  /// Whether both are refs of one branch, here or on the remote.
  fileprivate func stands(forTheBranchOf other: DrawnRef) -> Bool {
    name == other.name || branch != nil && branch == other.branch
  }

  private var branch: BranchName? { name.branch ?? name.branch(ofRemote: "origin") }
}
