import GitModel
import PolicyCore

/// A report for people.
struct TextReport {
  private let report: Report
  private let style: TextStyle

  init(_ report: Report, _ style: TextStyle) { (self.report, self.style) = (report, style) }

  var text: String {
    let entries = report.entries
    var blocks = findings(entries.filter { $0.waiver == nil })
    let closing = waived(entries.filter { $0.waiver != nil }) + remarks
    if !closing.isEmpty { blocks.append(closing.joined(separator: "\n")) }
    blocks.append(summary)
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func findings(_ entries: [Entry]) -> [String] {
    let excerpt = Excerpt(entries)
    var blocks: [String] = []
    for group in excerpt.groups {
      blocks += group.shown.map { block($0) }
      if let more = Excerpt.more(in: group), let last = group.shown.last {
        blocks.append("\(tag(last)): \(more)\n  --> \(Escaped.text(group.ref.bytes))")
      }
    }
    if !excerpt.furtherLines.isEmpty {
      blocks.append(excerpt.furtherLines.joined(separator: "\n"))
    }
    return blocks
  }

  private func block(_ entry: Entry) -> String {
    let message = style.labelled(
      "\(entry.tag)[\(entry.rule)]:", voice(entry), Escaped.text(entry.finding.message))
    let help = style.labelled("help:", .help, Escaped.text(entry.finding.help), indent: 2)
    return "\(message)\n  --> \(place(entry))\n\(help)"
  }

  private func tag(_ entry: Entry) -> String {
    style.paint("\(entry.tag)[\(entry.rule)]", voice(entry))
  }

  private func voice(_ entry: Entry) -> TextStyle.Voice {
    if entry.waiver != nil { return .quiet }
    if entry.cause != nil { return .doubtful }
    return entry.level == .error ? .bad : .warning
  }

  private func place(_ entry: Entry) -> String {
    var result = entry.place
    if let commit = entry.finding.commit {
      result += " at \(commit.hex.prefix(12))"
      let others = entry.finding.commits.count - 1
      if others > 0 { result += " and \(counted(others, "more commit"))" }
    }
    if let file = entry.file { result += ", path \(file)" }
    return result
  }

  private func waived(_ entries: [Entry]) -> [String] {
    let excerpt = Excerpt(entries)
    return excerpt.groups.flatMap { group in
      group.shown.map { entry in
        let line = "\(Escaped.text(entry.finding.message)) --> \(place(entry)) (\(waiver(entry)))"
        return "\(tag(entry)): \(line)"
      } + [Excerpt.more(in: group)].compactMap { $0 }
    } + excerpt.furtherLines
  }

  private func waiver(_ entry: Entry) -> String {
    guard let waiver = entry.waiver else { return "" }
    return Escaped.text(waiver.reason) + (waiver.until.map { ", until \(Timestamp.day($0))" } ?? "")
  }

  /// What was not judged, and what else there is to know.
  var remarks: [String] {
    report.sortedOff.map { remark("off", "\(Escaped.text($0.rule)): \(Escaped.text($0.why))") }
      + report.notes.map { remark("note", Escaped.text($0)) }
  }

  private func remark(_ word: String, _ text: String) -> String {
    style.labelled("\(word):", .quiet, text)
  }

  /// The last line.
  var summary: String {
    let headline = Headline(report)
    let voices: [Report.Outcome: TextStyle.Voice] = [
      .kept: .good, .broken: .bad, .unknown: .doubtful,
    ]
    return style.labelled(
      "\(headline.outcome.rawValue):", voices[headline.outcome] ?? .bad,
      "\(headline.facts) (\(decimal(report.seconds, digits: 2)) s)")
  }
}

extension Report {
  /// What was off, alike from run to run.
  var sortedOff: [Off] { off.sorted { ($0.rule, $0.why) < ($1.rule, $1.why) } }
}
