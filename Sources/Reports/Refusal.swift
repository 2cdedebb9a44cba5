internal import GitModel
public import PolicyCore

/// What a person is told when a hook says no: in a terminal, in an IDE's window, or behind `remote:`
/// in 80 columns.
public struct Refusal {
  /// How many findings are told; the others are counted.
  private static let shown = 3
  /// The lines, without newlines; empty where nothing was found.
  public let lines: [String]

  /// What to say of a report; `title` says what was refused or is advised.
  public init(_ report: Report, title: String) {
    let entries = report.entries.filter { $0.waiver == nil }
    // What is broken is the first to mend, then what could not be told; warnings stop nothing.
    let ordered = [
      entries.filter { $0.level == .error && $0.cause == nil },
      entries.filter { $0.level == .error && $0.cause != nil },
      entries.filter { $0.level != .error },
    ].flatMap { Self.varied($0) }
    guard let first = ordered.first else {
      lines = []
      return
    }
    var lines = [title]
    for entry in ordered.prefix(Self.shown) { lines += Self.block(entry) }
    if ordered.count > Self.shown {
      lines.append("… and \(Self.rest(ordered.count - Self.shown, ordered))")
    }
    let source = Escaped.text(report.policy.source)
    lines.append("judged by \(source); why: policy explain \(first.rule)")
    self.lines = lines.flatMap(TextStyle.remote.fitted)
  }

  /// One of each rule and ref before the second of any.
  private static func varied(_ entries: [Entry]) -> [Entry] {
    var seen: Set<String> = []
    var (fresh, again): ([Entry], [Entry]) = ([], [])
    for entry in entries {
      if seen.insert(entry.rule).inserted { fresh.append(entry) } else { again.append(entry) }
    }
    return fresh + again
  }

  private static func block(_ entry: Entry) -> [String] {
    let head = "\(entry.tag)[\(entry.rule)]: "
    var place = "  --> \(entry.place)"
    if let commit = entry.finding.commit {
      place += " at \(commit.hex.prefix(12))"
      let others = entry.finding.commits.count - 1
      if others > 0 { place += " and \(counted(others, "more commit"))" }
    }
    return [
      head + Escaped.text(entry.finding.message), place,
      "  help: \(Escaped.text(entry.finding.help))",
    ]
  }

  /// `47 more: 40 of linear-history, 7 of branch-name`.
  private static func rest(_ count: Int, _ entries: [Entry]) -> String {
    let rules = Set(entries.map(\.rule)).sorted()
    let counts = rules.map { rule in
      "\(grouped(entries.count { $0.rule == rule })) of \(rule)"
    }
    return "\(grouped(count)) more; in all \(counts.joined(separator: ", "))"
  }
}
