import TestSupport
import Testing

/// A branch that was committed to here, and to which others pushed: it holds what either does.
@Suite struct DivergedBranchTests {
  /// Another clone brings a hotfix to main and develop, while develop gets a commit here.
  private func clone() async throws -> PolicedClone {
    let clone = try await PolicedClone(policy: "rules: {branch-age: off}\n")
    try await clone.shell(
      """
      git clone -q ../server.git ../other && cd ../other
      echo h >h && git add h && git commit -q -m "Mend what is sold" && git push -q origin main
      git switch -q develop && git merge -q --no-ff -m "Bring main back" main
      git push -q origin develop
      cd ../work && git switch -q develop && echo e >e && git add e
      POLICY_SKIP='restricted-push:a test' git commit -q -m "Not pushed"
      git fetch -q && git switch -q main && git merge -q --ff-only origin/main
      """)
    return clone
  }

  @Test("A story cut from what is published carries nothing of main's")
  func published() async throws {
    let clone = try await clone()
    try await clone.shell(
      """
      git switch -q --no-track -c story-2 origin/develop
      echo s >s && git add s && git commit -q -m "Sell music"
      """)
    let answer = try await clone.run("policy audit --branch story-2")
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
  }

  @Test("A story cut from what is here is as good")
  func here() async throws {
    let clone = try await clone()
    try await clone.shell(
      "git switch -q --no-track -c story-2 develop && git commit -q --allow-empty -m Sell")
    let answer = try await clone.run("policy audit --branch story-2")
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
  }

  @Test("A hotfix that carries what was only pushed to develop is broken all the same")
  func carried() async throws {
    let clone = try await clone()
    try await clone.shell(
      """
      cd ../other && echo d >d && git add d && git commit -q -m "Not released"
      git push -q origin develop && cd ../work && git fetch -q
      git switch -q --no-track -c hotfix/1 origin/develop && git commit -q --allow-empty -m Mend
      """)
    let answer = try await clone.run("policy audit --branch hotfix/1")
    #expect(answer.status == 1)
    #expect(answer.text.contains("of 'develop' that 'main' lacks"), "\(answer.text)")
  }

  @Test("What others have pushed to a branch is judged, whatever was committed to it here")
  func pushed() async throws {
    let clone = try await clone()
    try await clone.shell(
      """
      cd ../other && git switch -q main && git switch -q -c side && git commit -q --allow-empty -m S
      git switch -q main && git merge -q --no-ff -m "Merge by hand" side
      git push -q origin main && cd ../work && git switch -q main
      POLICY_SKIP='restricted-push:a test' git commit -q --allow-empty -m "Not pushed"
      git fetch -q
      """)
    let answer = try await clone.run("policy audit --branch main")
    #expect(answer.status == 1)
    #expect(answer.text.contains("error[linear-history]"), "\(answer.text)")
    #expect(answer.text.contains("refs/remotes/origin/main"), "\(answer.text)")
  }
}
