import PolicyCore
import Reports
import Testing

@Suite("Exit status")
struct ExitStatusTests {
  private static let both = Samples.report(Samples.unknown.judgements + Samples.broken.judgements)
  private static let evaluated: Report = {
    var report = both
    report.mode = .evaluate
    return report
  }()

  private static let quietlyUnknown = Samples.report(
    Samples.unknown.judgements.map {
      Judgement(rule: $0.rule, level: .warning, update: $0.update, verdict: $0.verdict)
    })

  @Test(
    "Broken outranks unknown at any level, and warnings, waivers and mode evaluate block nothing",
    arguments: [
      (Samples.kept, Reports.ExitStatus.kept), (Samples.empty, .kept), (Samples.broken, .broken),
      (Samples.unknown, .unknown), (Samples.warned, .kept), (Samples.waived, .kept),
      (both, .broken), (evaluated, .kept), (quietlyUnknown, .unknown),
    ])
  func mapping(_ report: Report, _ status: Reports.ExitStatus) {
    #expect(Reports.ExitStatus(for: report) == status)
  }

  @Test("The numbers are those that the documentation names")
  func numbers() {
    #expect(Reports.ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 64, 65, 69, 70])
  }
}
