import PolicyCore
import TestSupport
import Testing

@testable import PolicyFile

@Suite("Keys of policy files")
struct CorpusTests {
  static func parse(_ change: String) throws(PolicyFileError) -> Policy {
    let text = Array("version: 1\nextends: base.yml\n\(change)\n".utf8)
    return try PolicyFile.parse(text, name: "p.yml") { path throws(PolicyFileError) in
      path == "base.yml" ? Array(PolicyCorpus.base.utf8) : []
    }
  }

  @Test("Every key that is written shows in the policy", arguments: PolicyCorpus.changes)
  func isKept(change: String) throws {
    #expect(try Self.parse(change) != Self.parse(""))
  }

  @Test("The corpus uses every key of the table")
  func coversTable() throws {
    var used: Set<String> = ["version"]
    for change in [PolicyCorpus.base] + PolicyCorpus.changes + PolicyCorpus.unkept {
      let node = try #require(try YAMLReader.read(Array(change.utf8), file: "p.yml"))
      Self.paths(of: node, .record(PolicyKeys.root), "", &used)
    }
    let all = Self.paths(of: .record(PolicyKeys.root), "")
      // Of the rules' levels two stand for all.
      .filter { !$0.hasPrefix(".rules.") }
    #expect(Set(all).subtracting(used.map { $0.hasPrefix(".") ? $0 : "." + $0 }) == [])
  }

  private static func paths(of shape: Shape, _ prefix: String) -> [String] {
    switch shape {
    case .flag, .integer, .number, .word, .text: []
    case .list(let item, _): paths(of: item, prefix)
    case .map(_, let values): paths(of: values, prefix + ".*")
    case .record(let keys):
      keys.flatMap { ["\(prefix).\($0.name)"] + paths(of: $0.shape, "\(prefix).\($0.name)") }
    case .either(let shapes): shapes.flatMap { paths(of: $0, prefix) }
    }
  }

  private static func paths(
    of node: YAMLNode, _ shape: Shape, _ prefix: String, _ used: inout Set<String>
  ) {
    switch shape.alternative(for: node) {
    case .list(let item, _)?:
      for value in node.items ?? [] { paths(of: value, item, prefix, &used) }
    case .map(_, let values)?:
      for entry in node.entries ?? [] { paths(of: entry.value, values, prefix + ".*", &used) }
    case .record(let keys)?:
      for entry in node.entries ?? [] {
        guard let key = keys.first(where: { $0.name == entry.key }) else { continue }
        used.insert("\(prefix).\(key.name)")
        paths(of: entry.value, key.shape, "\(prefix).\(key.name)", &used)
      }
    default: break
    }
  }

  @Test("Whatever can be demanded has a rule that judges it")
  func judged() {
    let named = Set(Self.rules(in: .record(PolicyKeys.root)))
    #expect(named.count > 25)
    #expect(named.subtracting(RuleCatalog.all.map { $0.guide.id }) == [])
  }

  private static func rules(in shape: Shape) -> [String] {
    switch shape {
    case .flag, .integer, .number, .word, .text: []
    case .list(let item, _): rules(in: item)
    case .map(_, let values): rules(in: values)
    case .record(let keys): keys.flatMap { [$0.rule].compactMap(\.self) + rules(in: $0.shape) }
    case .either(let shapes): shapes.flatMap { rules(in: $0) }
    }
  }

  @Test("Where evidence comes from is read in order")
  func evidence() throws {
    let policy = try Self.parse("checks: {evidence: [github, {file: /c.json}]}")
    #expect(policy.evidence == ["github", "file:/c.json"])
  }

  @Test("A date without a time is a day: a baseline begins with it, a waiver ends with it")
  func dates() throws {
    #expect(try Self.parse("baseline: {since: 1970-01-02}").baseline.since == 86_400)
    #expect(
      try Self.parse("baseline: {since: '2024-02-29T23:59:59.5+02:00'}").baseline.since
        == 1_709_243_999)
    #expect(
      try Self.parse("baseline: {since: 2000-03-01T00:00:00-00:30}").baseline.since == 951_870_600)
    let waiver = "waivers: [{rule: lock, reason: x, until: 2026-12-31}]"
    #expect(try Self.parse(waiver).waivers.first?.until == 1_798_761_599)
  }

  @Test("The protection block that the strategy comes from parses as it stands")
  func seed() throws {
    let policy = try PolicyFile.parse(
      "version: 1\nbranches:\n\(SeedPolicies.protection)", name: "p.yml")
    let preset = try PresetTests.preset("story-flow")
    #expect(policy.kinds.map(\.name) == ["main", "develop"])
    for (kind, other) in zip(policy.kinds, preset.kinds) {
      #expect(kind.protection.requiredStatusChecks == other.protection.requiredStatusChecks)
      #expect(kind.protection.requiredReviews == 1)
      #expect(kind.protection.restrictPushes == other.protection.restrictPushes)
      #expect(kind.protection.dismissStaleReviews == other.protection.dismissStaleReviews)
      #expect(kind.protection.allowForcePushes == other.protection.allowForcePushes)
    }
  }
}
