import GitModel
import PolicyCore

/// A report for a pull request's comment or a step's summary, in GitHub's Markdown.
struct MarkdownReport {
  /// GitHub takes 65,536 characters in a comment; what is written around it needs some.
  static let commentRoom = 60_000
  /// GitHub takes 1 MiB in a step's summary; what else the step writes needs some.
  static let stepSummaryRoom = 1_000_000

  private let report: Report
  private let room: Int

  init(_ report: Report, room: Int) { (self.report, self.room) = (report, room) }

  var text: String {
    let headline = Headline(report)
    let entries = report.entries
    let findings = entries.filter { $0.waiver == nil }
    var page = Page(room: room)
    page.add("### \(Tool.name): \(headline.outcome.rawValue)\n\n")
    page.add(Self.sentence(headline, report) + "\n")
    addTable(Excerpt(findings), to: &page)
    page.addDetails("What to do", help(for: findings))
    page.addDetails("Waived", waived(entries.filter { $0.waiver != nil }))
    page.addDetails(
      "Not judged",
      report.sortedOff.map { "\(Escaped.markdownCode($0.rule)): \(Escaped.markdown($0.why))" })
    page.addDetails("Notes", report.notes.map { Escaped.markdown($0) })
    return page.text
  }

  private static func sentence(_ headline: Headline, _ report: Report) -> String {
    Escaped.markdown("\(headline.facts) (\(decimal(report.seconds, digits: 2)) s)")
  }

  private func addTable(_ excerpt: Excerpt, to page: inout Page) {
    guard !excerpt.groups.isEmpty else { return }
    page.add("\n| | rule | ref | commit | |\n|---|---|---|---|---|\n")
    for group in excerpt.groups {
      for entry in group.shown { page.add(row(entry)) }
      if let more = Excerpt.more(in: group) { page.add("| | | | | \(Escaped.markdown(more)) |\n") }
    }
    for line in excerpt.furtherLines { page.add("| | | | | \(Escaped.markdown(line)) |\n") }
  }

  private func row(_ entry: Entry) -> String {
    let commit = entry.finding.commit.map { "<code>\($0.hex.prefix(12))</code>" } ?? ""
    let path =
      entry.finding.path.map { path in
        " " + Escaped.markdownCode(Escaped.utf8(path) + (entry.finding.line.map { ":\($0)" } ?? ""))
      } ?? ""
    let cells = [
      entry.tag, Escaped.markdown(entry.rule), Escaped.markdownCode(entry.place), commit,
      Escaped.markdown(entry.finding.message) + path,
    ]
    return "| \(cells.joined(separator: " | ")) |\n"
  }

  /// Each rule's different helps, the first of them.
  private func help(for entries: [Entry]) -> [String] {
    var seen: Set<String> = []
    return Excerpt(entries).groups.flatMap(\.shown).compactMap { entry in
      guard seen.insert("\(entry.rule) \(entry.finding.help)").inserted else { return nil }
      return "\(Escaped.markdown(entry.rule)): \(Escaped.markdownCode(entry.finding.help))"
    }
  }

  private func waived(_ entries: [Entry]) -> [String] {
    let excerpt = Excerpt(entries)
    return excerpt.groups.flatMap { group in
      group.shown.map { entry in
        let until = entry.waiver?.until.map { ", until \(Timestamp.day($0))" } ?? ""
        return "\(Escaped.markdown(entry.rule)) on \(Escaped.markdownCode(entry.place)): "
          + Escaped.markdown("\(entry.finding.message) (\(entry.waiver?.reason ?? "")\(until))")
      } + [Excerpt.more(in: group)].compactMap { $0.map(Escaped.markdown) }
    } + excerpt.furtherLines.map(Escaped.markdown)
  }

  /// Markdown that stays below a size: what no longer fits is left out whole, and said to be.
  private struct Page {
    private let room: Int
    private var body = ""
    private var isCut = false

    /// What stands at the end of a page that was cut.
    private static let cut = "\nThis report is cut: \(Excerpt.whole).\n"

    init(room: Int) { self.room = room }

    var text: String { isCut ? body + Self.cut : body }

    mutating func add(_ block: String, closing: String = "") {
      let size = body.utf8.count + block.utf8.count + closing.utf8.count + Self.cut.utf8.count
      if isCut || size > room { isCut = true } else { body += block }
    }

    mutating func addDetails(_ title: String, _ items: [String]) {
      let closing = "\n</details>\n"
      guard !items.isEmpty, !isCut else { return }
      add("\n<details><summary>\(title)</summary>\n\n", closing: closing)
      guard !isCut else { return }
      for item in items { add("- \(item)\n", closing: closing) }
      body += closing
    }
  }
}
