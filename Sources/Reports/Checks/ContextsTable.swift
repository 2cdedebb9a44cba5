internal import GitModel
internal import PolicyCore

/// A table of required contexts, with a line for each job that reports one.
struct ContextsTable {
  /// How many jobs of one context are listed.
  private static let mostJobs = 4

  private let style: TextStyle
  private var rows: [Row] = [
    Row(cells: ["context", "required on", "verdict", "produced by", "when"], verdict: nil)
  ]

  private struct Row {
    var cells: [String]
    var verdict: ContextAnswer.Verdict?
  }

  init(_ answers: [ContextAnswer], _ style: TextStyle) {
    self.style = style
    for answer in answers { add(answer) }
  }

  private mutating func add(_ answer: ContextAnswer) {
    // What is only near produces nothing.
    let producers = answer.verdict == .renamed ? [] : answer.producers
    var jobs = producers.prefix(Self.mostJobs).map { [Self.job($0), Escaped.text($0.when)] }
    if producers.count > Self.mostJobs {
      jobs.append(["… and \(counted(producers.count - Self.mostJobs, "more job"))", ""])
    }
    if jobs.isEmpty {
      jobs = [[answer.required.app.map { "app \(Escaped.text($0))" } ?? "-", ""]]
    }
    for (place, job) in jobs.enumerated() {
      let head =
        place == 0
        ? [
          Escaped.text(answer.required.context), Self.branch(answer.ref.bytes),
          answer.verdict.rawValue,
        ] : ["", "", ""]
      rows.append(Row(cells: head + job, verdict: place == 0 ? answer.verdict : nil))
    }
  }

  /// `.github/workflows/ci.yml:12 test (3.10)`.
  private static func job(_ check: ProducedCheck) -> String {
    let leg = check.leg.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
    return Escaped.text(check.path.bytes) + Escaped.text(":\(check.line) \(check.job)\(leg)")
  }

  private static func branch(_ ref: [UInt8]) -> String {
    let text = Escaped.text(ref)
    return ["refs/heads/", "refs/remotes/"].first { text.hasPrefix($0) }
      .map { String(text.dropFirst($0.count)) } ?? text
  }

  var text: String {
    let columns = (rows.first?.cells ?? []).indices
    let widths = columns.map { column in
      rows.map { $0.cells[column].columns }.max() ?? 0
    }
    return rows.map { row in
      let cells = columns.map { column in
        let cell = row.cells[column]
        let padding = String(repeating: " ", count: widths[column] - cell.columns)
        return paint(cell, in: row, column) + padding
      }
      let line = cells.joined(separator: "  ")
      let text = String(line.reversed().drop { $0 == " " }.reversed())
      // GitHub's runner takes a line that begins with '::' for a command, indented or not.
      return text.trimmingPrefix { $0 == " " }.hasPrefix("::") ? "\\" + text : text
    }.joined(separator: "\n")
  }

  private func paint(_ cell: String, in row: Row, _ column: Int) -> String {
    guard column == 2, let verdict = row.verdict else { return cell }
    return style.paint(cell, verdict.voice)
  }
}
