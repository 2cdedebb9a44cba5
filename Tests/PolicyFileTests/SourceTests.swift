import PolicyCore
import PolicyFile
import Testing

@Suite("Files that extend files")
struct SourceTests {
  static func parse(
    _ text: String, _ files: [String: String] = [:]
  ) throws(PolicyFileError) -> Policy {
    try PolicyFile.parse(Array(text.utf8), name: ".policy.yml") { path throws(PolicyFileError) in
      guard let text = files[path] else {
        throw PolicyFileError(file: path, message: "there is no such file", help: "commit it")
      }
      return Array(text.utf8)
    }
  }

  static func errors(_ text: String, _ files: [String: String] = [:]) -> [String] {
    do throws(PolicyFileError) {
      _ = try parse(text, files)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("Mappings merge, lists and values replace, null removes, own kinds come first")
  func merges() throws {
    let policy = try Self.parse(
      """
      version: 1
      extends: story-flow
      branches:
        story-*: {max_age: 60d}
        bugfix/*: null
        main:
          required_status_checks: [build]
          restrict_pushes: {users: [bot]}
          dismiss_stale_reviews: null
          owes: null
      exempt: []
      """)
    #expect(policy.kinds.map(\.name) == ["story-*", "main", "develop", "hotfix/*"])
    #expect(policy.kinds[0].maxAge == 5_184_000)
    #expect(policy.kinds[0].into == ["develop"])
    let main = policy.kinds[1]
    #expect(main.protection.requiredStatusChecks == [.init(context: "build")])
    #expect(main.protection.restrictPushes == Protection.Pushers(users: ["bot"]))
    #expect(!main.protection.dismissStaleReviews)
    #expect(main.protection.requireLinearHistory)
    #expect(main.owes == nil)
    #expect(policy.exempt.isEmpty)
    #expect(policy.forksInto == ["develop"])
  }

  @Test("A file may extend a file that extends a preset; errors are at the file that has them")
  func chains() throws {
    let files = [
      "ci/base.yml": "version: 1\nextends: ./ci//team.yml\nmode: evaluate\n",
      "ci/team.yml": "version: 1\nextends: trunk\nother_refs: allow\n",
    ]
    let policy = try Self.parse("version: 1\nextends: ci/base.yml\n", files)
    #expect(policy.mode == .evaluate)
    #expect(policy.otherRefs == .allow)
    #expect(policy.kinds.contains { $0.name == "release/*" })
    let broken = ["base.yml": "version: 1\nmode: x\n"]
    #expect(
      Self.errors("version: 1\nextends: base.yml\n", broken) == [
        "base.yml:2:7: expected 'enforce' or 'evaluate', found 'x'"
      ])
    #expect(
      Self.errors("version: 1\nextends: none.yml\n") == [
        ".policy.yml:2:10: cannot extend 'none.yml': there is no such file; commit it"
      ])
  }

  @Test("Files that extend one another in a circle, or without end, are refused")
  func circles() {
    let circle = [
      "a.yml": "version: 1\nextends: b.yml\n", "b.yml": "version: 1\nextends: ./a.yml\n",
    ]
    #expect(
      Self.errors("version: 1\nextends: a.yml\n", circle) == [
        "b.yml:2:10: './a.yml' extends itself; end the circle"
      ])
    let files = (0..<9).map { ("f\($0).yml", "version: 1\nextends: f\($0 + 1).yml\n") }
    let chain = Dictionary(uniqueKeysWithValues: files)
    #expect(
      Self.errors("version: 1\nextends: f0.yml\n", chain) == [
        "f7.yml:2:10: more than 8 files extend one another; merge some"
      ])
  }

  @Test("A name that the preset needs and the file removes is an error in the preset")
  func removed() {
    let errors = Self.errors("version: 1\nextends: trunk\nbranches: {main: null}\n")
    #expect(!errors.isEmpty)
    for error in errors { #expect(error.hasPrefix("preset trunk:")) }
  }

  @Test("A baseline's file is read from the tree, and its errors are its own")
  func baselines() throws {
    let text = "version: 1\nbaseline: {file: ./known.txt, since: 2026-01-01}\n"
    let id = String(repeating: "1", count: 40)
    let policy = try Self.parse(text, ["known.txt": "linear-history refs/heads/main \(id)\n"])
    #expect(policy.baseline.file == "known.txt")
    #expect(policy.baseline.since == 1_767_225_600)
    #expect(policy.baseline.known.map(\.ref) == ["refs/heads/main"])
    #expect(
      Self.errors(text, ["known.txt": "# x\nlinear-histor refs/heads/main -\n"]) == [
        "known.txt:2:1: unknown rule 'linear-histor'; did you mean 'linear-history'?"
      ])
    #expect(
      Self.errors(text) == [
        ".policy.yml:2:18: cannot read the baseline 'known.txt': there is no such file; commit it"
      ])
  }
}
