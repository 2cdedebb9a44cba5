import Evidence
import GitModel
import PolicyCore
import PolicyFile
import Reports
import TestSupport
import Testing

@testable import GitHub

/// Which refs a ruleset is about, and which a policy.
@Suite struct RulesetScopeTests {
  private static let policy = """
    version: 1
    exempt: ['dependabot/**', 'x-?']
    branches:
      main: {require_linear_history: true}
      x-main: {require_linear_history: true}
      x-a*: {require_linear_history: true}
      y/*: {require_linear_history: true}
      'x-*': {require_linear_history: true}
      '**/*': {require_linear_history: true}
    tags:
      v*: {immutable: true}
      v1: {immutable: true}
      '*-rc': {immutable: true}
      '**/*': {immutable: true}
    """

  private static let names = [
    "main", "x-main", "x-a", "x-b", "x-bc", "x-abc", "y/a", "y/a/b", "dependabot/a/b", "other",
    "gh-readonly-queue/main/pr-1", "a/b/c", "v1", "v2", "v2-rc", "1-rc", "a/1-rc",
  ]

  /// Whether a ruleset in the form that GitHub's API takes is about a ref.
  private static func isAbout(_ json: Evidence.JSON, _ ref: String) throws -> Bool {
    func names(_ list: String) throws -> Bool {
      let patterns = try #require(json["conditions"]?["ref_name"]?[list]?.array)
      return try patterns.contains { pattern in
        try Glob(try #require(pattern.string)).matches(Array(ref.utf8))
      }
    }
    return try names("include") && !names("exclude")
  }

  private static func json(_ export: RulesetExport?) throws -> Evidence.JSON {
    try JSONReader.read(Array(try #require(export).json.text.utf8))
  }

  @Test("A kind's ruleset is about its branches and no others", arguments: names)
  func branches(name: String) throws {
    let policy = try PolicyFile.parse(Self.policy, name: "policy")
    let branch = try #require(BranchName(name))
    for kind in policy.kinds {
      let ruleset = try Self.json(RulesetExport(kind, of: policy, apps: [:]))
      let expected = policy.kind(of: branch)?.name == kind.name && !policy.isExempt(branch)
      #expect(try Self.isAbout(ruleset, "refs/heads/\(name)") == expected, "\(kind.name)")
    }
  }

  @Test("A ruleset for tags is about its entry's and no others", arguments: names)
  func tags(name: String) throws {
    let policy = try PolicyFile.parse(Self.policy, name: "policy")
    for kind in policy.tags {
      let ruleset = try Self.json(RulesetExport(kind, of: policy))
      let expected = policy.tagKind(of: Array(name.utf8))?.tags == kind.tags
      #expect(try Self.isAbout(ruleset, "refs/tags/\(name)") == expected, "\(kind.tags.text)")
    }
  }

  @Test("What cannot match the same is not left out")
  func apart() throws {
    let policy = try PolicyFile.parse(Self.policy, name: "policy")
    let kind = try #require(policy.kinds.first { $0.name == "y/*" })
    #expect(policy.patterns(before: kind) == [])
    #expect(policy.kinds.first { $0.name == "main" }.map(policy.patterns(before:)) == [])
    let wide = try #require(policy.kinds.first { $0.name == "x-*" })
    #expect(policy.patterns(before: wide).map(\.text) == ["x-main", "x-a*", "x-?"])
  }

  private static func ruleset(
    _ name: String, _ include: [String], without exclude: [String] = [], isImmutable: Bool = false,
    ends: String? = nil
  ) throws -> Ruleset {
    var rules = ["deletion", "non_fast_forward", "update"].filter { _ in isImmutable }.map {
      Ruleset.Rule($0)
    }
    if let ends {
      rules.append(RulePattern.rule("tag_name_pattern", try TextPattern(.endsWith, ends)))
    }
    func refs(_ tags: [String]) -> [String] { tags.map { $0 == "~ALL" ? $0 : "refs/tags/\($0)" } }
    var ruleset = Ruleset(
      name, conditions: Ruleset.conditions(refs: refs(include), exclude: refs(exclude)),
      rules: rules)
    ruleset.target = "tag"
    return ruleset
  }

  /// What the rulesets that are about a tag demand of it together.
  private static func together(_ rulesets: [Ruleset], of tag: String) -> (Set<String>, Bool) {
    let all = rulesets.map { TagRuleset.demands(of: $0).0 }.filter { demands in
      func holds(_ globs: [Glob]) -> Bool { globs.contains { $0.matches(Array(tag.utf8)) } }
      return holds(demands.include) && !holds(demands.exclude)
    }
    return (Set(all.flatMap(\.kind.names).map(\.text)), all.contains(where: \.kind.immutable))
  }

  private static func expectAlike(_ rulesets: [Ruleset]) throws {
    let found = RulesetImport(rulesets)
    #expect(found.losses == [])
    let policy = try PolicyFile.parse(
      PolicyFile.policy(protecting: [], tags: found.tags), name: "policy")
    for name in names + ["v1-rc", "w1", "w-rc", "a/v1"] {
      let kind = policy.tagKind(of: Array(name.utf8))
      let (names, isImmutable) = together(rulesets, of: name)
      #expect(Set((kind?.names ?? []).map(\.text)) == names, "\(name)")
      #expect((kind?.immutable ?? false) == isImmutable, "\(name)")
    }
  }

  @Test("Rulesets for tags that others hold, or that leave some out, are what they are together")
  func united() throws {
    let all = try Self.ruleset("all", ["~ALL"], ends: "1")
    let versions = try Self.ruleset("versions", ["v*"], isImmutable: true)
    let one = try Self.ruleset("one", ["v1", "w1"], ends: "a")
    let most = try Self.ruleset("most", ["**/*"], without: ["v*", "*-rc"], ends: "b")
    for rulesets in [
      [all, versions], [versions, all], [one, versions, all], [all, one], [all, all], [most],
      [most, all], [one, most],
      [versions, try Self.ruleset("same", ["v*"], ends: "c")],
      [try Self.ruleset("left out", ["v*"], without: ["*-rc", "w*"], isImmutable: true)],
    ] {
      try Self.expectAlike(rulesets)
    }
    let narrow = try Self.ruleset("v", ["v*"], without: ["w*"], isImmutable: true)
    #expect(RulesetImport([narrow]).tags.map(\.tags.text) == ["v*"])
    #expect(
      RulesetImport([all, one, versions]).tags.map(\.tags.text) == ["v1", "w1", "v*", "**/*"])
  }

  @Test("What two rulesets demand together of tags that neither pattern holds is a comment")
  func crossing() throws {
    let versions = try Self.ruleset("versions", ["v*"], isImmutable: true)
    let candidates = try Self.ruleset("candidates", ["*-rc"], ends: "1-rc")
    #expect(
      RulesetImport([versions, candidates]).losses == [
        "what ruleset 'versions' and ruleset 'candidates' say together of tags that are both 'v*' "
          + "and '*-rc': the first of the two entries counts"
      ])
    // Where both say the same there is nothing to lose.
    try Self.expectAlike([versions, try Self.ruleset("more", ["*-rc"], isImmutable: true)])
  }

  @Test(
    "Each half of what keeps a tag goes to GitHub and comes back alone",
    arguments: [("deletion", ["deletion"]), ("update", ["update"])])
  func halves(word: String, types: [String]) throws {
    let text = "version: 1\nbranches: {}\ntags:\n  \"v*\":\n    immutable: \(word)\n"
    let policy = try PolicyFile.parse(text, name: "policy")
    let rulesets = policy.tags.map { TagRuleset.ruleset($0, without: []).0 }
    #expect(rulesets.map { $0.rules.map(\.type) } == [types])
    let found = RulesetImport(rulesets)
    #expect(found.losses == [])
    #expect(PolicyFile.policy(protecting: [], tags: found.tags) == text)
    let all = try Self.ruleset("all", ["~ALL"], isImmutable: true)
    #expect(RulesetImport(rulesets + [all]).tags.map(\.immutable) == [true, true])
  }

  @Test("What only moves back is a comment, unless it moves nowhere")
  func forward() throws {
    var ruleset = try Self.ruleset("v", ["v*"])
    for (types, losses) in [(["non_fast_forward"], 1), (["non_fast_forward", "update"], 0)] {
      ruleset.rules = types.map { Ruleset.Rule($0) }
      #expect(RulesetImport([ruleset]).losses.count == losses)
    }
  }

  @Test("What is exported of overlapping entries is imported as it was")
  func roundTrip() throws {
    let text = """
      version: 1
      tags:
        v*: {immutable: true}
        v1: {pattern: {operator: ends_with, pattern: '1'}}
        '**/*': {pattern: {operator: contains, pattern: x}}
      """
    let policy = try PolicyFile.parse(text, name: "policy")
    let rulesets = policy.tags.map {
      TagRuleset.ruleset($0, without: policy.patterns(before: $0)).0
    }
    let found = RulesetImport(rulesets)
    #expect(found.losses == [])
    for name in Self.names {
      let name = Array(name.utf8)
      var again = Policy()
      again.tags = found.tags
      #expect(again.tagKind(of: name) == policy.tagKind(of: name))
    }
  }

  @Test("docs/rulesets.md says of each type how it comes to GitHub")
  func forge() throws {
    var tags = TagKind(.anything)
    (tags.names, tags.immutable) = ([try TextPattern(.contains, "x")], true)
    var files = FileDemands()
    files.forbiddenPaths = [try Glob("x")]
    (files.forbiddenExtensions, files.maxPathLength, files.maxSize) = (["exe"], 9, 1_000_000)
    let made = [TagRuleset.ruleset(tags, without: []).0, PushRuleset.ruleset(files).0]
    let exported = Set(made.flatMap(\.rules).map(\.type))
    let rows = try SourceTree.text(of: "docs/rulesets.md").split(separator: "\n").filter {
      $0.hasPrefix("| `")
    }
    #expect(rows.count > RuleTable.known.count)
    var told: Set<String> = []
    for row in rows {
      let cells = row.split(separator: "|").map { $0.drop { $0 == " " }.prefix { $0 != " " } }
      let type = String(cells[0].filter { $0 != "`" })
      let expected =
        RuleTable.known.contains(type) ? "plan" : exported.contains(type) ? "export" : "own"
      #expect(cells[5] == expected, "\(type)")
      told.insert(type)
    }
    #expect(RuleTable.known.union(exported).subtracting(told) == [])
  }
}
