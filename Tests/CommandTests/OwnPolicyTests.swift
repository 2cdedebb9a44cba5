import TestSupport
import Testing

/// A branch that is judged does not choose the policy that judges it.
@Suite struct OwnPolicyTests {
  @Test("A clone of one branch does not take that branch for the default one")
  func singleBranch() async throws {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      printf 'version: 1\\nmode: evaluate\\n' >.policy.yml && git commit -q -am "Judge nothing"
      git push -q --no-verify ../server.git HEAD:refs/heads/story-1
      git clone -q --single-branch -b story-1 "file://$PWD/../server.git" ../one
      """)
    let answer = try await clone.run("cd ../one && policy audit")
    #expect(answer.status == 2, "\(answer.text)")
    #expect((answer.text + answer.errors).contains("nobody says which branch is the default one"))
    let named = try await clone.run(
      "cd ../one && git fetch -q origin main:refs/remotes/origin/main && git remote set-head origin main && policy audit"
    )
    #expect(named.text.contains(".policy.yml at origin/main"), "\(named.text)\(named.errors)")
  }

  @Test("This project keeps its own policy")
  func itself() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let facts = try await Program.run(
      "git", ["rev-parse", "--is-shallow-repository", "HEAD", "--git-path", "objects"],
      in: SourceTree.root)
    // An archive of the sources has no history.
    guard facts.status == 0, facts.lines.count == 3, facts.lines[0] == "false" else { return }
    let objects = facts.lines[2]
    let whole = objects.hasPrefix("/") ? objects : SourceTree.root + "/" + objects
    try await Git.run(["init", "-q", "--bare", "-b", "main", "own"], in: folder.path)
    try folder.write("\(whole)\n".utf8, to: "own/objects/info/alternates")
    try await Git.run(["update-ref", "refs/heads/main", facts.lines[1]], in: folder.path + "/own")
    let answer = try await PolicyProgram.run(
      ["audit", "--policy", SourceTree.root + "/.policy.yml"], in: folder.path + "/own")
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
    #expect(answer.text.contains("kept: "), "\(answer.text)")
  }
}
