import PolicyCore
import PolicyScenario
import Reports
import Testing

/// What a hook says of one finding is read in an IDE's window, too: it takes ten lines at most.
@Suite struct RefusalLengthTests {
  /// The longest that hooks say besides, where people make a branch.
  private static let besides =
    "help: where a fetch brings a branch that a remote has: git fetch without --atomic"

  private func lines(
    of scenario: Scenario, judgedBy source: String, more: [String] = []
  ) -> [[String]] {
    let scene = scenario.scene(in: scenario.history())
    return Judge().judge([scenario.update], in: scene).flatMap { judgement -> [[String]] in
      let verdicts: [Verdict] =
        switch judgement.verdict {
        case .kept: []
        case .broken(let findings): findings.map { .broken([$0]) }
        case .unknown: [judgement.verdict]
        }
      return verdicts.map { verdict in
        let one = Judgement(
          rule: judgement.rule, level: .error, update: judgement.update, verdict: verdict)
        let report = Report(
          policy: Report.PolicySource(source: source, digest: ""), repository: "", mode: .enforce,
          judgements: [one], commits: 0, refs: 1, seconds: 0)
        return Refusal(report, title: "policy refuses this push", more: more).lines
      }
    }
  }

  @Test("One finding takes ten lines at most, wherever the policy lies", arguments: RuleExample.all)
  func drawn(example: RuleExample) throws {
    let scenario = try example.scenario()
    let path =
      "/srv/policies/of/all/our/projects/" + String(repeating: "deep/", count: 16) + "p.yml"
    for source in [".policy.yml at origin/main", path] {
      for lines in lines(of: scenario, judgedBy: source) {
        #expect(lines.count <= 10, "\(lines)", sourceLocation: example.location)
      }
    }
  }

  @Test("Of many kinds the first are named", arguments: [1, 2, 24, 40], [4, 40])
  func manyKinds(count: Int, length: Int) throws {
    let kinds = (1...count).map { number in
      "'\(String(repeating: "t", count: length))-\(number)/*': {from: main}"
    }
    let example = Example.blocked(
      "a branch of no kind", policy: "branches: {\(kinds.joined(separator: ", "))}",
      "A; main at A; move a-name-of-47-characters-that-somebody-really-has-1: nothing -> A",
      because: "no kind")
    for lines in lines(
      of: try example.scenario(), judgedBy: ".policy.yml at origin/main", more: [Self.besides])
    where lines.contains(where: { $0.contains("[branch-name]") }) {
      #expect(lines.count <= 10, "\(lines)")
      let text = lines.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
      if count > 2 { #expect(text.contains("more kinds in the policy: git "), "\(lines)") }
    }
  }
}
