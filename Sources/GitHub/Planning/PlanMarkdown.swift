internal import Reports

extension PlanReport {
  /// The report for a pull request: a table for each branch, and the calls to copy.
  public var markdown: String {
    var text = "## policy: \(Self.cell("\(repository)"))\n"
    for line in notes { text += "\n- \(Self.cell(line))\n" }
    for failure in failures {
      text += "\n- \(Self.cell("unknown: \(failure.operation): \(failure.message)"))\n"
    }
    for plan in branches {
      text += "\n### \(Self.cell(plan.branch))\n\n"
      let rows = plan.controls.filter { $0.standing != .equal }
      text +=
        rows.isEmpty
        ? "As the policy wants it.\n" : "| control | now | policy | |\n|---|---|---|---|\n"
      for row in rows {
        let cells = [
          row.control.key, shown(row, row.live), shown(row, row.wanted), row.standing.rawValue,
        ]
        text += "| \(cells.map(Self.cell).joined(separator: " | ")) |\n"
      }
      let doubts = plan.unknown.isEmpty ? [] : plan.doubts
      for line in doubts + plan.notes + plan.obstacles.map({ "not planned: \($0)" }) {
        text += "\n- \(Self.cell(line))\n"
      }
    }
    if let environments {
      text += "\n### Environments and secrets\n\n"
      text += environments.words.map { "- \(Self.cell($0))\n" }.joined()
    }
    guard !calls.isEmpty else { return text }
    let script = calls.map { $0.script(host: repository.host) }.joined()
    // Longer than any row of backquotes inside.
    let fence = String(repeating: "`", count: max(3, Self.longestRow(of: "`", in: script) + 1))
    return text + "\n\(fence)sh\n(\nset -eu\n\(script))\n\(fence)\n"
  }

  /// Text in which nothing is a mark of Markdown or HTML.
  private static func cell(_ text: String) -> String {
    Escaped.text(text).reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "|", "`", "*", "_", "[", "]", "#", "@", "~", "!": result += "\\\(character)"
      default: result.append(character)
      }
    }
  }

  private static func longestRow(of character: Character, in text: String) -> Int {
    text.reduce(into: (longest: 0, now: 0)) { count, next in
      count.now = next == character ? count.now + 1 : 0
      count.longest = max(count.longest, count.now)
    }.longest
  }
}
