import PolicyCore

/// A report in one line.
struct Headline {
  /// The answer: `kept`, `broken` or `unknown`.
  let outcome: Report.Outcome
  /// What it is the answer to: `3 of 15 verdicts on 5 refs, 1,234 commits, policy …; 1 unknown`.
  let facts: String

  init(_ report: Report) {
    let summary = report.summary
    outcome = report.outcome
    let waived = report.judgements.reduce(0) { $0 + $1.waived.count }
    var parts = [
      Self.count(report) + " on \(counted(report.refs, "ref")), "
        + "\(counted(report.commits, "commit")), policy \(Escaped.text(report.policy.source))"
    ]
    if outcome == .broken, summary.unknown > 0 {
      parts.append("\(grouped(summary.unknown)) unknown")
    }
    if summary.warnings > 0 { parts.append(counted(summary.warnings, "warning")) }
    if waived > 0 { parts.append("\(grouped(waived)) waived") }
    if report.mode == .evaluate { parts.append("mode evaluate blocks nothing") }
    facts = parts.joined(separator: "; ")
  }

  /// `12 rules`, of a report that is kept; else how many of the verdicts the answer rests on.
  private static func count(_ report: Report) -> String {
    let summary = report.summary
    let verdicts = counted(report.judgements.count, "verdict")
    switch report.outcome {
    case .kept:
      let rules = Set(report.judgements.map(\.rule)).count
      return rules == 0 ? "no rule had anything to judge" : counted(rules, "rule")
    case .broken: return "\(grouped(summary.broken)) of \(verdicts)"
    case .unknown: return "\(grouped(summary.unknown)) of \(verdicts)"
    }
  }

  /// `broken: 3 of 15 verdicts …`.
  var line: String { "\(outcome.rawValue): \(facts)" }
}
