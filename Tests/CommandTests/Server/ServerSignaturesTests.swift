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

  @Test("A key that only GNUPGHOME has counts for hooks, and does no more once it is revoked there")
  func keyring() async throws {
    let ring = try TemporaryFolder()
    let home: [String: String?] = ["GNUPGHOME": ring.path + "/ring"]
    func sh(_ lines: String) async throws -> [String] {
      let answer = try await Program.run("sh", ["-ec", lines], in: ring.path, changing: home)
      try #require(answer.status == 0, "\(lines)\n\(answer.errors)")
      return answer.lines
    }
    let key = try await sh(
      """
      mkdir -m 700 ring; gpg -q --batch --passphrase '' --quick-gen-key alice ed25519 sign never
      gpg --with-colons --list-keys | awk -F: '$1 == "fpr" { print $10; exit }'
      """)[0]
    let server = try await PolicedServer(
      policy: """
        version: 1
        branches: {main: {}, develop: {from: main, into: [main], require_signatures: true}}
        commits: {signers: {alice: \(key)}}

        """)
    let hook = "#!/bin/sh\nexec policy hook pre-push \"$@\"\n"
    try server.folder.write(hook.utf8, to: "work/.git/hooks/pre-push")
    try server.folder.makeExecutable("work/.git/hooks/pre-push")
    try await server.run("fetch", "-q")
    try await server.run("remote", "set-head", "origin", "main")
    func commit(_ message: String, on parent: String) async throws -> String {
      let made = try await server.git(
        [
          "-c", "user.signingKey=\(key)", "commit-tree", "main^{tree}", "-p", parent, "-m", message,
          "-S",
        ], changing: home)
      try #require(made.status == 0, "\(made.errors)")
      return made.lines[0]
    }
    let good = try await commit("Work", on: "main")
    let full = try await server.push(
      "\(good):develop", changing: home.merging(["TMPDIR": "/nowhere"]) { $1 })
    #expect(full.said.contains("a folder cannot be made in /nowhere"), "\(full.errors)")
    let pushed = try await server.push("\(good):develop", changing: home)
    #expect(pushed.status == 0, "\(pushed.errors)")
    let late = try await commit("More", on: good)
    _ = try await sh(
      "sed 's/^:---/---/' ring/openpgp-revocs.d/\(key).rev | gpg -q --batch --import; gpgconf --kill all"
    )
    for option in ["--verify", "--no-verify"] {
      let answer = try await server.push(option, "\(late):develop", changing: home)
      #expect(answer.said.contains("its key was revoked"), "\(answer.errors)")
      #expect(answer.status != 0)
    }
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
