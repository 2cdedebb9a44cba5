import GitModel
import PolicyCore

/// A report for code scanning: SARIF 2.1.0 (OASIS), in the part that GitHub reads.
///
/// Source: "SARIF support for code scanning", docs.github.com.
struct SARIFReport {
  /// GitHub refuses a run with more results.
  static let roomForResults = 25_000

  private let report: Report
  private let entries: [Entry]
  private let rules: SARIFRules
  private let policyPath: String
  private let room: Int

  init(_ report: Report, room: Int = Self.roomForResults) {
    (self.report, entries, self.room) = (report, report.entries, room)
    rules = SARIFRules(besides: entries.map(\.rule))
    policyPath = Self.path(ofPolicy: report.policy.source)
  }

  var text: String {
    let shown = mostPressing(entries)
    let run: JSONValue = [
      "tool": ["driver": rules.driver],
      "invocations": [invocation(leftOut: entries.count - shown.count)],
      "results": .array(results(shown)),
      "columnKind": "unicodeCodePoints",
      "properties": [
        "verdict": .string(report.outcome.rawValue), "mode": .string(report.mode.rawValue),
        "policySource": .string(report.policy.source),
        "policyDigest": .string(report.policy.digest),
      ],
    ]
    let document: JSONValue = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [run],
    ]
    return document.text
  }

  /// The entries that there is room for, in their order: errors before warnings before waived ones.
  private func mostPressing(_ entries: [Entry]) -> [Entry] {
    guard entries.count > room else { return entries }
    func rank(_ entry: Entry) -> Int { entry.waiver != nil ? 2 : entry.level == .error ? 0 : 1 }
    let kept = entries.indices.sorted { (rank(entries[$0]), $0) < (rank(entries[$1]), $1) }
      .prefix(room)
    return kept.sorted().map { entries[$0] }
  }

  private func invocation(leftOut: Int) -> JSONValue {
    var notes = report.notes.map { notification(Escaped.text($0)) }
    if leftOut > 0 {
      notes.append(notification("left out \(counted(leftOut, "result")) (\(Excerpt.whole))"))
    }
    return [
      "executionSuccessful": .bool(true),
      "exitCode": .int(Int(ExitStatus(for: report).rawValue)),
      "toolConfigurationNotifications": .array(
        report.sortedOff.map { notification("\(Escaped.text($0.rule)): \(Escaped.text($0.why))") }),
      "toolExecutionNotifications": .array(notes),
    ]
  }

  private func notification(_ text: String) -> JSONValue {
    ["level": "note", "message": ["text": .string(Self.unlinked(text))]]
  }

  private func results(_ entries: [Entry]) -> [JSONValue] {
    var seen: [UInt64: Int] = [:]
    return entries.map { entry in
      let print = Self.fingerprint(of: entry)
      seen[print, default: 0] += 1
      return result(entry, fingerprint: "\(String(print, radix: 16)):\(seen[print, default: 0])")
    }
  }

  private func result(_ entry: Entry, fingerprint: String) -> JSONValue {
    [
      "ruleId": .string(entry.rule),
      "ruleIndex": .int(rules.index(of: entry.rule)),
      // SARIF has kinds for what is open, but demands level "none" with them (section 3.27.10), and
      // what has no level does not show. Unknown blocks, so it fails.
      "kind": "fail",
      "level": .string(entry.level.rawValue),
      "message": ["text": .string(message(entry))],
      "locations": [location(entry)],
      // Without it GitHub takes a hash of the line, and all findings of a rule become one alert.
      "partialFingerprints": ["primaryLocationLineHash": .string(fingerprint)],
      // Empty means not suppressed; all results of a run must have it, or none (section 3.27.23).
      "suppressions": .array(
        entry.waiver.map { waiver in
          [
            [
              "kind": "external", "status": "accepted",
              "justification": .string(Escaped.text(waiver.reason)),
            ]
          ]
        } ?? []),
      "properties": [
        "verdict": .string(entry.verdict.rawValue),
        "ref": .string(Escaped.utf8(entry.update.ref.bytes)),
        "commit": .optional(entry.finding.commit?.hex),
      ],
    ]
  }

  private func message(_ entry: Entry) -> String {
    let doubt = entry.cause == nil ? "" : "cannot be judged: "
    let at = entry.finding.commit.map { " at \($0.hex.prefix(12))" } ?? ""
    let lines = [
      "\(doubt)\(Escaped.text(entry.finding.message)) (\(entry.place)\(at))",
      "help: \(Escaped.text(entry.finding.help))",
    ]
    return Self.unlinked(lines.joined(separator: "\n"))
  }

  /// GitHub shows only what has a place in a file: the finding's path, or else the policy.
  private func location(_ entry: Entry) -> JSONValue {
    let uri = entry.finding.path.map { Escaped.uri($0) } ?? policyPath
    var logical: [JSONValue] = [
      [
        "fullyQualifiedName": .string(Escaped.utf8(entry.update.ref.bytes)), "kind": "ref",
      ]
    ]
    if let commit = entry.finding.commit {
      logical.append(["fullyQualifiedName": .string(commit.hex), "kind": "commit"])
    }
    return [
      "physicalLocation": [
        "artifactLocation": ["uri": .string(uri), "uriBaseId": "%SRCROOT%"],
        "region": ["startLine": .int(entry.finding.line ?? 1)],
      ],
      "logicalLocations": .array(logical),
    ]
  }

  /// The policy's path in the tree; of a preset or a file elsewhere, where a policy would be.
  private static func path(ofPolicy source: String) -> String {
    let known = [".policy.yml", ".github/policy.yml", "policies/policy.yml"]
    return known.first { source == $0 || source.hasPrefix($0 + " at ") } ?? ".policy.yml"
  }

  /// The text without what SARIF would take for a link (section 3.11.6).
  private static func unlinked(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "]")) ? text.replacing("](", with: "\\](") : text
  }

  /// What makes the finding the same in the next run: FNV-1a over everything but its words.
  private static func fingerprint(of entry: Entry) -> UInt64 {
    let fields: [[UInt8]] = [
      Array(entry.rule.utf8), entry.update.ref.bytes, entry.head ?? [],
      entry.finding.commit?.bytes ?? [], entry.finding.base?.bytes ?? [],
      entry.finding.path ?? [],
    ]
    return fields.joined(separator: [0]).reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
  }
}
