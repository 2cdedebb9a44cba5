import Testing

@testable import PolicyCore
@testable import PolicyScenario

@Suite struct StrategyBranchesTests {
  @Test(
    "A filter's pattern means a branch of the strategy unless that can be ruled out",
    arguments: [
      ("main", true), ("master", false), ("mian", false), ("story-7", true), ("story/7", false),
      ("story-*", true), ("story-**", true), ("stor*", true), ("story-[0-9]+", true),
      ("feature/*", false),
      ("**", true), ("*", true), ("m?ain", true), ("x?main", true), ("release/**", false),
      ("hotfix/**", true), ("hotfix/1", true), ("hotfix", false), ("gh-pages", true),
      ("gh-*", true),
      ("dependabot/**", true), ("dependabot/npm/x", true), ("gh-readonly-queue/**", true),
      ("gh-readonly-queue/main/**", true), ("v[0-9]+", false), ("main+", true), ("", false),
    ])
  func has(pattern: String, isThere: Bool) throws {
    let branches = StrategyBranches(try Policy.storyFlow(changedBy: ""))
    #expect(branches.has(pattern) == isThere)
  }
}
