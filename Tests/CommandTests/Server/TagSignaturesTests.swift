import TestSupport
import Testing

/// Signed tags on their way through a client's hooks, a server's and an audit.
@Suite struct TagSignaturesTests {
  @Test(
    "A tag that a signer signed comes in, and no other, at each place alike",
    arguments: [true, false])
  func everywhere(isFast: Bool) async throws {
    let keys = try TemporaryFolder()
    for name in ["alice", "mallory"] {
      try await shell("ssh-keygen -q -t ed25519 -N '' -C '' -f \(name)", in: keys.path)
    }
    let key = String(decoding: try #require(keys.read("alice.pub")), as: UTF8.self).dropLast()
    let server = try await PolicedServer(
      policy: """
        version: 1
        branches: {main: {}}
        tags: {v*: {signed: true, signers: {alice: '\(key)'}}}

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
    func tag(_ name: String, by key: String?) async throws {
      let format = ["-c", "gpg.format=ssh", "-c", "user.signingKey=\(keys.path)/\(key ?? "")"]
      try await Git.run(
        format + ["tag", key == nil ? "-a" : "-s", "-m", "Release", name, "origin/main"],
        in: server.work)
    }
    try await tag("v1", by: nil)
    try await tag("v2", by: "mallory")
    try await tag("v3", by: "alice")
    // Another text under a signer's signature.
    try await shell(
      """
      git cat-file tag v3 | sed s/Release/Releasf/ >forged
      git update-ref refs/tags/v4 "$(git hash-object -w -t tag forged)" && rm forged
      """, in: server.work)
    let cases = [
      ("v1", "is not signed"), ("v2", "which is no signer's key"),
      ("v4", "has a signature that does not count: it is of another text"),
    ]
    for (name, complaint) in cases {
      for option in ["--verify", "--no-verify"] {
        let answer = try await server.push(option, name)
        #expect(answer.said.contains(complaint), "\(answer.errors)")
        #expect(answer.status != 0)
      }
      let audit = try await PolicyProgram.run(["audit", "--tag", name], in: server.work)
      #expect(audit.status == 1, "\(audit.errors)")
      #expect(audit.text.contains(complaint), "\(audit.text)")
    }
    let answer = try await server.push("v3")
    #expect(answer.status == 0, "\(answer.errors)")
    let audit = try await PolicyProgram.run(["audit", "--tag", "v3"], in: server.work)
    #expect(audit.status == 0, "\(audit.text)\(audit.errors)")
    // Where it was found right, no program is needed again; elsewhere nobody knows.
    let id = try await Git.run(["rev-parse", "v3"], in: server.work).lines[0]
    let line = "\(String(repeating: "0", count: 40)) \(id) refs/tags/v3\n"
    let none = ["PATH": "/nowhere"]
    #expect(try await server.hook("pre-receive", line, changing: none).status == 0)
    try await shell("rm -r policy/cache", in: server.path)
    let unknown = try await server.hook("pre-receive", line, changing: none)
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("ssh-keygen is not on PATH"), "\(unknown.errors)")
  }

  private func shell(_ line: String, in folder: String) async throws {
    let answer = try await Program.run("sh", ["-ec", line], in: folder)
    try #require(answer.status == 0, "\(line): \(answer.errors)")
  }
}
