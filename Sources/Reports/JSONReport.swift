import GitModel
import PolicyCore

/// A report for programs, as `schemas/report-1.json` describes it.
struct JSONReport {
  private let report: Report

  init(_ report: Report) { self.report = report }

  var text: String {
    let entries = report.entries
    return JSONValue.object([
      ("schema", "report-1"),
      ("verdict", .string(report.outcome.rawValue)),
      ("mode", .string(report.mode.rawValue)),
      (
        "policy",
        ["source": .string(report.policy.source), "digest": .string(report.policy.digest)]
      ),
      ("repository", .string(report.repository)),
      ("summary", summary(waived: entries.count { $0.waiver != nil })),
      ("off", .array(report.sortedOff.map { ["rule": .string($0.rule), "why": .string($0.why)] })),
      ("notes", .array(report.notes.map { .string($0) })),
      ("findings", .array(entries.map(finding))),
    ]).text
  }

  private func summary(waived: Int) -> JSONValue {
    let summary = report.summary
    return [
      "kept": .int(summary.kept), "broken": .int(summary.broken),
      "unknown": .int(summary.unknown), "warnings": .int(summary.warnings),
      "waived": .int(waived), "commits": .int(report.commits), "refs": .int(report.refs),
      "seconds": .number(report.seconds.isFinite ? (report.seconds * 1_000).rounded() / 1_000 : 0),
    ]
  }

  private func finding(_ entry: Entry) -> JSONValue {
    let finding = entry.finding
    return [
      "rule": .string(entry.rule),
      "level": .string(entry.level.rawValue),
      "verdict": .string(entry.verdict.rawValue),
      "cause": .optional(entry.cause?.rawValue),
      "moment": .string(entry.update.moment.rawValue),
      "ref": .string(Escaped.utf8(entry.update.ref.bytes)),
      "head": .optional(entry.head.map { Escaped.utf8($0) }),
      "base": .optional(entry.base.map { Escaped.utf8($0) }),
      "commit": .optional(finding.commit?.hex),
      "commits": .array(finding.commits.map { .string($0.hex) }),
      "path": .optional(finding.path.map { Escaped.utf8($0) }),
      "line": finding.line.map { .int($0) } ?? .null,
      "message": .string(finding.message),
      "help": .string(finding.help),
      "waived": .optional(entry.waiver?.reason),
      "until": .optional(entry.waiver?.until.map { Timestamp.day($0) }),
    ]
  }
}
