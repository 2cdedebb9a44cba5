import TestSupport
import Testing

/// A server, and a clone that judges what it pushes, under a policy that lists alice's SSH key; mallory's
/// it does not know.
struct SigningServer {
  let server: PolicedServer
  private let keys: TemporaryFolder

  /// - Parameters:
  ///   - isFast: whether the server's hook is `policy-hook`.
  ///   - policy: makes the policy of alice's public key.
  init(isFast: Bool, policy: (Substring) -> String) async throws {
    keys = try TemporaryFolder()
    for name in ["alice", "mallory"] {
      try await Self.shell("ssh-keygen -q -t ed25519 -N '' -C '' -f \(name)", in: keys.path)
    }
    let key = String(decoding: try #require(keys.read("alice.pub")), as: UTF8.self).dropLast()
    server = try await PolicedServer(policy: policy(key))
    if isFast {
      let hook = "#!/bin/sh\nexec policy-hook pre-receive \"$@\"\n"
      try server.folder.write(hook.utf8, to: "server.git/hooks/pre-receive")
      try server.folder.makeExecutable("server.git/hooks/pre-receive")
    }
    try await shell(
      """
      printf '#!/bin/sh\\nexec policy hook pre-push "$@"\\n' >.git/hooks/pre-push
      chmod +x .git/hooks/pre-push
      git fetch -q && git remote set-head origin main
      """)
  }

  /// The options by which git signs as somebody.
  func signing(as name: String) -> [String] {
    ["-c", "gpg.format=ssh", "-c", "user.signingKey=\(keys.path)/\(name)"]
  }

  /// Runs lines of sh in the clone, which must end well.
  func shell(_ lines: String) async throws { try await Self.shell(lines, in: server.work) }

  private static func shell(_ lines: String, in folder: String) async throws {
    let answer = try await Program.run("sh", ["-ec", lines], in: folder)
    try #require(answer.status == 0, "\(lines): \(answer.errors)")
  }

  /// Whether the client refuses a push with these words, and the server, where the client does not ask.
  func expectRefusals(of ref: String, with complaint: String) async throws {
    for option in ["--verify", "--no-verify"] {
      let answer = try await server.push(option, ref)
      #expect(answer.said.contains(complaint), "\(answer.errors)")
      #expect(answer.status != 0)
    }
  }

  /// Where a signature was found right, no program is needed again; elsewhere nobody knows.
  func expectRemembered(_ line: String) async throws {
    let none = ["PATH": "/nowhere"]
    #expect(try await server.hook("pre-receive", line, changing: none).status == 0)
    try await Self.shell("rm -r policy/cache", in: server.path)
    let unknown = try await server.hook("pre-receive", line, changing: none)
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("ssh-keygen is not on PATH"), "\(unknown.errors)")
  }
}
