import PolicyCore
import TestSupport
import Testing

@testable import Gates

/// Numbers in reports, and reports that hold none.
@Suite("Metrics")
struct MetricTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let metric: GateMetric
    let text: String
    /// The number, or what is wrong.
    let expected: String
    var testDescription: String { "\(metric) \(text.prefix(60))" }

    init(_ metric: GateMetric, _ text: String, _ expected: String) {
      (self.metric, self.text, self.expected) = (metric, text, expected)
    }
  }

  private static func json(_ pointer: String) -> GateMetric { .json(file: "f", pointer: pointer) }

  static let json: [Case] = [
    Case(json("/totals/percent_covered"), #"{"totals": {"percent_covered": 93.5}}"#, "93.5"),
    Case(json(""), "12", "12"), Case(json("/1"), "[1, -2.5e1]", "-25"),
    Case(json("/"), #"{"": 4}"#, "4"), Case(json("/a~1b/m~0n"), #"{"a/b": {"m~n": 5}}"#, "5"),
    Case(json("/~01"), #"{"~1": 7}"#, "7"), Case(json("/0"), #"{"0": 8}"#, "8"),
    Case(json("/a/b"), #"{"a": {}}"#, "'/a/b' in 'f' leads to nothing: no 'b'"),
    Case(json("/a/b"), #"{"a": 1}"#, "'/a/b' in 'f' leads to nothing: no 'b'"),
    Case(json("/2"), "[1, 2]", "'/2' in 'f' leads to nothing: no element '2'"),
    Case(json("/01"), "[1, 2]", "'/01' in 'f' leads to nothing: no element '01'"),
    Case(json("/-"), "[1, 2]", "'/-' in 'f' leads to nothing: no element '-'"),
    Case(
      json("/99999999999999999999"), "[1]",
      "'/99999999999999999999' in 'f' leads to nothing: no element '99999999999999999999'"),
    Case(json("/a"), #"{"a": "93"}"#, "'/a' in 'f' is no number"),
    Case(json("/a"), #"{"a": true}"#, "'/a' in 'f' is no number"),
    Case(json("/a"), #"{"a": null}"#, "'/a' in 'f' is no number"),
    Case(json("/a"), #"{"a": [1]}"#, "'/a' in 'f' is no number"),
    Case(json("/a"), #"{"a": NaN}"#, "'f' is no JSON"),
    Case(json("/a"), #"{"a": 1"#, "'f' is no JSON"), Case(json("/a"), "", "'f' is no JSON"),
    Case(json("/a"), #"{"a": 1} {"#, "'f' is no JSON"),
    Case(json("/a"), String(repeating: "[", count: 100_000), "'f' is no JSON"),
  ]

  private static let lines = GateMetric.cobertura(file: "f", of: .lines)

  static let cobertura: [Case] = [
    Case(lines, #"<coverage line-rate="0.935"/>"#, "93.5"),
    Case(lines, #"<coverage lines-valid="20" lines-covered="18" line-rate="1"/>"#, "90"),
    Case(
      .cobertura(file: "f", of: .branches), #"<coverage line-rate="1" branch-rate="0.5"/>"#, "50"),
    Case(
      lines,
      """
      <?xml version="1.0" ?>
      <!DOCTYPE coverage SYSTEM 'http://cobertura.sourceforge.net/xml/coverage-04.dtd'>
      <coverage line-rate="0.25"><packages><package line-rate="1"/></packages></coverage>
      """, "25"),
    Case(lines, #"<coverage lines-valid="0" lines-covered="0"/>"#, "'f' measures no lines"),
    Case(lines, #"<coverage lines-valid="1" lines-covered="2"/>"#, "'f' counts impossible lines"),
    Case(lines, #"<coverage line-rate="nan"/>"#, "'nan' in 'f' is no number"),
    Case(lines, #"<coverage line-rate="93"/>"#, "the line-rate of 'f' is 93, not from 0 to 1"),
    Case(lines, #"<coverage branch-rate="1"/>"#, "'f' has no line-rate"),
    Case(lines, "<report/>", "'f' is no Cobertura report"),
    Case(lines, "", "'f' is no XML: no element found in line 1"),
    Case(lines, #"<coverage line-rate="1">"#, "'f' is no XML: no element found in line 1"),
    Case(lines, "<coverage></x>", "'f' is no XML: mismatched tag in line 1"),
    Case(
      lines, #"<coverage line-rate="1"/><coverage/>"#,
      "'f' is no XML: junk after document element in line 1"),
  ]

  private static let bomb =
    "<!DOCTYPE coverage [<!ENTITY a0 \"x\">"
    + (1...30).map { "<!ENTITY a\($0) \"&a\($0 - 1);&a\($0 - 1);\">" }.joined()
    + "]><coverage line-rate=\"1\">&a30;</coverage>"

  static let bombs: [Case] = [
    Case(lines, bomb, "'f' declares an entity, which no report needs"),
    Case(
      lines,
      #"<!DOCTYPE c [<!ENTITY x SYSTEM "/etc/passwd">]><coverage line-rate="1">&x;</coverage>"#,
      "'f' declares an entity, which no report needs"),
    Case(
      lines, #"<!DOCTYPE c [<!ENTITY % x "y">]><coverage line-rate="1"/>"#,
      "'f' declares an entity, which no report needs"),
    Case(
      lines, String(repeating: "<coverage>", count: 100_000),
      "'f' has elements within more than 256 others"),
  ]

  private static func junit(_ part: GateMetric.Tests) -> GateMetric { .junit(file: "f", of: part) }

  private static let suite = """
    <testsuites><testsuite tests="9" failures="9">
      <testcase name="a"/><testcase name="b"><failure>x</failure></testcase>
      <testcase name="c"><error/><failure/></testcase><testcase name="d"><skipped/></testcase>
    </testsuite></testsuites>
    """

  static let junit: [Case] = [
    Case(junit(.failed), suite, "2"), Case(junit(.skipped), suite, "1"),
    Case(junit(.all), suite, "4"), Case(junit(.passRate), suite, "33.3333"),
    Case(junit(.failed), "<testsuite><testcase/></testsuite>", "0"),
    Case(junit(.failed), "<testsuite><error/><testcase/></testsuite>", "1"),
    Case(junit(.failed), "<testsuite tests=\"5\"/>", "'f' holds no test"),
    Case(
      junit(.passRate), "<testsuite><testcase><skipped/></testcase></testsuite>",
      "every test in 'f' was skipped"),
    Case(junit(.failed), "<coverage/>", "'f' is no JUnit report"),
  ]

  private static func sarif(_ level: GateMetric.ResultLevel? = nil) -> GateMetric {
    .sarif(file: "f", level: level)
  }

  private static let log = """
    {"runs": [{"tool": {"driver": {"rules": [
      {"id": "E1", "defaultConfiguration": {"level": "error"}}, {"id": "N1"}]}},
     "results": [{"ruleId": "E1"}, {"ruleIndex": 0, "level": "note"}, {"ruleId": "N1"},
      {"kind": "pass"}, {"baselineState": "absent"}, {"suppressions": [{"kind": "inSource"}]},
      {"suppressions": [{"status": "rejected"}]}, {"suppressions": []}, {"rule": {"index": 0}}]},
     {"results": []}]}
    """

  static let sarif: [Case] = [
    Case(sarif(), log, "6"), Case(sarif(.error), log, "2"), Case(sarif(.warning), log, "3"),
    Case(sarif(.note), log, "1"), Case(sarif(), #"{"runs": [{"results": []}]}"#, "0"),
    Case(sarif(), #"{"runs": [{"results": null}]}"#, "'f' says that nothing was looked for"),
    Case(sarif(), #"{"runs": [{}]}"#, "'f' says that nothing was looked for"),
    Case(sarif(), #"{"runs": []}"#, "'f' holds no run"), Case(sarif(), "{}", "'f' is no SARIF log"),
    Case(
      sarif(), #"{"runs": [{"results": [], "invocations": [{"executionSuccessful": false}]}]}"#,
      "'f' says that the command failed"),
  ]

  private static let percent = GateMetric.output(pattern: "([0-9.a-z]+)%")

  static let output: [Case] = [
    Case(percent, "10%\nTOTAL 93.5% of 20%\nend\n", "20"), Case(percent, "5%\r50%\r", "50"),
    Case(.output(pattern: "([0-9.]+)%"), "\u{1b}[1m93%\u{1b}[0m\n", "93"),
    Case(percent, "nothing", "nothing in its output matches '([0-9.a-z]+)%'"),
    Case(percent, "nan%", "'nan' in its output is no number"),
    Case(percent, "0x1p3%", "'0x1p3' in its output is no number"),
    Case(percent, "inf%", "'inf' in its output is no number"),
    Case(.output(pattern: "a(.*)"), "a1e999", "'1e999' in its output is no number"),
    Case(
      .output(pattern: "(?:a|(b))c"), "bc ac",
      "the last line that matches '(?:a|(b))c' has nothing in its group"),
    Case(.output(pattern: "cost (-?.*)$"), "cost  -3e2 \n", "-300"),
  ]

  @Test(
    "A report gives its number, or says why it has none",
    arguments: json + cobertura + bombs + junit + sarif + output)
  func reads(example: Case) throws {
    let floor = try Floor()
    try floor.folder.write(example.text.utf8, to: "source")
    let lines = example.metric.file == nil ? "cat source" : "cp source f"
    let run = try floor.run(Floor.gate("gate", lines, example.metric))
    let told = run.value.map { Number.text($0) } ?? run.verdict.reason?.message
    #expect(told == example.expected)
    #expect((run.verdict == .passed) == (run.value != nil))
  }

  @Test("Bytes that are no UTF-8 are read around in output, and no JSON")
  func bytes() throws {
    let floor = try Floor()
    let output = Floor.gate("gate", "printf '\\377\\376 7%%\\n'", .output(pattern: "([0-9]+)%"))
    #expect(try floor.run(output).value == 7)
    let file = Floor.gate(
      "gate", "printf '{\"a\\377\": 1}' >f", .json(file: "f", pointer: "/a"))
    #expect(try floor.run(file).verdict.word == "unknown")
  }

  @Test("A file that this run did not write is not read, however good its number")
  func stale() throws {
    let floor = try Floor()
    try floor.folder.write("95".utf8, to: "f")
    let metric = GateMetric.json(file: "f", pointer: "")
    #expect(
      try floor.run(Floor.gate("gate", "true", metric)).told
        == "unknown: 'f' was not written by this run")
    #expect(try floor.run(Floor.gate("gate", "echo 95 >f", metric)).value == 95)
    #expect(
      try floor.run(Floor.gate("gate", "rm f", metric)).told
        == "unknown: 'f' cannot be read: No such file or directory")
  }

  @Test("What is no file is not read, and keeps nobody waiting")
  func noFile() throws {
    let floor = try Floor()
    let metric = GateMetric.json(file: "f", pointer: "")
    for lines in ["mkfifo f", "rm f; mkdir f"] {
      let told = try floor.run(Floor.gate("gate", lines, metric)).told
      #expect(told.hasPrefix("unknown: 'f' "), "\(told)")
    }
  }

  @Test("A file over 64 MiB is not read")
  func large() throws {
    let floor = try Floor()
    let run = try floor.run(
      Floor.gate("gate", "head -c 70000000 /dev/zero >f", .json(file: "f", pointer: "")))
    #expect(run.told == "unknown: 'f' is over 64 MiB")
  }

  @Test("A file that another gate wrote over is nobody's number")
  func overwritten() throws {
    let floor = try Floor()
    let first = Floor.gate(
      "first", "echo 95 >f; : >ready", .json(file: "f", pointer: ""))
    let second = Floor.gate(
      "second", "until test -e ready; do sleep 0.1; done; sleep 0.5; echo 12 >f")
    let runs = floor.run([first, second])
    #expect(runs.map(\.told) == ["unknown: 'f' changed after the gate had ended", "passed"])
    #expect(runs.first?.value == nil)
  }

  @Test("Limits: at least, at most, no worse than; a status that counts and one that is ignored")
  func limits() throws {
    let floor = try Floor()
    func told(_ lines: String, _ change: (inout Gate) -> Void) throws -> String {
      var gate = Floor.gate("gate", lines, .output(pattern: "([0-9.]+)%"))
      change(&gate)
      return floor.run([gate]) { _ in .value(50) }.first?.told ?? ""
    }
    #expect(try told("echo 90%") { $0.atLeast = 90 } == "passed")
    #expect(try told("echo 89.99%") { $0.atLeast = 90 } == "failed: 89.99 is less than 90")
    #expect(try told("echo 11%") { $0.atMost = 10 } == "failed: 11 is more than 10")
    #expect(try told("echo 95%; exit 1") { $0.atLeast = 90 } == "failed: ends with 1")
    #expect(
      try told("echo 95%; exit 1") {
        $0.atLeast = 90
        $0.ignoresExit = true
      } == "passed")
    #expect(
      try told("exit 1") {
        $0.atLeast = 90
        $0.ignoresExit = true
      } == "unknown: nothing in its output matches '([0-9.]+)%'")
    let worse = "failed: 49.9 is worse than the 50 of 'develop'"
    #expect(try told("echo 49.9%") { $0.noWorseThan = "develop" } == worse)
    #expect(try told("echo 50%") { $0.noWorseThan = "develop" } == "passed")
    #expect(
      try told("echo 50.1%") {
        $0.noWorseThan = "develop"
        $0.better = .lower
      } == "failed: 50.1 is worse than the 50 of 'develop'")
    var gate = Floor.gate("gate", "echo 99%", .output(pattern: "([0-9.]+)%"))
    gate.noWorseThan = "develop"
    #expect(try floor.run(gate).told == "unknown: nothing is recorded")
  }
}
