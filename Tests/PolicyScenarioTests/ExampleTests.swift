import PolicyCore
import PolicyScenario
import Testing

@Suite struct ExampleTests {
  @Test("An example is judged as it says", arguments: RuleExample.all)
  func judged(example: RuleExample) throws {
    let scenario = try example.scenario()
    #expect(
      scenario.answer(of: example.rule, over: scenario.history())
        == scenario.sorted(example.example.expectation),
      sourceLocation: example.location)
  }
}
