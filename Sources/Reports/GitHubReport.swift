import GitModel
import PolicyCore

/// A report for the log of a GitHub Actions step: annotations, then what they cannot say.
///
/// Source: "Workflow commands for GitHub Actions", docs.github.com.
struct GitHubReport {
  /// GitHub shows that many of each level in a step.
  static let annotationsPerLevel = 10

  private let report: Report

  init(_ report: Report) { self.report = report }

  var text: String {
    let entries = report.entries.filter { $0.waiver == nil }
    var lines: [String] = []
    var leftOut: [String] = []
    for (level, noun) in [(Level.error, "error"), (.warning, "warning")] {
      let all = Self.variedFirst(entries.filter { $0.level == level })
      lines += all.prefix(Self.annotationsPerLevel).map { annotation($0) }
      let rest = all.count - Self.annotationsPerLevel
      if rest > 0 { leftOut.append(counted(rest, "more \(noun)")) }
    }
    if !leftOut.isEmpty {
      lines.append(
        "::notice title=\(Tool.name)::and \(leftOut.joined(separator: ", ")) (\(Excerpt.whole))")
    }
    let plain = TextReport(report, .plain)
    return (lines + plain.remarks + [plain.summary]).joined(separator: "\n") + "\n"
  }

  /// The first finding of each rule, then the second of each, and so on.
  private static func variedFirst(_ entries: [Entry]) -> [Entry] {
    var seen: [String: Int] = [:]
    let ranked = entries.enumerated().map { offset, entry in
      seen[entry.rule, default: 0] += 1
      return (rank: seen[entry.rule, default: 0], offset: offset, entry: entry)
    }
    return ranked.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.map(\.entry)
  }

  private func annotation(_ entry: Entry) -> String {
    let finding = entry.finding
    var message = [Escaped.text(finding.message)]
    if let commit = finding.commit { message.append("at \(commit)") }
    if let file = entry.file { message.append("path \(file)") }
    message.append("help: \(Escaped.text(finding.help))")
    let doubt = entry.cause == nil ? "" : "unknown: "
    var properties = [
      "title=" + Escaped.workflowProperty("\(doubt)\(entry.rule) on \(entry.place)")
    ]
    if let path = Self.file(finding.path) {
      properties.append("file=\(path)")
      if let line = finding.line { properties.append("line=\(line)") }
    }
    return "::\(entry.level.rawValue) \(properties.joined(separator: ","))::"
      + Escaped.workflowData(message.joined(separator: "\n"))
  }

  /// The path, where GitHub can find it by its name.
  private static func file(_ path: [UInt8]?) -> String? {
    guard let path, let name = String(validating: path, as: UTF8.self), Escaped.text(name) == name
    else { return nil }
    return Escaped.workflowProperty(name)
  }
}
