import PolicyCore
import PolicyScenario
import Testing

/// One example of one rule, as a test's argument.
struct RuleExample: Sendable, CustomTestStringConvertible {
  let rule: any Rule.Type
  let example: Example

  static let all: [RuleExample] = RuleCatalog.all.flatMap { rule in
    rule.guide.examples.map { RuleExample(rule: rule, example: $0) }
  }

  var testDescription: String { "\(rule.guide.id): \(example.title)" }

  /// Where the example is written.
  var location: SourceLocation {
    SourceLocation(fileID: example.fileID, filePath: example.fileID, line: example.line, column: 1)
  }

  func scenario() throws -> Scenario {
    try example.scenario()
  }
}
