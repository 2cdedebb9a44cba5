import PolicyFile
import Testing

@Suite("Errors in gates")
struct GateErrorTests {
  private static let head = "version: 1\n"

  private static func gate(_ rest: String) -> String { head + "gates: {a: {run: x, \(rest)}}" }

  /// What the schema refuses, too.
  static let shapes: [Refusal] = [
    Refusal(
      head + "gates: {a: {run: 'x | y'}}",
      "2:18: the command holds the shell operator '|'; "
        + "no shell reads it; put it in quotes, or call one: sh -c '…'"),
    Refusal(
      head + "gates: {a: {run: x *.py}}",
      "2:18: the command holds '*', which only a shell expands; "
        + "put it in quotes, or let a shell do it: sh -c '…'"),
    Refusal(
      head + "gates: {a: {run: 'x [a]'}}",
      "2:18: the command holds '[', which only a shell expands; "
        + "put it in quotes, or let a shell do it: sh -c '…'"),
    Refusal(
      head + #"gates: {a: {run: 'x \'}}"#,
      #"2:18: the command ends with '\'; remove it, or write '\\'"#),
    Refusal(head + #"gates: {a: {run: "x \0"}}"#, "2:18: the command holds a NUL; remove it"),
    Refusal(
      head + #"gates: {a: {run: "x\r\ny"}}"#,
      "2:18: the command holds the shell operator line break; "
        + "no shell reads it; put it in quotes, or call one: sh -c '…'"),
    Refusal(
      head + "gates: {a: {run: x 'y}}", "2:18: a quote ' is not closed; close it"),
    Refusal(
      head + "gates: {a: {run: x ~/y}}",
      "2:18: the command holds '~', which only a shell expands; "
        + "put it in quotes, or let a shell do it: sh -c '…'"),
    Refusal(
      head + "gates: {a: {run: A=1 x}}",
      "2:18: the command begins with the assignment 'A=', which only a shell knows; "
        + "write: env A=1 x"),
    Refusal(
      head + "gates: {a: {run: \"''\"}}",
      "2:18: the command names no program; write the program first"),
  ]

  /// What only the parser refuses: a list of words, what expressions capture, what goes together.
  static let parserOnly: [Refusal] = [
    Refusal(
      head + "gates: {a: {run: [A=1, x]}}",
      "2:18: the command begins with the assignment 'A=', which only a shell knows; "
        + "write: env A=1 x"),
    Refusal(
      gate("metric: '[0-9]+%'"),
      "2:29: the regular expression '[0-9]+%' captures nothing; "
        + "put the number into a group: '([0-9.]+)%'"),
    Refusal(
      gate("metric: {pointer: /a}"),
      "2:29: the metric names no file; name one: json, cobertura, junit or sarif"),
    Refusal(
      gate("metric: {junit: a, sarif: b}"),
      "2:29: the metric names several files; name one: json, cobertura, junit or sarif"),
    Refusal(
      gate("metric: {json: a}"),
      "2:29: the metric names no place in 'a'; add pointer: /PLACE/IN/IT"),
    Refusal(
      gate("metric: {junit: a, level: note}"),
      "2:47: 'level' says nothing of a metric in 'junit'; remove it; it goes with sarif"),
    Refusal(
      gate("metric: {junit: a, of: lines}"),
      "2:44: a report in 'junit' has no such part; "
        + "write one of: failed, skipped, all, pass-rate"),
    Refusal(
      gate("at_most: 1"), "2:30: a limit needs a metric; add metric: where the number is found"),
    Refusal(
      gate("metric: '(a)', at_least: 2, at_most: 1"),
      "2:58: no number is at least 2.0 and at most 1.0; swap them"),
    Refusal(
      head + "branches: {d: {}}\ngates: {a: {run: x, metric: '(a)', no_worse_than: d}}",
      "3:51: nothing says which way the number gets better; add better: higher"),
    Refusal(
      gate("metric: '(a)', ignore_exit: true"),
      "2:49: nothing decides: the exit status is ignored; add a limit"),
    Refusal(gate("timeout: 0s"), "2:30: the time is none; write a time such as 10m"),
    Refusal(
      head + "gates:\n  a: {run: x, metric: {junit: ./f}}\n  b: {run: x, metric: {junit: f}}\n",
      "4:23: 'f' is written by the gate 'a' too, and gates run at the same time; "
        + "let each write a file of its own"),
    Refusal(
      gate("metric: '(a)', at_least: 1, no_worse_than: dev"),
      "2:64: 'dev' is no long-lived branch of this policy; "
        + "name an exact key of branches: that has no 'from' (there are: none)"),
  ]

  @Test("Every error has its line, its column and its cure", arguments: shapes + parserOnly)
  func refuses(refusal: Refusal) {
    let error = #expect(throws: PolicyFileError.self) {
      try PolicyFile.parse(refusal.yaml, name: "p.yml")
    }
    let lines = error?.problems.map { "\($0)" } ?? []
    #expect(lines == refusal.errors.map { "p.yml:" + $0 })
  }
}
