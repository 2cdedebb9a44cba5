public import PolicyCore

/// A rule's page as Markdown: what `policy explain RULE` prints. Throws where one of the rule's
/// examples is none.
public func page(for rule: any Rule.Type) throws(ExampleError) -> String {
  try RulePage(of: rule).text
}

/// A rule's page: what it demands and why, and its examples with what they print when they are
/// judged. Nothing on it is written twice.
public struct RulePage {
  /// The page's blocks, which blank lines part.
  private var blocks: [String]

  /// The page, as Markdown.
  public var text: String { blocks.joined(separator: "\n\n") + "\n" }

  /// The page of a rule. Throws where one of its examples is none.
  public init(of rule: any Rule.Type) throws(ExampleError) {
    let guide = rule.guide
    let moments = guide.moments.sorted().map { "`\($0.rawValue)`" }.joined(separator: ", ")
    var facts = ["- Asked at: \(moments).", "- Level: \(guide.level)."]
    if let type = guide.githubType { facts.append("- GitHub's ruleset type: `\(type)`.") }
    blocks = ["# \(guide.id)", guide.summary, guide.rationale, facts.joined(separator: "\n")]
    for example in guide.examples {
      let scenario = try example.scenario()
      blocks.append("## \(example.expectation.verb(at: guide.level)) \(example.title)")
      if !example.policy.isEmpty { blocks.append(Self.fenced("yaml", example.policy)) }
      blocks.append(Self.fenced("text", example.drawing))
      let judgement = scenario.judgement(of: rule, over: scenario.history())
      if let lines = judgement.map(Console(scenario: scenario).lines), !lines.isEmpty {
        blocks.append(Self.fenced("console", lines.joined(separator: "\n")))
      }
    }
  }

  private static func fenced(_ language: String, _ content: String) -> String {
    "```\(language)\n\(content)\n```"
  }

  /// The table of all pages, as Markdown.
  public static var index: String {
    let rows = RuleCatalog.all.map { $0.guide }.map { guide in
      "| [\(guide.id)](\(guide.id).md) | \(guide.summary) |\n"
    }
    return """
      # The rules

      The examples on these pages are judged by the tests; `policy explain RULE` prints a page.

      | rule | demand |
      |---|---|
      \(rows.joined())
      """
  }
}

extension Example.Expectation {
  /// What the rule does with the example, to stand before its title.
  fileprivate func verb(at level: Level) -> String {
    switch self {
    case .kept: "Allows"
    case .broken: level == .error ? "Blocks" : "Warns of"
    case .unknown: "Cannot judge"
    }
  }
}
