import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

@Suite struct NameLikenessTests {
  /// Letters that fold to each other in ways of their own: Kelvin, dotted and dotless i, long s, sharp
  /// s, composed and decomposed é, sigma, and bytes that are no text.
  private static let names =
    [
      "k", "K", "\u{212A}", "i", "I", "İ", "ı", "s", "S", "ſ", "ß", "ẞ", "é", "e\u{301}", "É", "σ",
      "ς", "Σ", "a/b", "A/b", "a/B", "a-b", "ab",
    ].map { Array($0.utf8) } + [[0xE9], [0xC9], [0x61, 0xFF], [0x41, 0xFF]]

  @Test("What a scene takes for one name is never told apart", arguments: names)
  func neverFewer(bytes: [UInt8]) throws {
    let names = Self.names.compactMap { BranchName(bytes: $0) }
    #expect(names.count == Self.names.count)
    let scenario = try Scenario(Drawing("A; push main: nothing -> A"), policy: Policy())
    let tip = scenario.update.new
    let branches = try names.map { name in
      Branch(name: name, ref: try #require(RefName(branch: name)), tip: tip)
    }
    let scene = Scene(
      policy: Policy(), history: scenario.history(), branches: branches, updates: [], now: 0)
    let name = try #require(BranchName(bytes: bytes))
    let likeness = NameLikeness(to: [name])
    for other in scene.names(foldedLike: name) {
      #expect(likeness.holds(for: other.bytes[...]), "\(other)")
    }
    #expect(likeness.holds(for: name.bytes[...]))
  }

  @Test("Names that differ in the case of ASCII are one, though other bytes are no text")
  func noText() throws {
    let names = [[0x61, 0xFF], [0x41, 0xFF], [0x61, 0xFE]].compactMap { BranchName(bytes: $0) }
    let branches = try names.map { name in
      Branch(name: name, ref: try #require(RefName(branch: name)), tip: nil)
    }
    let scenario = try Scenario(Drawing("A; push main: nothing -> A"), policy: Policy())
    let scene = Scene(
      policy: Policy(), history: scenario.history(), branches: branches, updates: [], now: 0)
    #expect(Set(scene.names(foldedLike: names[0])) == Set(names[..<2]))
    #expect(scene.names(foldedLike: names[2]) == [names[2]])
  }

  @Test("Plain names that differ in more than case are told apart")
  func toldApart() throws {
    let likeness = NameLikeness(to: [try #require(BranchName("Story-1"))])
    #expect(likeness.holds(for: Array("story-1".utf8)[...]))
    for name in ["story-2", "story-", "story-11", "story_1"] {
      #expect(!likeness.holds(for: Array(name.utf8)[...]), "\(name)")
    }
  }
}
