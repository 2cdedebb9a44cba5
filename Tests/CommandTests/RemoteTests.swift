import TestSupport
import Testing

/// Whose branches count, where a clone has several remotes and none is called origin.
@Suite struct RemoteTests {
  /// A story and the develop that it is cut from stand on the remote 'team' only.
  private func clone() async throws -> PolicedClone {
    let clone = try await PolicedClone(policy: "rules: {merged-branch: off}\n")
    try await clone.shell(
      """
      git push -q origin story-1
      git remote rename origin team && git clone -q --bare ../server.git ../mine.git
      git remote add mine ../mine.git && git fetch -q mine
      git switch -q main
      git -c core.hooksPath=/dev/null branch -q -D story-1 develop
      git config --unset branch.main.remote || :
      """)
    return clone
  }

  @Test("Where nothing tells, an audit is unknown and says how to tell", arguments: ["", "CI=1 "])
  func unclear(place: String) async throws {
    let clone = try await clone()
    let answer = try await clone.run("\(place)policy audit --branch story-1")
    #expect(answer.status == 2, "\(answer.text)\(answer.errors)")
    let said = answer.text + answer.errors
    #expect(said.contains("'mine' and 'team' have branches"), "\(said)")
    #expect(said.contains("--remote NAME"), "\(said)")
  }

  @Test(
    "Where somebody tells, the remote's branches count",
    arguments: [
      ":; policy audit --remote team --branch story-1",
      "git config checkout.defaultRemote team; policy audit --branch story-1",
      "git config branch.main.remote team; policy audit --branch story-1",
    ])
  func told(lines: String) async throws {
    let clone = try await clone()
    let answer = try await clone.run(lines)
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
  }

  @Test("A misspelt upstream is unknown everywhere, and said to be misspelt")
  func misspelt() async throws {
    let clone = try await clone()
    try await clone.shell("git config policy.upstream taem")
    let audit = try await clone.run("policy audit --branch story-1")
    #expect(audit.status == 2, "\(audit.text)\(audit.errors)")
    #expect(audit.errors.contains("'policy.upstream' names 'taem'"), "\(audit.errors)")
    let asked = try await clone.run("policy audit --remote team --branch story-1")
    #expect(asked.status == 0, "\(asked.text)\(asked.errors)")
    let push = try await clone.run(
      "git switch -q -c story-2 --no-track team/develop && git push -q mine story-2")
    #expect(push.status != 0)
    #expect(push.errors.contains("'policy.upstream' names 'taem'"), "\(push.errors)")
  }

  @Test("A push to an address is not judged by what happens to be here")
  func pushed() async throws {
    let clone = try await clone()
    try await clone.shell(
      "git switch -q -c story-2 --no-track team/develop && git commit -q --allow-empty -m S")
    let unclear = try await clone.run("git push ../server.git story-2")
    #expect(unclear.status != 0)
    #expect(unclear.errors.contains("unknown[branch-point]"), "\(unclear.errors)")
    #expect(unclear.errors.contains("git config checkout.defaultRemote NAME"), "\(unclear.errors)")
    let told = try await clone.run(
      "git config checkout.defaultRemote team && git push ../server.git story-2")
    #expect(told.status == 0, "\(told.errors)")
  }
}
