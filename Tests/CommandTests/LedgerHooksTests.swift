import TestSupport
import Testing

/// The ledger of overrides is not rewritten, here or on a server.
@Suite struct LedgerHooksTests {
  @Test(
    "A clone's hook refuses to drop an entry",
    arguments: [
      "git update-ref refs/policy/ledger develop", "git update-ref -d refs/policy/ledger",
      "git pack-refs --all && git update-ref -d refs/policy/ledger "
        + "$(git rev-parse refs/policy/ledger)",
      "git fetch -q origin +refs/heads/feature/there:refs/policy/ledger",
    ])
  func clone(command: String) async throws {
    let clone = try await PolicedClone()
    try await clone.shell("git update-ref refs/policy/ledger main")
    try await clone.shell("git commit -q --allow-empty -m C && git branch -q story-2 develop")
    // develop and the remote's feature/there stand beside what the ledger has.
    try await clone.shell(
      "git update-ref refs/policy/ledger $(git commit-tree -m L -p main main^{tree})")
    let refs = try await clone.refs()
    let answer = try await clone.run(command)
    #expect(answer.status != 0)
    #expect(answer.errors.contains("error[append-only-ledger]: "), "\(answer.errors)")
    #expect(try await clone.refs() == refs)
  }

  @Test(
    "What only adds to it, and packing, is left alone",
    arguments: [
      "git update-ref refs/policy/ledger $(git commit-tree -m L -p refs/policy/ledger main^{tree})",
      "git pack-refs --all --prune && git gc -q && git update-ref refs/policy/ledger main",
      "git push -q origin refs/policy/ledger && git fetch -q origin "
        + "refs/policy/ledger:refs/policy/remotes/origin/ledger",
    ])
  func additions(command: String) async throws {
    let clone = try await PolicedClone()
    try await clone.shell("git update-ref refs/policy/ledger main~1")
    try await clone.shell(command)
  }

  @Test("A server refuses a ledger that goes back or away, and takes one that goes on")
  func server() async throws {
    let server = try await PolicedServer()
    let first = try await server.commit("One", on: "main")
    let second = try await server.commit("Two", on: first)
    let other = try await server.commit("Other", on: first)
    let ref = "refs/policy/ledger"
    for id in [first, second] {
      let answer = try await server.push("\(id):\(ref)")
      #expect(answer.status == 0, "\(answer.errors)")
    }
    for refspec in ["+\(other):\(ref)", "+\(first):\(ref)", ":\(ref)"] {
      let answer = try await server.push(refspec)
      #expect(answer.status != 0)
      #expect(answer.errors.contains("error[append-only-ledger]"), "\(answer.errors)")
      #expect(try await server.tip(ref) == second)
    }
  }
}
