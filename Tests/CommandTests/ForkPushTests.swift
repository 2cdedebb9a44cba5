import TestSupport
import Testing

/// What a clone with two remotes may push.
@Suite struct ForkPushTests {
  @Test("A fork's main follows the upstream's, and gets nothing of its own by hand")
  func fork() async throws {
    let folder = try TemporaryFolder()
    let work = folder.path + "/work"
    try folder.write("version: 1\nextends: story-flow\n".utf8, to: "work/.policy.yml")
    for arguments in [
      ["init", "--quiet", "--bare", "--initial-branch=main", "upstream.git"],
      ["init", "--quiet", "--bare", "--initial-branch=main", "fork.git"],
      ["init", "--quiet", "--initial-branch=main", "work"],
      ["-C", work, "add", "."], ["-C", work, "commit", "--quiet", "-m", "Begin"],
      ["-C", work, "remote", "add", "origin", folder.path + "/fork.git"],
      ["-C", work, "remote", "add", "upstream", folder.path + "/upstream.git"],
      ["-C", work, "push", "--quiet", "origin", "main", "main:develop"],
      ["-C", work, "commit", "--quiet", "--allow-empty", "-m", "Sell books"],
      ["-C", work, "push", "--quiet", "upstream", "main", "main:develop"],
      ["-C", work, "commit", "--quiet", "--allow-empty", "-m", "Sell music"],
      ["-C", work, "fetch", "--quiet", "--all"],
    ] {
      try await Git.run(arguments, in: folder.path)
    }
    let installed = try await PolicyProgram.run(["install"], in: work)
    try #require(installed.status == 0, "\(installed.errors)")
    func push(_ arguments: String...) async throws -> ProgramOutput {
      try await Program.run(
        "git", ["push", "origin"] + arguments, in: work,
        changing: ["PATH": try PolicyProgram.path()])
    }
    let own = try await push("main")
    #expect(own.status == 1 && own.errors.contains("error[restricted-push]"), "\(own.errors)")
    let following = try await push("upstream/main:refs/heads/main")
    #expect(following.status == 0, "\(following.errors)")
    // The upstream follows nobody, whatever a fork's main holds.
    let back = try await Program.run(
      "git", ["push", "--force", "upstream", "origin/main~1:refs/heads/main"], in: work,
      changing: ["PATH": try PolicyProgram.path()])
    #expect(back.status == 1 && back.errors.contains("error[non-fast-forward]"), "\(back.errors)")
    let addressed = try await Program.run(
      "git", ["push", "--force", folder.path + "/upstream.git", "main~2:refs/heads/main"], in: work,
      changing: ["PATH": try PolicyProgram.path()])
    #expect(addressed.status == 1, "\(addressed.errors)")
    let ahead = try await Program.run(
      "git", ["push", "upstream", "main"], in: work,
      changing: ["PATH": try PolicyProgram.path()])
    #expect(ahead.status == 1 && ahead.errors.contains("error[restricted-push]"), "\(ahead.errors)")
    let story = try await push("upstream/develop:refs/heads/story-1")
    #expect(story.status == 0, "\(story.errors)")
  }

  /// A fork with a branch of its own name, checked out as `gh pr checkout` does it, and with a commit.
  private func pullRequest(of branch: String, as name: String) async throws -> PolicedClone {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      git clone -q --bare ../server.git ../fork.git; git -C ../fork.git branch -f \(branch) develop
      git -C ../server.git fetch -q ../fork.git \(branch):refs/pull/7/head
      git fetch -q origin refs/pull/7/head:\(name)
      git config branch.\(name).remote ../fork.git; git config branch.\(name).pushRemote ../fork.git
      git config branch.\(name).merge refs/heads/\(branch); git config push.default upstream
      git checkout -q \(name)
      """)
    return clone
  }

  @Test(
    "Who helps with a fork's pull request commits and pushes there, whatever the branch is called",
    arguments: [("patch-1", "patch-1"), ("main", "ann/main"), ("story-1", "ann/story-1")])
  func pullRequest(branch: String, name: String) async throws {
    let clone = try await pullRequest(of: branch, as: name)
    let answer = try await clone.run(
      """
      git commit -q --allow-empty -m Help; git commit -q --amend --allow-empty -m Helped
      git push -q; git commit -q --allow-empty -m More; git push -q ../fork.git HEAD:\(branch)
      git push -q "file://$HOME/fork.git" HEAD:\(branch)
      git -C ../fork.git rev-list --count develop..\(branch)
      """)
    #expect(answer.status == 0 && answer.lines == ["2"], "\(answer.errors)")
    #expect(answer.errors == "", "\(answer.errors)")
  }

  @Test("A pull request that only its author may push to is committed to all the same")
  func foreignPullRequest() async throws {
    let clone = try await pullRequest(of: "patch-1", as: "patch-1")
    let answer = try await clone.run(
      """
      git config branch.patch-1.remote origin; git config branch.patch-1.pushRemote origin
      git config branch.patch-1.merge refs/pull/7/head
      git commit -q --allow-empty -m Help; git push -q origin patch-1
      """)
    #expect(answer.status == 1 && answer.errors.contains("refuses this push"), "\(answer.errors)")
  }

  @Test(
    "The remote that the policy is about gets no such branch, by whatever name or address",
    arguments: [
      "git push -q origin patch-1", "git push -q ../server.git patch-1",
      "git push -q \"file://$HOME/server.git\" patch-1",
      "git config branch.patch-1.pushRemote ../server.git; git push -q ../server.git patch-1",
      "git config branch.patch-1.pushRemote x:y; git config url.$HOME/server.git.insteadOf x:y; "
        + "git push -q x:y patch-1",
      "git remote add ann ../fork.git; git config branch.patch-1.pushRemote ann; "
        + "git config remote.ann.pushurl ../server.git; git push -q ann patch-1",
    ])
  func noHole(push: String) async throws {
    let clone = try await pullRequest(of: "patch-1", as: "patch-1")
    let answer = try await clone.run("git commit -q --allow-empty -m Help; \(push)")
    #expect(answer.status == 1 && answer.errors.contains("policy refuses"), "\(answer.errors)")
    #expect(answer.errors.contains("error[branch-name]"), "\(answer.errors)")
  }

  @Test("A branch of the strategy's own name is held to it, whatever is said of its remote")
  func ownNames() async throws {
    let clone = try await pullRequest(of: "patch-1", as: "patch-1")
    let answer = try await clone.run(
      """
      git switch -q main; git config branch.main.remote ../fork.git
      git config branch.main.pushRemote ../fork.git; git commit -q --allow-empty -m X
      """)
    #expect(answer.status == 1 && answer.errors.contains("[restricted-push]"), "\(answer.errors)")
  }
}
