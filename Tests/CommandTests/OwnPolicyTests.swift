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
}
