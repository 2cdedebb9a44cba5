internal import PolicyCore

/// The keys of a quality gate.
enum GateKeys {
  static let gate: [Key] = [
    Key(
      "run", .either([.text(.command), .list(.text(.text), atLeast: 1)]), required: true,
      judgedBy: "quality-gate",
      """
      The command: a line that is parted into words as a shell would, or a list of words. No shell \
      reads it; what needs one says so: sh -c '…'.
      """),
    Key(
      "metric", .either([.text(.capture), .record(metric)]),
      """
      Where its number is found: a regular expression over the lines of its output, of which the \
      last match's first group counts, or a file that the command writes.
      """),
    Key("at_least", .number, "The lowest number that passes."),
    Key("at_most", .number, "The highest number that passes."),
    Key(
      "no_worse_than", .text(.branchName),
      "The long-lived branch whose recorded number must be reached."),
    Key(
      "better", .word(Gate.Better.allCases.map(\.rawValue)),
      "Which way the number gets better, where no limit says so."),
    Key(
      "ignore_exit", .flag,
      "The number alone decides: a command that fails and leaves a good one passes."),
    Key("timeout", .text(.duration), "How long the command may take (10m)."),
    Key(
      "about", .word(Gate.Subject.allCases.map(\.rawValue)),
      """
      What its result is about: the tree (the default), or the commits that lead there, whose result \
      no other commit of the same tree shares.
      """),
    Key(
      "on", .list(.word(hooks)),
      """
      The hooks that run it, where no result is recorded for what is committed or pushed; about \
      commits, at each push.
      """),
    Key(
      "required_on", .list(.word(hooks)),
      "The hooks that refuse where no result is recorded, and run nothing."),
    Key(
      "weight", .integer(0...100),
      "What the health score loses where it is broken (10)."),
  ]

  private static let hooks = Gate.Hook.allCases.map(\.rawValue)

  private static let metric: [Key] = [
    Key("json", .text(.path), "A JSON file."),
    Key("pointer", .text(.pointer), "The number's place in the JSON file."),
    Key("cobertura", .text(.path), "A coverage report in Cobertura's XML."),
    Key("junit", .text(.path), "A test report in JUnit's XML."),
    Key(
      "of", .word(parts),
      """
      Of a coverage report: lines (the default) or branches. Of a test report: how many failed \
      (the default), were skipped or are there at all, or the percentage that passed.
      """),
    Key("sarif", .text(.path), "A SARIF log, whose results are counted."),
    Key(
      "level", .word(GateMetric.ResultLevel.allCases.map(\.rawValue)),
      "The only level of SARIF results that counts."),
  ]

  static let parts =
    GateMetric.Coverage.allCases.map(\.rawValue) + GateMetric.Tests.allCases.map(\.rawValue)
}
