internal import PolicyCore

/// The keys of a pattern in the form of GitHub's rulesets.
enum PatternKeys {
  /// A regular expression, a pattern with its operator, or a list of them that all hold.
  static let several = Shape.either([.text(.regex), .record(all), .list(one, atLeast: 1)])

  private static let one = Shape.either([.text(.regex), .record(all)])

  private static let all: [Key] = [
    Key(
      "operator", .word(TextPattern.Operator.allCases.map(\.rawValue)),
      "How the pattern is held against the text; without it as a regular expression."),
    Key("pattern", .text(.text), required: true, "The pattern."),
    Key("negate", .flag, "Whether the text must not be so."),
    Key("name", .text(.text), "What findings call it."),
  ]
}
