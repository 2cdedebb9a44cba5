import GitModel
import PolicyCore
import PolicyScenario
import Testing

/// Evidence that cannot be read is unknown, never success.
@Suite struct SilentSourceTests {
  /// The examples that evidence decides.
  static let examples = RuleExample.all.filter { example in
    example.example.policy.contains("evidence:")
  }

  @Test(
    "A rule whose question a source leaves unanswered never says kept", arguments: Self.examples)
  func stopsAnswering(example: RuleExample) throws {
    let scenario = try example.scenario()
    let whole = FailingSource(scenario.source)
    let history = scenario.history()
    _ = scenario.answer(of: example.rule, over: history, by: EvidenceBook([whole]))
    for limit in 0..<whole.asked {
      let failing = FailingSource(scenario.source, answering: limit)
      let partial = scenario.answer(of: example.rule, over: history, by: EvidenceBook([failing]))
      guard case .unknown(let why)? = partial else {
        Issue.record(
          "after \(limit) of \(whole.asked) answers: \(String(describing: partial))",
          sourceLocation: example.location)
        continue
      }
      #expect(why.contains("the source has stopped answering"), "\(why)")
    }
  }

  @Test(
    "A second source that leaves a question unanswered is no source that knows of nothing",
    arguments: Self.examples)
  func secondSource(example: RuleExample) throws {
    let scenario = try example.scenario()
    let history = scenario.history()
    let failing = FailingSource(scenario.source, answering: 0)
    let book = EvidenceBook([scenario.source, failing])
    let answer = scenario.answer(of: example.rule, over: history, by: book)
    guard failing.asked > 0 else { return }
    guard case .unknown? = answer else {
      Issue.record("\(String(describing: answer))", sourceLocation: example.location)
      return
    }
  }

  @Test("A policy that lists a source which nobody opened is unknown", arguments: Self.examples)
  func noBook(example: RuleExample) throws {
    let scenario = try example.scenario()
    let scene = Scene(
      policy: scenario.policy, history: scenario.history(), branches: scenario.branches,
      updates: [scenario.update], now: scenario.now)
    let isDemanded = scenario.judgement(of: example.rule, over: scenario.history()) != nil
    let judgement = Judge(rules: [example.rule]).judge([scenario.update], in: scene).first
    if case .unknown? = judgement?.verdict { return }
    #expect(
      !isDemanded, "\(String(describing: judgement?.verdict))", sourceLocation: example.location)
  }

  @Test("The rules that rest on evidence ask for it")
  func rules() {
    let asking = Set(Self.examples.map { $0.rule.guide.id })
    #expect(asking.isSuperset(of: ["required-checks", "required-deployments", "required-reviews"]))
  }
}
