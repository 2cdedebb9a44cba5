import PolicyScenario
import TestSupport
import Testing

@testable import PolicyCore

@Suite struct RuleCatalogTests {
  @Test("A rule's id is its type's name in kebab case")
  func ids() {
    for rule in RuleCatalog.all {
      var name = String(describing: rule)
      // A demand that is named like one of Git's own words has `Rule` behind the type's name.
      if name.hasSuffix("Rule") { name.removeLast("Rule".count) }
      let kebab = name.enumerated().map { index, character in
        character.isUppercase ? (index == 0 ? "" : "-") + character.lowercased() : "\(character)"
      }
      #expect(rule.guide.id == kebab.joined())
    }
    let ids = RuleCatalog.all.map { $0.guide.id }
    #expect(Set(ids).count == ids.count, "an id is taken twice")
  }

  @Test("A rule that looks at commits, or at what they bring, is in its list")
  func lists() {
    #expect(
      RuleCatalog.all.filter { $0 is any CommitRule.Type }.map { $0.guide.id }
        == RuleCatalog.ofCommits.map { $0.guide.id })
    #expect(
      RuleCatalog.all.filter { $0 is any ContentRule.Type }.map { $0.guide.id }
        == RuleCatalog.ofContents.map { $0.guide.id })
    #expect(
      RuleCatalog.beforeMessages.map { $0.guide.id }
        == RuleCatalog.all.filter { !($0 is any CommitRule.Type) }.map { $0.guide.id })
  }

  @Test("A rule's id reads well behind 'main requires'")
  func readableIDs() {
    for id in RuleCatalog.all.map({ $0.guide.id }) {
      let unreadable = ["no-", "avoid-", "enforce-", "valid-", "check-"].contains {
        id.hasPrefix($0) && id != "check-producer"
      }
      #expect(!unreadable && !id.hasSuffix("-rule"), "\(id)")
    }
  }

  @Test("A guide is complete sentences")
  func sentences() {
    for guide in RuleCatalog.all.map({ $0.guide }) {
      #expect(guide.summary.hasSuffix(".") && !guide.summary.contains("\n"), "\(guide.id)")
      #expect(guide.rationale.hasSuffix("."), "\(guide.id)")
      #expect(guide.summary.first?.isUppercase == true, "\(guide.id)")
      let titles = guide.examples.map(\.title)
      #expect(Set(titles).count == titles.count, "\(guide.id): two examples with one title")
    }
  }

  /// The moments at which a rule has nothing to block that it does not show at another, and why.
  static let sameAsAnotherMoment: [String: [Moment: String]] = [:]

  @Test("A rule shows what it allows, and what it blocks at each of its moments")
  func coverage() throws {
    for rule in RuleCatalog.all {
      let examples = RuleExample.all.filter { $0.rule == rule }
      var blocked: Set<Moment> = []
      for example in examples {
        if case .broken = example.example.expectation {
          blocked.insert(try example.scenario().update.moment)
        }
      }
      #expect(examples.contains { $0.example.expectation == .kept }, "\(rule.guide.id)")
      let excused = Set(Self.sameAsAnotherMoment[rule.guide.id, default: [:]].keys)
      #expect(
        blocked.union(excused) == Set(rule.guide.moments) && blocked.isDisjoint(with: excused),
        "\(rule.guide.id)")
    }
  }

  @Test("Every message of a rule is shown by an example")
  func messages() throws {
    for rule in RuleCatalog.all {
      let source = try SourceTree.text(of: "Sources/PolicyCore/Rules/\(rule).swift")
      let shown = rule.guide.examples.flatMap { example -> [String] in
        switch example.expectation {
        case .kept: []
        case .broken(let lines): lines
        case .unknown(let why): [why]
        }
      }
      for message in MessageLiteral.all(in: source) {
        #expect(shown.contains(where: message.isShown), "\(rule.guide.id): \(message.fragments)")
      }
    }
  }
}
