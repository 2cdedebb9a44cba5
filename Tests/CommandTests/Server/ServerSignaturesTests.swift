import TestSupport
import Testing

/// Signed commits on their way through a client's hook, a server's and an audit.
@Suite struct ServerSignaturesTests {
  @Test(
    "What a signer signed comes in, and nothing else, at each place alike",
    arguments: [true, false])
  func everywhere(isFast: Bool) async throws {
    let keys = try TemporaryFolder()
    for name in ["alice", "mallory"] {
      try await shell(
        "ssh-keygen -q -t ed25519 -N '' -C '' -f \(name)", in: keys.path)
    }
    let key = String(decoding: try #require(keys.read("alice.pub")), as: UTF8.self).dropLast()
    let server = try await PolicedServer(
      policy: """
        version: 1
        branches: {main: {}, develop: {from: main, into: [main], require_signatures: true}}
        commits: {signers: {alice: '\(key)'}}

        """)
    if isFast {
      let hook = "#!/bin/sh\nexec policy-hook pre-receive \"$@\"\n"
      try server.folder.write(hook.utf8, to: "server.git/hooks/pre-receive")
      try server.folder.makeExecutable("server.git/hooks/pre-receive")
    }
    try await shell(
      "printf '#!/bin/sh\\nexec policy hook pre-push \"$@\"\\n' >pre-push; chmod +x pre-push",
      in: server.work + "/.git/hooks")
    try await shell("git fetch -q && git remote set-head origin main", in: server.work)
    func commit(_ key: String?) async throws -> String {
      var arguments = ["commit-tree", "main^{tree}", "-p", "main", "-m", key ?? "plain"]
      if let key {
        arguments =
          ["-c", "gpg.format=ssh", "-c", "user.signingKey=\(keys.path)/\(key)"] + arguments
        arguments.append("-S")
      }
      return try await Git.run(arguments, in: server.work).lines[0]
    }
    let cases: [(key: String?, complaint: String)] = [
      (nil, "the commit is not signed"), ("mallory", "which is no signer's key"),
    ]
    for (key, complaint) in cases {
      let bad = try await commit(key)
      for option in ["--verify", "--no-verify"] {
        let answer = try await server.push(option, "\(bad):develop")
        #expect(answer.said.contains(complaint), "\(answer.errors)")
        #expect(answer.status != 0)
      }
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
    // Where it was found right, no program is needed again; elsewhere nobody knows.
    let line = "\(try await server.run("rev-parse", "main")) \(good) refs/heads/develop\n"
    let none = ["PATH": "/nowhere"]
    #expect(try await server.hook("pre-receive", line, changing: none).status == 0)
    try await shell("rm -r policy/cache", in: server.path)
    let unknown = try await server.hook("pre-receive", line, changing: none)
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("ssh-keygen is not on PATH"), "\(unknown.errors)")
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

  private func shell(_ line: String, in folder: String) async throws {
    let answer = try await Program.run("sh", ["-ec", line], in: folder)
    try #require(answer.status == 0, "\(line): \(answer.errors)")
  }
}
