internal import GitModel
public import PolicyCore

/// What a person is told when a hook says no: in a terminal, in an IDE's window, or behind `remote:`
/// in 80 columns.
public struct Refusal {
  /// How many findings are told; the others are counted.
  private static let shown = 3
  /// How many lines one finding takes, where what is to be copied leaves room for it.
  private static let most = 10
  /// The lines, without newlines; empty where nothing was found.
  public let lines: [String]

  /// What to say of a report; `title` says what was refused or is advised, and `more` what there is to know
  /// besides. It is said where nothing was found, too.
  public init(_ report: Report, title: String, more: [String] = []) {
    let more = more.flatMap(TextStyle.remote.fitted)
    let entries = report.entries.filter { $0.waiver == nil }
    // What is broken is the first to mend, then what could not be told; warnings stop nothing.
    let ordered = [
      entries.filter { $0.level == .error && $0.cause == nil },
      entries.filter { $0.level == .error && $0.cause != nil },
      entries.filter { $0.level != .error },
    ].flatMap { Self.varied($0) }
    guard let first = ordered.first else {
      lines = more
      return
    }
    let why = "why: policy explain \(first.rule)"
    let sourced = "judged by \(Escaped.text(report.policy.source)); \(why)"
    if ordered.count == 1 {
      lines = Self.fitted(title, first, feet: [[sourced], [why], []], more)
      return
    }
    var lines = [title]
    for entry in ordered.prefix(Self.shown) { lines += Self.block(entry) }
    if ordered.count > Self.shown {
      lines.append("… and \(Self.rest(ordered.count - Self.shown, ordered))")
    }
    lines.append(sourced)
    self.lines = lines.flatMap(TextStyle.remote.fitted) + more
  }

  /// One finding in as few lines as it may take. What is to be copied stays whole: where the policy lies
  /// gives way, then how to read on, and then the end of what is wrong.
  private static func fitted(
    _ title: String, _ entry: Entry, feet: [[String]], _ more: [String]
  ) -> [String] {
    let block = block(entry).map(TextStyle.remote.fitted)
    var rest = ([[title]] + block.dropFirst() + [more]).flatMap(\.self)
    var foot: [String] = []
    for lines in feet {
      foot = lines.flatMap(TextStyle.remote.fitted)
      if rest.count + block[0].count + foot.count <= most { break }
    }
    rest.insert(contentsOf: foot, at: rest.count - more.count)
    rest.insert(contentsOf: cut(block[0], to: max(1, most - rest.count)), at: 1)
    return rest
  }

  /// As many of these lines as there is room for.
  private static func cut(_ lines: [String], to room: Int) -> [String] {
    guard lines.count > room, var last = lines.prefix(room).last else { return lines }
    if last.columns + 2 > TextStyle.remote.width ?? .max, let space = last.lastIndex(of: " ") {
      last = String(last[..<space])
    }
    return lines.prefix(room - 1) + ["\(last) …"]
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
      let others = entry.finding.commits.count - 1
      // What is about to be committed is no commit yet that anybody could look up.
      if !entry.isInTheMaking {
        place += " at \(commit.hex.prefix(12))"
      } else if others > 0 {
        place += " at this commit"
      }
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
