import GitModel
import PolicyCore
import PolicyScenario
import Testing

@Suite struct BaselineDateTests {
  private func findings(_ drawing: String, since day: Int64) throws -> [String] {
    let base = try Example.allowed("", drawing).scenario()
    var policy = base.policy
    // Day 0 of a drawing is 2026-01-05T12:00:00Z.
    policy.baseline.since = 1_767_614_400 + day * 86_400
    let scenario = try Scenario(Drawing(drawing), policy: policy)
    let scene = scenario.scene(in: scenario.history())
    switch LinearHistory().verdict(on: scenario.update, in: scene) {
    case .broken(let findings):
      return findings.compactMap { $0.commit.flatMap { scenario.label(of: $0) } }
    default: return []
    }
  }

  @Test("History before the baseline's date is not judged")
  func old() throws {
    let drawing = "A; B after A; C after A; M after B, C on day 1; D after M on day 9; main at D; "
    #expect(try findings(drawing + "audit main", since: 5) == [])
    #expect(try findings(drawing + "audit main", since: 0) == ["M"])
  }

  @Test("A commit is never older than what it was built on, whatever date it bears")
  func forged() throws {
    let drawing =
      "A; B after A on day 8; C after A on day 8; M after B, C on day 1; main at M; audit main"
    #expect(try findings(drawing, since: 5) == ["M"])
  }

  @Test("What an update brings is new, whatever date it bears")
  func landed() throws {
    let drawing = "A; B after A; C after A; M after B, C; main at B; land main: B -> M"
    #expect(try findings(drawing, since: 5) == ["M"])
  }
}
