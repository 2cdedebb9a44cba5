import GitModel
import PolicyCore
import Reports
import Testing

@Suite("Reports are alike from run to run")
struct StabilityTests {
  /// Much at once, in no order: findings that differ in one field only, too.
  private static let judgements: [Judgement] = {
    let alike = ["a", "b"].flatMap { path in
      ["x", "y"].map { Finding("same", path: Array(path.utf8), help: $0) }
    }
    return Samples.all.flatMap { $0.report.judgements.prefix(50) } + [
      Samples.judgement("linear-history", .broken(alike)),
      Samples.judgement(
        "linear-history", .kept,
        waived: alike.map { Judgement.Waived(finding: $0, reason: "why") }),
    ]
  }()

  @Test("The order in which rules were asked does not show", arguments: ReportFormat.allCases)
  func shuffled(_ format: ReportFormat) {
    let expected = render(Samples.report(Self.judgements), as: format)
    for _ in 0..<3 {
      let shuffled = Self.judgements.shuffled().map { judgement in
        guard case .broken(let findings) = judgement.verdict else { return judgement }
        return Judgement(
          rule: judgement.rule, level: judgement.level, update: judgement.update,
          verdict: .broken(findings.shuffled()), waived: judgement.waived.shuffled())
      }
      #expect(render(Samples.report(shuffled), as: format) == expected)
    }
  }

  @Test("Refs sort by their bytes")
  func refs() {
    let names = ["refs/heads/b", "refs/heads/a/z", "refs/heads/a-z", "refs/heads/B"]
    let finding = Finding("wrong", help: "right")
    let report = Samples.report(
      names.map { Samples.judgement("branch-name", on: $0, .broken([finding])) })
    let shown = render(report, as: .text).split(separator: "\n").filter { $0.hasPrefix("  -->") }
    #expect(
      shown.map { $0.dropFirst(6) }
        == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { $0[...] })
  }
}
