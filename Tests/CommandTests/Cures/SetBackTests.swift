import TestSupport
import Testing

/// Git changes the index and the files before a branch that may not be set back is refused.
@Suite struct SetBackTests {
  private static let prepare = """
    git config core.hooksPath /dev/null; \(SetBackCures.beside); git config --unset core.hooksPath
    """

  @Test(
    "What is said of a refused reset brings the files back, and loses nothing",
    arguments: [
      "git reset -q --hard story-2", "git checkout -q -B develop story-2",
      "git reset -q --keep story-2", "git switch -q story-1; git fetch -q . +story-2:develop",
    ])
  func back(_ command: String) async throws {
    let clone = try await PolicedClone()
    try await clone.shell("\(Self.prepare); touch mine")
    let isHard = command.contains("--hard")
    if !isHard { try await clone.shell("echo mine >>a") }
    let answer = try await clone.run(command)
    #expect(answer.status != 0)
    let typed = try #require(
      answer.said.firstMatch(of: /git switch --detach [0-9a-f]+ && git switch -/), "\(answer.said)")
    #expect(!answer.said.contains("git commit"), "\(answer.said)")
    let after = try await clone.run(
      """
      branch=$(git branch --show-current); { \(typed.0); cat b; } >&2
      test $(git branch --show-current) = $branch; git status --porcelain
      """)
    #expect(after.status == 0, "\(after.errors)")
    #expect(after.lines == (isHard ? [] : [" M a"]) + ["?? mine"])
  }

  @Test("A reset that leaves the files alone is taken back by another")
  func mixed() async throws {
    let clone = try await PolicedClone()
    try await clone.shell("\(Self.prepare); echo mine >b")
    let answer = try await clone.run("git reset -q story-2")
    #expect(answer.status != 0)
    #expect(answer.said.contains(", before either: git reset\n"), "\(answer.said)")
    let after = try await clone.run("git reset -q; git status --porcelain; cat b")
    #expect(after.lines == [" M b", "mine"], "\(after.errors)")
  }
}
