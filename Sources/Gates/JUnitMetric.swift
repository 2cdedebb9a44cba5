internal import PolicyCore

/// How many tests a JUnit report counts.
///
/// There is no standard; every writer has `testcase` with `failure`, `error` and `skipped` in it
/// (github.com/testmoapp/junitxml). The suites' own counts are not asked: writers disagree on them.
enum JUnitMetric {
  static func value(
    _ part: GateMetric.Tests, in bytes: [UInt8], of name: String
  ) throws(MetricProblem) -> Double {
    let tally = Tally()
    try XMLDocument.walk(bytes, of: name) { element, _ in
      tally.start(element)
    } end: { element in
      tally.end(element)
    }
    guard tally.isReport else {
      throw MetricProblem("'\(name)' is no JUnit report", help: "let the command write JUnit's XML")
    }
    guard tally.all > 0 else {
      throw MetricProblem("'\(name)' holds no test", help: "see why the command ran none")
    }
    switch part {
    case .failed: return Double(tally.failed)
    case .skipped: return Double(tally.skipped)
    case .all: return Double(tally.all)
    case .passRate:
      let run = tally.all - tally.skipped
      guard run > 0 else {
        throw MetricProblem("every test in '\(name)' was skipped", help: "run at least one")
      }
      return Double(max(0, run - tally.failed)) / Double(run) * 100
    }
  }

  private final class Tally {
    private(set) var isReport = false
    private(set) var (all, failed, skipped) = (0, 0, 0)
    private var isFirst = true
    private var isTest = false
    private var (hasFailed, wasSkipped) = (false, false)

    func start(_ element: String) {
      if isFirst { isReport = element == "testsuites" || element == "testsuite" }
      isFirst = false
      switch element {
      case "testcase":
        (isTest, hasFailed, wasSkipped) = (true, false, false)
      // A suite that could not even be set up fails without a test.
      case "failure", "error": if isTest { hasFailed = true } else { failed += 1 }
      case "skipped": wasSkipped = true
      default: break
      }
    }

    func end(_ element: String) {
      guard element == "testcase" else { return }
      all += 1
      if hasFailed { failed += 1 } else if wasSkipped { skipped += 1 }
      isTest = false
    }
  }
}
