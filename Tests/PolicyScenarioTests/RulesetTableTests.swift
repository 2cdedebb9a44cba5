import PolicyCore
import TestSupport
import Testing

/// docs/rulesets.md, held against the rules.
@Suite struct RulesetTableTests {
  /// A row: the type, the rule that judges it, and where.
  private struct Row {
    let type: String
    let rule: String
    let places: [String]
  }

  private static func rows() throws -> [Row] {
    try SourceTree.text(of: "docs/rulesets.md").split(separator: "\n").filter {
      $0.hasPrefix("| `")
    }.map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map {
        $0.drop { $0 == " " }
      }
      let rule = cells[1].hasPrefix("[") ? cells[1].dropFirst().prefix { $0 != "]" } : ""
      return Row(
        type: String(cells[0].dropFirst().prefix { $0 != "`" }), rule: String(rule),
        places: cells[2...4].map { String($0.prefix { $0 != " " }) })
    }
  }

  @Test("Each rule that equals one of GitHub's has a row that says where it is judged")
  func rules() throws {
    let rows = try Self.rows()
    for rule in RuleCatalog.all {
      let guide = rule.guide
      // A part of a type is told in the words of its row.
      guard let type = guide.githubType, !type.contains(" ") else { continue }
      let row = try #require(rows.first { $0.type == type }, "\(guide.id) equals '\(type)'")
      guard row.rule == guide.id else { continue }
      let isLocal = !Set(guide.moments).isDisjoint(with: [.refChange, .commit, .push])
      let audit =
        guide.moments.contains(.standing)
        ? "yes" : Set(guide.moments).isDisjoint(with: [.pullRequest, .landing]) ? "no" : "landings"
      let expected = [isLocal, guide.moments.contains(.push)].map { $0 ? "yes" : "no" } + [audit]
      #expect(row.places == expected, "\(type)")
    }
    for row in rows where !row.rule.isEmpty {
      #expect(RuleCatalog.guide(row.rule)?.githubType == row.type, "\(row.type)")
    }
    for row in rows where row.rule.isEmpty {
      #expect(row.places == ["no", "no", "no"], "\(row.type)")
    }
  }

  @Test("The table has each of GitHub's types once")
  func types() throws {
    // docs.github.com/rest/repos/rules, "Create a repository ruleset".
    let all = [
      "commit_message_pattern", "commit_author_email_pattern", "committer_email_pattern",
      "required_signatures", "creation", "update", "deletion", "required_linear_history",
      "merge_queue",
      "required_deployments", "pull_request", "required_status_checks", "non_fast_forward",
      "branch_name_pattern", "tag_name_pattern", "workflows", "code_scanning", "code_quality",
      "code_coverage", "copilot_code_review", "license_compliance_scanning",
      "file_path_restriction",
      "max_file_path_length", "file_extension_restriction", "max_file_size",
    ]
    let shown = try Self.rows().map(\.type)
    #expect(Set(shown).count == shown.count)
    #expect(Set(all).subtracting(shown) == [])
  }
}
