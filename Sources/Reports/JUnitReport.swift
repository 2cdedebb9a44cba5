import GitModel
import PolicyCore

/// A report for CI servers that show tests: a suite for each ref, a case for each rule.
///
/// JUnit has no warnings: a rule that only warns passes, and says so in its output.
struct JUnitReport {
  private let report: Report

  init(_ report: Report) { self.report = report }

  private struct Case {
    enum Outcome { case passed, failure, error, skipped }
    var outcome = Outcome.passed
    var element: [String] = []
  }

  private struct Count {
    var tests = 0, failures = 0, errors = 0, skipped = 0

    mutating func add(_ outcome: Case.Outcome) {
      tests += 1
      switch outcome {
      case .passed: break
      case .failure: failures += 1
      case .error: errors += 1
      case .skipped: skipped += 1
      }
    }

    var attributes: String {
      "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
    }
  }

  var text: String {
    var total = Count()
    var lines: [String] = []
    for (ref, rules) in casesByRef {
      lines += suite(Escaped.xml(Escaped.utf8(ref.bytes)), rules, total: &total)
    }
    let off = report.sortedOff.map { off in
      (off.rule, Case(outcome: .skipped, element: [skipped("off: \(off.why)")]))
    }
    if !off.isEmpty { lines += suite("off", off, total: &total) }
    lines += notes
    let time = decimal(report.seconds, digits: 3)
    let open = "<testsuites name=\"\(Tool.name)\" \(total.attributes) time=\"\(time)\">"
    return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", open] + lines + ["</testsuites>"])
      .joined(separator: "\n") + "\n"
  }

  /// What is told besides, such as what landed under an override: a suite without a case.
  private var notes: [String] {
    guard !report.notes.isEmpty else { return [] }
    let text = report.notes.map { "note: " + Escaped.xml($0) }.joined(separator: "\n")
    return [
      "  <testsuite name=\"notes\" \(Count().attributes)>",
      "    <system-out>\(text)</system-out>", "  </testsuite>",
    ]
  }

  private func suite(
    _ name: String, _ cases: [(rule: String, Case)], total: inout Count
  ) -> [String] {
    var count = Count()
    var lines: [String] = []
    for (rule, test) in cases {
      count.add(test.outcome)
      total.add(test.outcome)
      let open = "    <testcase classname=\"\(name)\" name=\"\(Escaped.xml(rule))\""
      lines +=
        test.element.isEmpty ? [open + "/>"] : [open + ">"] + test.element + ["    </testcase>"]
    }
    return ["  <testsuite name=\"\(name)\" \(count.attributes)>"] + lines + ["  </testsuite>"]
  }

  /// One case for each rule on each ref, however often it was asked: a second of the same name would
  /// hide the first.
  private var casesByRef: [(ref: RefName, rules: [(rule: String, Case)])] {
    var cases: [RefName: [String: Case]] = [:]
    for judgement in report.judgements {
      cases[judgement.update.ref, default: [:]][judgement.rule] = Case()
    }
    for (ref, entries) in Dictionary(grouping: report.entries, by: \.update.ref) {
      for (rule, entries) in Dictionary(grouping: entries, by: \.rule) {
        cases[ref, default: [:]][rule] = test(entries)
      }
    }
    return cases.sorted { $0.key < $1.key }.map { ref, rules in
      (ref, rules.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }

  private func test(_ entries: [Entry]) -> Case {
    let blocking = entries.filter { $0.waiver == nil && $0.level == .error }
    if let first = blocking.first(where: { $0.cause == nil }) {
      return Case(outcome: .failure, element: failed("failure", first, of: blocking))
    }
    if let first = blocking.first {
      return Case(outcome: .error, element: failed("error", first, of: blocking))
    }
    let warnings = entries.filter { $0.waiver == nil }
    if !warnings.isEmpty {
      let lines = described(warnings).joined(separator: "\n")
      return Case(element: ["      <system-out>\(lines)</system-out>"])
    }
    let reasons = Set(entries.compactMap { $0.waiver?.reason }).sorted().joined(separator: "; ")
    return Case(outcome: .skipped, element: [skipped("waived: \(reasons)")])
  }

  private func skipped(_ message: String) -> String {
    "      <skipped message=\"\(Escaped.xml(message))\"/>"
  }

  private func failed(_ element: String, _ first: Entry, of entries: [Entry]) -> [String] {
    let message = Escaped.xml(first.finding.message)
    let open = "      <\(element) message=\"\(message)\" type=\"\(first.verdict.rawValue)\">"
    return [open + described(entries).joined(separator: "\n") + "</\(element)>"]
  }

  private func described(_ entries: [Entry]) -> [String] {
    Excerpt(entries).groups.flatMap { group in
      group.shown.flatMap { entry in
        let at = entry.finding.commit.map { " at \($0)" } ?? ""
        return [
          Escaped.xml("\(entry.tag)[\(entry.rule)]: \(entry.finding.message)"),
          Escaped.xml("  --> \(entry.place)\(at)"), Escaped.xml("  help: \(entry.finding.help)"),
        ]
      } + [Excerpt.more(in: group)].compactMap { $0 }
    }
  }
}
