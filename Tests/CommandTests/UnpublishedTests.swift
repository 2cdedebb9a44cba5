import TestSupport
import Testing

/// What stands in a local branch only has not reached the team: an audit by hand says what CI says.
@Suite struct UnpublishedTests {
  /// The statuses of an audit by hand, and in CI, of the same clone.
  private func audits(
    _ branch: String, in clone: PolicedClone
  ) async throws -> (hand: ProgramOutput, inCI: ProgramOutput) {
    let now = "--now 2100-01-01"
    return (
      try await clone.run("policy audit --branch \(branch) \(now)"),
      try await clone.run("CI=1 policy audit --branch \(branch) \(now)")
    )
  }

  @Test("A long-lived branch that was never pushed is said to stand here only")
  func neverPushed() async throws {
    let clone = try await PolicedClone(policy: "rules: {branch-age: off}\n")
    let note = "stands here only, and is missing for everybody else: git push origin develop"
    let (before, _) = try await audits("main", in: clone)
    #expect(!before.text.contains("stands here only"), "\(before.text)")
    try await clone.shell(
      "git --git-dir=../server.git update-ref -d refs/heads/develop && git fetch -q --prune")
    let (hand, _) = try await audits("main", in: clone)
    #expect(hand.text.contains(note), "\(hand.text)")
  }

  @Test("A back-merge that was not pushed has not arrived, and its cure is to push")
  func backMerge() async throws {
    let clone = try await PolicedClone(policy: "rules: {branch-age: off}\n")
    try await clone.shell(
      """
      git clone -q ../server.git ../other && cd ../other
      echo h >h && git add h && git commit -q -m "Mend what is sold" && git push -q origin main
      cd ../work && git fetch -q && git switch -q main && git merge -q --ff-only origin/main
      git switch -q develop
      """)
    let (missing, _) = try await audits("main", in: clone)
    #expect(missing.text.contains("has not reached 'develop'"), "\(missing.text)")
    #expect(missing.text.contains("git merge origin/main"), "\(missing.text)")
    try await clone.shell(
      """
      POLICY_SKIP='restricted-push:a test' git merge -q --no-ff -m "Bring main back" origin/main
      """)
    let (hand, inCI) = try await audits("main", in: clone)
    #expect(hand.status == 1 && inCI.status == 1, "\(hand.text)\(inCI.text)")
    #expect(hand.text.contains("reached 'develop' here only"), "\(hand.text)")
    #expect(hand.text.contains("git push origin develop"), "\(hand.text)")
    try await clone.shell("POLICY_SKIP='restricted-push:a test' git push -q origin develop")
    let (after, afterInCI) = try await audits("main", in: clone)
    #expect(after.status == 0 && afterInCI.status == 0, "\(after.text)\(afterInCI.text)")
  }

  @Test("What neither branch has at the remote owes nothing to the remote")
  func bothHere() async throws {
    let clone = try await PolicedClone(policy: "rules: {branch-age: off}\n")
    try await clone.shell(
      """
      git switch -q main && echo h >h && git add h
      POLICY_SKIP='restricted-push:a test' git commit -q -m "Mend what is sold"
      git switch -q develop
      POLICY_SKIP='restricted-push:a test' git merge -q --no-ff -m "Bring main back" main
      """)
    let answer = try await audits("main", in: clone).hand
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test("A story that was merged here only is not to be deleted")
  func merged() async throws {
    let clone = try await PolicedClone(policy: "rules: {branch-age: off}\n")
    try await clone.shell(
      """
      git switch -q develop
      POLICY_SKIP='restricted-push:a test' git merge -q --no-ff -m "Land it" story-1
      """)
    let (hand, _) = try await audits("story-1", in: clone)
    #expect(!hand.text.contains("merged-branch"), "\(hand.text)")
    try await clone.shell("POLICY_SKIP='restricted-push:a test' git push -q origin develop")
    let (after, _) = try await audits("story-1", in: clone)
    #expect(after.text.contains("git branch -d story-1"), "\(after.text)")
  }

  @Test("A hotfix cut from a release that was not pushed carries it for everybody else")
  func release() async throws {
    let clone = try await PolicedClone(
      policy: "rules: {branch-age: off, linear-history: off, back-merge: off}\n")
    try await clone.shell(
      """
      git clone -q ../server.git ../other && cd ../other && git switch -q develop
      echo d >d && git add d && git commit -q -m "Sell music" && git push -q origin develop
      cd ../work && git fetch -q && git switch -q main
      POLICY_SKIP='restricted-push:a test' git merge -q --no-ff -m Release origin/develop
      git switch -q --no-track -c hotfix/1 main && echo h >h && git add h && git commit -q -m Mend
      """)
    // Nobody else has the branch: what is here is all there is.
    let alone = try await audits("hotfix/1", in: clone).hand
    #expect(alone.status == 0, "\(alone.text)")
    try await clone.shell("git push -q --no-verify origin hotfix/1")
    let (hand, inCI) = try await audits("hotfix/1", in: clone)
    #expect(hand.status == 1 && inCI.status == 1, "\(hand.text)\(inCI.text)")
    #expect(hand.text.contains("of 'develop' that 'main' has here only"), "\(hand.text)")
    #expect(hand.text.contains("git push origin main"), "\(hand.text)")
    try await clone.shell("git push -q --no-verify origin main")
    let (after, afterInCI) = try await audits("hotfix/1", in: clone)
    #expect(after.status == 0 && afterInCI.status == 0, "\(after.text)\(afterInCI.text)")
  }

  @Test("So does one whose name is no UTF-8 text")
  func releaseWithoutText() async throws {
    let clone = try await PolicedClone(policy: "rules: {linear-history: off}\n")
    try await clone.shell(
      """
      git config core.hooksPath /dev/null; name=$(printf 'hotfix/\\377')
      git switch -q develop; echo d >d; git add d; git commit -q -m D; git push -q origin develop
      git switch -q main; git merge -q --no-ff -m Release develop
      git switch -q --no-track -c "$name"; echo h >h; git add h; git commit -q -m Mend
      git push -q origin "$name"
      """)
    let answer = try await clone.run("policy audit --now 2100-01-01")
    #expect(answer.text.contains("of 'develop' that 'main' has here only"), "\(answer.text)")
  }

  @Test("What a branch carries is taken off on top of the remote's branches, fetched anew")
  func cure() async throws {
    let clone = try await PolicedClone(policy: "rules: {branch-age: off}\n")
    try await clone.shell(
      """
      git clone -q ../server.git ../other && cd ../other && git switch -q develop
      echo d >d && git add d && git commit -q -m "Sell music" && git push -q origin develop
      cd ../work && git fetch -q && git switch -q --no-track -c hotfix/1 origin/develop
      git commit -q --allow-empty -m Mend
      """)
    let answer = try await audits("hotfix/1", in: clone).hand
    #expect(
      answer.text.contains(
        "git fetch origin && git rebase --onto origin/main origin/develop hotfix/1"),
      "\(answer.text)")
  }
}
