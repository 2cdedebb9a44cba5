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
}
