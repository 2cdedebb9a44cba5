import TestSupport
import Testing

/// `pre-rebase` with the installed program.
@Suite struct RebaseHookTests {
  @Test(
    "A rebase that writes anew what others have is refused before it begins",
    arguments: ["git rebase -f HEAD~2", "git rebase --root", "git rebase --root main"])
  func refused(command: String) async throws {
    let clone = try await PolicedClone()
    try await clone.shell("git switch -q main; echo c >c; git add c")
    try await clone.shell("git -c core.hooksPath=/dev/null commit -q -m C")
    let before = try await clone.refs()
    let answer = try await clone.run(command)
    #expect(answer.status != 0)
    #expect(answer.errors.contains("policy refuses this rebase"), "\(answer.errors)")
    #expect(answer.errors.contains("error[non-fast-forward]: drops "), "\(answer.errors)")
    #expect(try await clone.refs() == before)
    #expect(clone.folder.read("work/.git/rebase-merge/head-name") == nil)
  }

  @Test(
    "A rebase of a story, or of what nobody has, goes on",
    arguments: [
      "git rebase -q --root story-1",
      "git push -q origin story-1; git rebase -q -f develop story-1",
      "git switch -q -c story-2 develop; git commit -q --allow-empty -m D; git rebase -q --root -f",
    ])
  func free(command: String) async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(command)
    #expect(answer.status == 0, "\(answer.errors)")
  }
}
