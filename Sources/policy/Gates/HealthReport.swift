internal import GitModel
internal import PolicyCore
internal import Reports

/// A health score for people and for programs.
struct HealthReport {
  let health: Health
  let trend: HealthTrend
  let place: String
  let commit: ObjectID
  let source: Report.PolicySource

  private static let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A line for the score, one for each gate, one for the trend.
  var text: String {
    let words = health.status.rawValue.replacing("_", with: " ")
    let score =
      health.score.map { "\($0) of 100" } ?? "between \(health.atLeast) and \(health.atMost) of 100"
    var lines = ["\(words): \(score), \(Escaped.text(place)) at \(commit.hex.prefix(12))"]
    let widest = health.records.map { $0.gate.name.count }.max() ?? 0
    for record in health.records {
      let word = Self.padded(record.verdict.word, 7)
      let facts = [
        record.value.map(Number.text), record.verdict.reason.map { Escaped.text($0.message) },
        record.verdict.word == "failed" ? "-\(record.gate.weight)" : nil,
      ].compactMap { $0 }
      let name = Self.padded(Escaped.text(record.gate.name), facts.isEmpty ? 0 : widest)
      lines.append((["  \(word)", name] + facts).joined(separator: "  "))
      if case .unknown(_, let help) = record.verdict {
        lines.append("    help: \(Escaped.text(help))")
      }
    }
    if !trend.points.isEmpty {
      let scores = trend.points.map { $0.health.score.map { "\($0)" } ?? "?" }
      lines.append("trend: \(bars) \(scores.joined(separator: " "))")
    }
    lines.append("policy \(Escaped.text(source.source))")
    return lines.map { $0 + "\n" }.joined()
  }

  private var bars: String {
    trend.points.map { point in
      guard let score = point.health.score else { return "?" }
      return Self.bars[min(Self.bars.count - 1, max(0, score * Self.bars.count / 101))]
    }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// The document of `schemas/health-1.json`.
  var json: String {
    JSONValue.object([
      ("schema", "health-1"), ("status", .string(health.status.rawValue)),
      ("score", health.score.map { .int($0) } ?? .null),
      ("at_least", .int(health.atLeast)), ("at_most", .int(health.atMost)),
      ("branch", .string(place)), ("commit", .string(commit.hex)),
      ("tree", .string(trend.tree.hex)),
      ("policy", ["source": .string(source.source), "digest": .string(source.digest)]),
      ("gates", .array(health.records.map(Self.gate))),
      (
        "trend",
        .array(
          trend.points.map { point in
            [
              "commit": .string(point.commit.hex),
              "status": .string(point.health.status.rawValue),
              "score": point.health.score.map { .int($0) } ?? .null,
            ]
          })
      ),
    ]).text
  }

  private static func gate(_ record: GateRecord) -> JSONValue {
    [
      "name": .string(record.gate.name), "verdict": .string(record.verdict.word),
      "value": record.value.map { .number($0) } ?? .null, "weight": .int(record.gate.weight),
      "message": .optional(record.verdict.reason?.message),
      "help": .optional(record.verdict.reason?.help),
    ]
  }
}
