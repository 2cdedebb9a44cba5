import TestSupport
import Testing

/// Pushes from a clone in which others' commits are missing.
@Suite struct BehindPushTests {
  /// A clone whose develop a colleague has pushed to since.
  private func behind() async throws -> PolicedClone {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      git switch -q develop && git commit -q --allow-empty -m Mine
      git clone -q ../server.git ../other && cd ../other && git switch -q develop
      git commit -q --allow-empty -m Theirs && git push -q origin develop
      """)
    return clone
  }

  @Test("A push behind others' says what to fetch", arguments: ["develop", "+develop"])
  func fetchFirst(what: String) async throws {
    let clone = try await behind()
    let refused = try await clone.run("git push origin \(what)")
    #expect(refused.status == 1)
    let said = refused.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      said.contains("where 'refs/heads/develop' stands at the remote, is not here"), "\(said)")
    #expect(said.contains("help: fetch what others have pushed: git fetch origin"), "\(said)")
    let mended = try await clone.run(
      "git fetch -q origin; git merge -q --no-edit origin/develop; git push -q origin develop")
    #expect(mended.status == 0, "\(mended.errors)")
  }

  @Test(
    "A topic branch is pushed by itself to where it may land, or where its work has landed",
    arguments: [
      "git push -q origin story-1:develop", "git push -q origin develop:main",
      "git switch -q -c hotfix/1 main; git commit -q --allow-empty -m H; git push -q origin HEAD:main",
      "git push -q origin story-1:develop; git fetch -q; git push -q origin story-1:main",
      "git switch -q develop; git branch -q -f story-1; git push -q origin story-1:main",
    ])
  func byItself(_ command: String) async throws {
    let clone = try await PolicedClone(policy: "branches: {main: {restrict_pushes: false}}\n")
    let answer = try await clone.run(command)
    #expect(answer.status == 0, "\(answer.errors)")
  }

  @Test("A branch of which nothing is asked goes away, whatever it stands at")
  func deletion() async throws {
    let clone = try await behind()
    try await clone.shell(
      "cd ../other; git switch -q -c story-9; git commit -q --allow-empty -m x; git push -q origin story-9"
    )
    let answer = try await clone.run("git push origin :story-9")
    #expect(answer.status == 0, "\(answer.errors)")
  }
}
