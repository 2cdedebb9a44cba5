import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

@Suite struct NearSceneTests {
  /// What every rule says near and of the whole, and what a judge says who has only the near scene.
  private struct Answers {
    var kept = 0
    var asked = 0
    var wrong: [String] = []

    mutating func compare(_ scenario: Scenario) {
      let update = scenario.update
      guard update.moment != .standing else { return }
      let history = scenario.history()
      let near = scenario.scene(in: history, reach: .near)
      let whole = scenario.scene(in: history)
      for type in RuleCatalog.all where type.guide.moments.contains(update.moment) {
        let (first, truth) = (
          type.init().verdict(on: update, in: near), type.init().verdict(on: update, in: whole)
        )
        asked += 1
        if first == nil || first == .kept {
          kept += 1
          // A commit that is missing below the floor is no concern of what lies above it.
          if first != truth, !truth.isUnknown || scenario.drawing.missing.isEmpty {
            wrong.append("\(type.guide.id) is kept near, \(String(describing: truth)) of the whole")
          }
        } else {
          let judged = Judge(rules: [type]).judge([update], in: near).first?.verdict
          let asWhole = Judge(rules: [type]).judge([update], in: whole).first?.verdict
          if judged != asWhole {
            wrong.append("\(type.guide.id) is judged \(String(describing: judged))")
          }
        }
      }
    }
  }

  @Test("What is kept near is kept, in every example of every rule", arguments: RuleExample.all)
  func examples(example: RuleExample) throws {
    var answers = Answers()
    answers.compare(try example.scenario())
    #expect(answers.wrong == [], sourceLocation: example.location)
  }

  @Test(
    "What is kept near is kept, whatever chance draws and the dates say", arguments: [0, 2, 40])
  func random(skew: Int) throws {
    var answers = Answers()
    for (number, text) in RandomUpdate.policies.enumerated() {
      let policy = try Policy.storyFlow(changedBy: text)
      for seed in 0..<300 as Range<UInt64> {
        let drawing = RandomUpdate(seed: seed, skew: skew).text
        let before = answers.wrong.count
        answers.compare(try Scenario(Drawing(drawing), policy: policy))
        if answers.wrong.count > before {
          Issue.record("policy \(number), seed \(seed)\n\(drawing)\n\(answers.wrong.last ?? "")")
          return
        }
      }
    }
    // Most are kept, and most of those that are not were worth asking.
    #expect(answers.kept > answers.asked / 2)
    #expect(answers.asked - answers.kept > 500)
  }

  @Test("A near scene is not asked how a branch stands")
  func standing() throws {
    let scenario = try Example.allowed("", "A; main at A; develop at A; audit main").scenario()
    let near = scenario.scene(in: scenario.history(), reach: .near)
    for rule in [BackMerge.self, LinearHistory.self] as [any Rule.Type] {
      #expect(rule.init().verdict(on: scenario.update, in: near).isUnknown)
      #expect(Judge(rules: [rule]).judge([scenario.update], in: near).first?.verdict == .kept)
    }
  }

  @Test("A branch of a near scene does not say no where the floor may hide a yes")
  func branches() throws {
    let scenario = try Example.allowed(
      "",
      "A; B after A; C after B; D after B; E after D; main at C; develop at D; push develop: D -> E"
    ).scenario()
    let near = scenario.scene(in: scenario.history(), reach: .near)
    let main = try #require(try near.longLived(named: "main"))
    func place(_ label: String) throws -> Int {
      try near.graph().require(try #require(scenario.id(of: label)))
    }
    let (b, c, d) = (try place("B"), try place("C"), try place("D"))
    #expect(try main.holds(b) && main.wasTip(c))
    #expect(try main.held(of: [d, c]) == [c])
    #expect(throws: GitError.self) { try main.holds(d) }
    #expect(throws: GitError.self) { try main.missing(of: [d]) }
    #expect(throws: GitError.self) { try main.wasTip(d) }
    #expect(throws: GitError.self) { try place("A") }
    #expect(try near.whole.longLived(named: "main")?.wasTip(near.whole.graph().count - 1) == false)
  }

  @Test("A near scene that stops answering never says kept", arguments: RuleExample.all)
  func stopsAnswering(example: RuleExample) throws {
    let scenario = try example.scenario()
    guard scenario.update.moment != .standing else { return }
    func answer(_ history: FailingHistory) -> Verdict? {
      Judge(rules: [example.rule]).judge(
        [scenario.update], in: scenario.scene(in: history, reach: .near)
      ).first?.verdict
    }
    let whole = FailingHistory(scenario.history())
    let truth = answer(whole)
    for limit in 0..<whole.asked {
      let partial = answer(FailingHistory(scenario.history(), answering: limit))
      #expect(
        partial.isUnknown || partial == truth && truth != .kept, "after \(limit)",
        sourceLocation: example.location)
    }
  }
}

extension Verdict? {
  fileprivate var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }
}
