import GitModel
import PolicyFile
import Testing

@testable import PolicyCore

@Suite struct RequiredChecksTests {
  static let contexts = [
    "build", "test (3.10)", "3.10", "yes", "🚀 ship", "a: b", "# x", "- x", "'q' \"d\"",
    "two\nlines",
    "::error::x", "[a]", "{a}", "trailing ", "\u{202E}rev", "",
  ]

  private static func answer(
    _ context: String, _ verdict: ContextAnswer.Verdict, app: String? = nil
  ) throws -> ContextAnswer {
    ContextAnswer(
      .init(context: context, app: app), on: try #require(RefName("refs/heads/main")), verdict,
      "'\(context)' is \(verdict)")
  }

  @Test("What is suggested is read as it was meant, whatever the names hold")
  func roundTrip() throws {
    let answers =
      try Self.contexts.dropLast().map { try Self.answer($0, .produced) }
      + Self.contexts.map { try Self.answer($0, .conditional) }
      + [try Self.answer("cov", .produced, app: "codecov")]
    let block = PolicyFile.requiredChecks([
      ("main", ContextSuggestions(answers: answers, doubts: Self.contexts)),
      ("é", ContextSuggestions()),
    ])
    #expect(block.contains("\n      # not known: build\n"), "\(block)")
    let policy = try PolicyFile.parse("version: 1\n" + block, name: "p.yml")
    #expect(policy.kinds.map(\.name) == ["main", "é"])
    #expect(
      policy.kinds[0].protection.requiredStatusChecks
        == Self.contexts.dropLast().map { .init(context: $0) } + [
          .init(context: "cov", app: "codecov")
        ])
    #expect(policy.kinds[1].protection.requiredStatusChecks.isEmpty)
  }

  @Test("Where no long-lived branch is meant, what is suggested is a comment, which is a policy")
  func nothing() throws {
    let block = PolicyFile.requiredChecks([])
    #expect(block.hasPrefix("# no long-lived branch is among them"))
    _ = try PolicyFile.parse("version: 1\n" + block, name: "p.yml")
  }
}
