internal import Reports

extension PlanReport {
  /// The report for a pull request: a table for each branch, and the calls to copy.
  public var markdown: String {
    var text = "## policy: \(Escaped.markdown("\(repository)"))\n"
    for line in notes { text += "\n- \(Escaped.markdown(line))\n" }
    for failure in failures {
      text += "\n- \(Escaped.markdown("unknown: \(failure.operation): \(failure.message)"))\n"
    }
    for plan in branches {
      text += "\n### \(Escaped.markdown(plan.branch))\n\n"
      let rows = plan.controls.filter { $0.standing != .equal }
      text +=
        rows.isEmpty
        ? "As the policy wants it.\n" : "| control | now | policy | |\n|---|---|---|---|\n"
      for row in rows {
        let cells = [
          row.control.key, shown(row, row.live), shown(row, row.wanted), row.standing.rawValue,
        ]
        text += "| \(cells.map(Escaped.markdown).joined(separator: " | ")) |\n"
      }
      let doubts = plan.unknown.isEmpty ? [] : plan.doubts
      for line in doubts + plan.notes + plan.obstacles.map({ "not planned: \($0)" }) {
        text += "\n- \(Escaped.markdown(line))\n"
      }
    }
    if let environments {
      text += "\n### Environments and secrets\n\n"
      text += environments.words.map { "- \(Escaped.markdown($0))\n" }.joined()
    }
    guard !calls.isEmpty else { return text }
    let script = calls.script(host: repository.host)
    // Longer than any row of backquotes inside.
    let fence = String(repeating: "`", count: max(3, Self.longestRow(of: "`", in: script) + 1))
    return text + "\n\(fence)sh\n\(script)\(fence)\n"
  }

  private static func longestRow(of character: Character, in text: String) -> Int {
    text.reduce(into: (longest: 0, now: 0)) { count, next in
      count.now = next == character ? count.now + 1 : 0
      count.longest = max(count.longest, count.now)
    }.longest
  }
}
