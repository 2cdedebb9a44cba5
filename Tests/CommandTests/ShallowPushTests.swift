import TestSupport
import Testing

/// Pushes from a shallow clone, with the hooks and real git.
@Suite struct ShallowPushTests {
  /// A clone of so many commits of each branch, on a story with work of its own. On the server, main
  /// and develop have two commits each beyond what they share.
  private func clone(depth: Int) async throws -> PolicedClone {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      for branch in main develop; do
        git switch -q --detach $branch
        for word in Sell Buy; do git commit -q --allow-empty -m "$word on $branch"; done
        git push -q --no-verify origin HEAD:$branch
      done
      rm -rf "$HOME/shallow"
      git clone -q --depth \(depth) --no-single-branch "file://$HOME/server.git" "$HOME/shallow"
      cd "$HOME/shallow" && policy install >/dev/null
      git switch -q -c story-9 --no-track origin/develop
      git commit -q --allow-empty -m One && git commit -q --allow-empty -m Two
      """)
    return clone
  }

  @Test("A story is judged where the clone ends behind what the remote's branches share")
  func story() async throws {
    let clone = try await clone(depth: 4)
    let good = try await clone.run("cd ../shallow && git push -q origin story-9")
    #expect(good.status == 0, "\(good.errors)")
    let bad = try await clone.run(
      "cd ../shallow && git merge -q -m Take origin/main && git push -q origin story-9")
    #expect(bad.errors.contains("[branch-point]: "), "\(bad.errors)")
    #expect(!bad.errors.contains("error: src refspec"), "\(bad.errors)")
  }

  @Test("Where the default branch is not in a clone as CI makes it, one command mends both")
  func unfetchedDefault() async throws {
    let clone = try await clone(depth: 1)
    try await clone.shell(
      """
      git init -q ../ci && cd ../ci && git remote add origin "file://$HOME/server.git"
      git fetch -q --depth=1 origin +refs/heads/develop:refs/remotes/origin/develop
      git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main
      git checkout -q --detach origin/develop
      """)
    let audit = "cd ../ci && CI=1 policy audit --branch develop"
    let answer = try await clone.run(audit)
    let cure = "git fetch --unshallow origin"
    #expect(answer.status == 2)
    #expect(answer.errors.contains("the default branch 'main' is not here"), "\(answer.errors)")
    #expect(answer.errors.contains("\(cure) (in CI: fetch-depth: 0)"), "\(answer.errors)")
    try await clone.shell("cd ../ci && \(cure)")
    let mended = try await clone.run(audit)
    #expect(mended.status < 2, "\(mended.text)\(mended.errors)")
  }

  @Test("A default branch with an odd name comes with the others, and is no part of a command")
  func oddDefault() async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(
      """
      name='ma$(touch${IFS}it)in;x'
      git symbolic-ref refs/remotes/origin/HEAD "refs/remotes/origin/$name"
      policy audit --branch story-1
      """)
    #expect(answer.status == 2)
    let lines = answer.errors.split(separator: "\n")
    #expect(
      lines.first?.hasSuffix("the default branch 'ma$(touch${IFS}it)in;x' is not here") == true,
      "\(answer.errors)")
    let help = try #require(lines.dropFirst().first)
    #expect(
      help.hasSuffix(": git fetch origin && git remote set-head origin --auto")
        && !help.contains("touch"), "\(answer.errors)")
  }

  @Test("What is built on the end of a shallow clone is known to be new, and may be written anew")
  func onTheEnd() async throws {
    let clone = try await clone(depth: 1)
    let amended = try await clone.run(
      """
      cd ../shallow && git switch -q --no-guess -c develop origin/develop
      git -c core.hooksPath=/dev/null commit -q --allow-empty -m Mine
      git commit -q --amend --allow-empty -m Yours --no-verify
      """)
    #expect(amended.status == 0, "\(amended.errors)")
    let pushed = try await clone.run("cd ../shallow && git push -q origin develop")
    #expect(pushed.status == 0, "\(pushed.errors)")
  }

  @Test("Where a remote's commit is here and its parents are not, that is what is said")
  func endAtTheRemote() async throws {
    let clone = try await clone(depth: 1)
    let answer = try await clone.run(
      "cd ../shallow && git push -q --force origin origin/main:refs/heads/develop")
    #expect(answer.errors.contains("git fetch --unshallow"), "\(answer.errors)")
    #expect(!answer.errors.contains("fetch what others have pushed"), "\(answer.errors)")
  }

  @Test("Where it ends before that, nobody can tell, and the cure is told")
  func tooShallow() async throws {
    let clone = try await clone(depth: 1)
    let answer = try await clone.run("cd ../shallow && git push -q origin story-9")
    #expect(answer.errors.contains("unknown[branch-point]: "), "\(answer.errors)")
    #expect(answer.errors.contains("git fetch --unshallow"), "\(answer.errors)")
    let cure = try await clone.run(
      "cd ../shallow && git fetch -q --unshallow && git push -q origin story-9")
    #expect(cure.status == 0, "\(cure.errors)")
  }
}
