import PolicyCore
import PolicyFile
import Testing

@Suite("Presets")
struct PresetTests {
  static func preset(_ name: String) throws -> Policy {
    let text = try #require(PolicyFile.preset(name))
    return try PolicyFile.parse(String(decoding: text, as: UTF8.self), name: "policies/\(name).yml")
  }

  @Test(
    "Every preset parses, and extending it is the same as being it",
    arguments: PolicyFile.presetNames)
  func parses(name: String) throws {
    let policy = try Self.preset(name)
    #expect(!policy.kinds.isEmpty)
    let extended = try PolicyFile.parse("version: 1\nextends: \(name)\n", name: ".policy.yml")
    #expect(extended == policy)
  }

  @Test("story-flow has the six and the three contexts of the strategy that it comes from")
  func storyFlow() throws {
    let policy = try Self.preset("story-flow")
    #expect(policy.kinds.map(\.name) == ["main", "develop", "story-*", "bugfix/*", "hotfix/*"])
    #expect(policy.kinds[0].protection.requiredStatusChecks.count == 6)
    #expect(policy.kinds[1].protection.requiredStatusChecks.count == 3)
    #expect(policy.kinds[0].owes == Kind.Owed(to: "develop", within: 604_800))
    #expect(policy.kinds[2].maxAge == 2_592_000)
    #expect(policy.kinds[0].protection.restrictPushes == Protection.Pushers())
    #expect(policy.mergeMethods == [.squash, .rebase])
    #expect(policy.forksInto == ["develop"])
  }

  /// What stands in a preset behind '# ', from a line on to the next empty one.
  private static func shown(in name: String, from opening: String) throws -> [Substring] {
    let text = try #require(PolicyFile.preset(name))
    let lines = String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix(opening) }, "\(name)")
    return lines[start...].prefix { !$0.isEmpty }.map { $0.dropFirst(2) }
  }

  @Test("Every preset shows the gates for secrets and licences", arguments: PolicyFile.presetNames)
  func secrets(name: String) throws {
    let lines = try Self.shown(in: name, from: "#   secrets:")
    // There are two tools for the one name.
    for tool in ["gitleaks", "trufflehog"] {
      let run = try #require(lines.first { $0.contains(tool) }, "\(name)")
      let licences = try #require(lines.first { $0.contains("reuse lint") }, "\(name)")
      let policy = try PolicyFile.parse(
        "version: 1\nextends: \(name)\ngates:\n  secrets:\n\(run)\n\(licences)\n", name: tool)
      #expect(policy.gates.map(\.name) == ["secrets", "licences"])
      #expect(policy.gates[0].about == .commits)
    }
  }
}
