import GitModel
import PolicyCore
import Reports
import Testing

@testable import Hooks

@Suite struct SkipsTests {
  @Test("Several rules are skipped, each with its reason")
  func several() throws {
    let skips = try Skips(" linear-history: the tool\n merges ;branch-name:imported")
    #expect(
      skips.all == [
        Skips.Skip(rule: "linear-history", reason: "the tool merges"),
        Skips.Skip(rule: "branch-name", reason: "imported"),
      ])
    #expect(try Skips(nil).all.isEmpty)
    #expect(try Skips("").all.isEmpty)
  }

  @Test(
    "What names no rule or gives no reason skips nothing and says so",
    arguments: ["linear-history", "linear-history:", "linear-history: ", "all:now", ":now", "x"])
  func malformed(text: String) {
    #expect(throws: HookFailure.self) { try Skips(text) }
  }

  @Test("Only what is named is skipped, and only what was needed is told")
  func applied() throws {
    let ref = try #require(RefName("refs/heads/main"))
    let update = RefUpdate(.push, of: ref, from: nil, to: .zero)
    let broken = Verdict.broken([Finding("is broken", help: "mend it")])
    let report = Report(
      policy: .init(source: "preset", digest: ""), repository: "/", mode: .enforce,
      judgements: [
        Judgement(rule: "linear-history", level: .error, update: update, verdict: broken),
        Judgement(rule: "branch-name", level: .error, update: update, verdict: .kept),
        Judgement(rule: "deletion", level: .error, update: update, verdict: broken),
      ], commits: 0, refs: 1, seconds: 0)
    let skips = try Skips("linear-history:one;branch-name:two")
    let (rest, used) = skips.applied(to: report)
    #expect(rest.outcome == .broken)
    #expect(rest.judgements.map(\.rule) == ["branch-name", "deletion"])
    #expect(used.map(\.rule) == ["linear-history"])
  }
}
