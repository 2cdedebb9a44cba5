import TestSupport
import Testing

/// Signed commits on their way through a client's hook, a server's and an audit.
@Suite struct ServerSignaturesTests {
  @Test(
    "What a signer signed comes in, and nothing else, at each place alike",
    arguments: [true, false])
  func everywhere(isFast: Bool) async throws {
    let signing = try await SigningServer(isFast: isFast) { key in
      """
      version: 1
      branches: {main: {}, develop: {from: main, into: [main], require_signatures: true}}
      commits: {signers: {alice: '\(key)'}}

      """
    }
    let server = signing.server
    func commit(_ key: String?) async throws -> String {
      var arguments = ["commit-tree", "main^{tree}", "-p", "main", "-m", key ?? "plain"]
      if let key {
        arguments = signing.signing(as: key) + arguments
        arguments.append("-S")
      }
      return try await Git.run(arguments, in: server.work).lines[0]
    }
    let cases: [(key: String?, complaint: String)] = [
      (nil, "the commit is not signed"), ("mallory", "which is no signer's key"),
    ]
    for (key, complaint) in cases {
      let bad = try await commit(key)
      try await signing.expectRefusals(of: "\(bad):develop", with: complaint)
      let audit = try await PolicyProgram.run(
        ["audit", "--ref", "refs/heads/develop", "--range", "main..\(bad)"], in: server.work)
      #expect(audit.status == 1, "\(audit.errors)")
      #expect(audit.text.contains(complaint), "\(audit.text)")
      let request = try await PolicyProgram.run(
        ["audit", "--base", "develop:main", "--head", "story-1:\(bad)"], in: server.work)
      #expect(request.text.contains(complaint), "\(request.text)\(request.errors)")
      for answer in try await landed(bad, on: server) {
        #expect(answer.text.contains(complaint), "\(answer.text)\(answer.errors)")
      }
    }
    let good = try await commit("alice")
    let answer = try await server.push("\(good):develop")
    #expect(answer.status == 0, "\(answer.errors)")
    try await signing.expectRemembered(
      "\(try await server.run("rev-parse", "main")) \(good) refs/heads/develop\n")
  }

  /// What audits in a clone say of a commit that landed on develop, and of develop as it then stands.
  private func landed(_ commit: String, on server: PolicedServer) async throws -> [ProgramOutput] {
    let (before, ref) = (try await server.run("rev-parse", "main"), "refs/remotes/origin/develop")
    try await server.run("update-ref", ref, commit)
    let event = """
      {"ref": "refs/heads/develop", "before": "\(before)", "after": "\(commit)"}
      """
    try server.folder.write(event.utf8, to: "event.json")
    let landing = try await PolicyProgram.run(
      ["audit", "--format", "text"], in: server.work,
      changing: [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": server.folder.path + "/event.json",
      ])
    let standing = try await PolicyProgram.run(["audit", "--branch", "develop"], in: server.work)
    try await server.run("update-ref", ref, before)
    return [landing, standing]
  }
}
