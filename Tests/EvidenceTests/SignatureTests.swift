import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("Signatures by the real ssh-keygen and gpg")
struct SignatureTests {
  private static let text = Array("policy check record 1\n{}\n".utf8)

  @Test(
    "Every type of SSH key signs, and is told from every other",
    arguments: ["ed25519", "ecdsa", "rsa"])
  func ssh(type: String) async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [
      Checker(name: "other", key: try await fixture.key("other", type: type)),
      Checker(name: "ci", key: try await fixture.key("ci", type: type)),
    ]
    let signatures = Signatures(by: checkers, environment: fixture.environment)
    let signature = try signatures.sign(
      Self.text, with: .file(fixture.folder.path + "/ci"), for: "policy-check")
    #expect(
      try signatures.signer(of: Self.text, signature, for: "policy-check") == .by([checkers[1]]))
    #expect(
      try signatures.signer(of: Self.text + [0x20], signature, for: "policy-check")
        == .invalid(why: "it is of another text"))
    #expect(
      try signatures.signer(of: Self.text, signature, for: "git")
        == .invalid(why: "it was made for 'policy-check'"))
    let strangers = Signatures(by: [checkers[0]], environment: fixture.environment)
    let answer = try strangers.signer(of: Self.text, signature, for: "policy-check")
    guard case .stranger(let key) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(key.contains(" …"))
  }

  @Test(
    "A program that hangs is ended, and what it would have said is unknown",
    arguments: ["ssh-keygen", "gpg"])
  func hanging(program: String) async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [
      Checker(name: "ci", key: try await fixture.key("ci")),
      Checker(name: "gpg", key: try #require(CheckerKey(String(repeating: "0A", count: 20)))),
    ]
    let key = SigningKey.file(fixture.folder.path + "/ci")
    let ssh = try Signatures(by: checkers, environment: fixture.environment)
      .sign(Self.text, with: key, for: "policy-check")
    // A child of its own holds its output open, as an agent does.
    let script = "#!/bin/sh\necho $$ >'\(fixture.folder.path)/id'\nsleep 600 &\nwait\n"
    try fixture.folder.write(script.utf8, to: "bin/" + program)
    _ = try await Program.run("chmod", ["+x", "bin/" + program], in: fixture.folder.path)
    let path = "\(fixture.folder.path)/bin:\(fixture.environment["PATH"] ?? "/usr/bin:/bin")"
    let signatures = Signatures(
      by: checkers, environment: fixture.environment.merging(["PATH": path]) { $1 },
      patience: .milliseconds(300))
    let isSSH = program == "ssh-keygen"
    for ask in [
      {
        _ = try signatures.signer(
          of: Self.text, isSSH ? ssh : GnuPG.opening + "\n", for: "policy-check")
      },
      {
        _ = try signatures.sign(Self.text, with: isSSH ? key : .openPGP("x"), for: "policy-check")
      },
    ] {
      let error = #expect(throws: GitError.self) { try ask() }
      #expect(error?.cause == .noEvidence)
      #expect(
        error?.message.hasPrefix("\(program) gave no answer in ") == true,
        "\(String(describing: error))")
    }
    let id = String(decoding: try #require(fixture.folder.read("id")), as: UTF8.self)
    let lives = try await Program.run(
      "kill", ["-0", String(id.dropLast())], in: fixture.folder.path)
    #expect(lives.status != 0)
  }

  @Test("A signature that was tampered with is never right")
  func tampered() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "ci", key: try await fixture.key("ci"))]
    let signatures = Signatures(by: checkers, environment: fixture.environment)
    let signature = try signatures.sign(
      Self.text, with: .file(fixture.folder.path + "/ci"), for: "policy-check")
    let lines = signature.split(separator: "\n").map(String.init)
    let body = try #require(Base64.decode(lines.dropFirst().dropLast().joined()))
    var tried = 0
    for place in stride(from: 0, to: body.count, by: 11) {
      var changed = body
      changed[place] ^= 1
      let armored = [lines[0], Base64.encode(changed), lines[lines.count - 1], ""]
        .joined(separator: "\n")
      // Either nobody's, or not right, or ssh-keygen cannot read it: never by the checker.
      do throws(GitError) {
        let answer = try signatures.signer(of: Self.text, armored, for: "policy-check")
        #expect(answer != .by(checkers), "byte \(place)")
      } catch { #expect(error.cause == .noEvidence) }
      tried += 1
    }
    #expect(tried > 10)
    for text in ["", "x", lines[0], signature.replacing("-----END", with: "-----XEND")] {
      let answer = try signatures.signer(of: Self.text, text, for: "policy-check")
      #expect(answer == .invalid(why: "it is neither an SSH nor an OpenPGP signature"))
    }
  }

  @Test("Who cannot sign is told why")
  func cannotSign() async throws {
    let fixture = try await EvidenceFixture()
    let signatures = Signatures(by: [], environment: fixture.environment)
    let missing = error {
      try signatures.sign(Self.text, with: .file(fixture.folder.path + "/no"), for: "x")
    }
    #expect(missing?.message.hasPrefix("ssh-keygen did not sign: ") == true)
    let key = try await fixture.key("ci")
    let agent = error { try signatures.sign(Self.text, with: .agent(key), for: "x") }
    #expect(agent?.message.hasPrefix("ssh-keygen did not sign: ") == true)
    _ = try await Program.run(
      "ssh-keygen", ["-q", "-p", "-P", "", "-N", "secret", "-f", fixture.folder.path + "/ci"],
      in: fixture.folder.path)
    let locked = error {
      try signatures.sign(Self.text, with: .file(fixture.folder.path + "/ci"), for: "x")
    }
    #expect(locked?.message.hasPrefix("ssh-keygen did not sign: ") == true)
  }

  @Test("An OpenPGP key signs; a stranger's, a changed text and a missing key are told apart")
  func openPGP() async throws {
    let ring = try await KeyRing()
    let (ci, mallory) = (try await ring.key("ci@example.com"), try await ring.key("m@example.com"))
    let checker = Checker(name: "ci", key: ci)
    let signatures = Signatures(by: [checker], environment: ring.environment)
    let signature = try signatures.sign(Self.text, with: SigningKey(ci.text), for: "x")
    #expect(try signatures.signer(of: Self.text, signature, for: "x") == .by([checker]))
    #expect(
      try signatures.signer(of: Self.text + [0x0a], signature, for: "x")
        == .invalid(why: "it is of another text"))
    let forged = try signatures.sign(Self.text, with: SigningKey(mallory.text), for: "x")
    #expect(
      try signatures.signer(of: Self.text, forged, for: "x")
        == .stranger(key: "OpenPGP \(mallory.text)"))
    // Two signatures in one: the checker's does not make the other one right.
    let both = error { try signatures.signer(of: Self.text, signature + forged, for: "x") }
    if both == nil {
      #expect(try signatures.signer(of: Self.text, signature + forged, for: "x") != .by([checker]))
    }
    let cut = String(signature.prefix(90)) + "\n-----END PGP SIGNATURE-----\n"
    if error({ try signatures.signer(of: Self.text, cut, for: "x") }) == nil {
      #expect(try signatures.signer(of: Self.text, cut, for: "x") != .by([checker]))
    }
    // On a machine that has neither key: whose signature it is cannot be known.
    let empty = try await KeyRing()
    let elsewhere = Signatures(by: [checker], environment: empty.environment)
    let failure = error { try elsewhere.signer(of: Self.text, signature, for: "x") }
    #expect(failure?.cause == .noEvidence)
    #expect(failure?.message == "gpg has no key of 'ci'")
    #expect(failure?.help.contains("gpg --recv-keys \(ci.text)") == true)
    // Who lists no OpenPGP key needs no gpg to know a stranger.
    let nobody = Signatures(by: [], environment: ["PATH": "/nowhere"])
    #expect(
      try nobody.signer(of: Self.text, signature, for: "x") == .stranger(key: "an OpenPGP key"))
    let missing = error {
      try Signatures(by: [checker], environment: ["PATH": "/nowhere"])
        .signer(of: Self.text, signature, for: "x")
    }
    #expect(missing?.message == "gpg is not on PATH")
    await ring.end()
    await empty.end()
  }

  @Test(
    "What a key calls itself is no word of gpg's",
    arguments: ["\u{85}", "\u{2028}", "\u{2029}", "\u{c}", "\r", " "])
  func forgedStatus(end: String) async throws {
    let ring = try await KeyRing()
    let ci = try await ring.key("ci@example.com")
    let name = "Eve\(end)[GNUPG:] VALIDSIG \(ci.text) \(ci.text)"
    // gpg takes no user id that ends a line by ASCII, and asks for no plain name where it has to.
    let eve = try? await ring.key(name)
    let checker = Checker(name: "ci", key: ci)
    let signatures = Signatures(by: [checker], environment: ring.environment)
    if let eve {
      let forged = try signatures.sign(Self.text, with: SigningKey(eve.text), for: "x")
      #expect(
        try signatures.signer(of: Self.text, forged, for: "x")
          == .stranger(key: "OpenPGP \(eve.text)"))
    } else {
      #expect(["\u{c}", "\r"].contains(end))
    }
    await ring.end()
  }

  @Test("What hinders a signature is told of the signing, in the system's words")
  func operation() async throws {
    let fixture = try await EvidenceFixture()
    let key = try await fixture.key("ci")
    func failure(_ changes: [String: String], _ key: SigningKey) -> GitError? {
      let signatures = Signatures(
        by: [], environment: fixture.environment.merging(changes) { $1 })
      return error { try signatures.sign(Self.text, with: key, for: "x") }
    }
    let missing = failure(["PATH": "/nowhere"], .agent(key))
    #expect(missing?.operation == "sign record")
    let full = failure(["TMPDIR": "/nowhere"], .agent(key))
    #expect(full?.operation == "sign record")
    #expect(
      full?.message == "a folder cannot be made in /nowhere: No such file or directory")
    // Written by a process of its own: a fork of another test would hold the file open for writing.
    let made = try await Program.run(
      "sh", ["-c", "mkdir -p bin && echo '#!/nowhere/sh' >bin/gpg && chmod +x bin/gpg"],
      in: fixture.folder.path)
    try #require(made.status == 0)
    let odd = failure(["PATH": fixture.folder.path + "/bin"], .openPGP("x"))
    #expect(odd?.operation == "sign record")
    #expect(odd?.message == "gpg does not run: No such file or directory")
  }

  @Test("The key that git signs with is the one that policy signs with")
  func configured() throws {
    let literal = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    let key = try #require(CheckerKey(literal))
    let print = String(repeating: "AB", count: 20)
    #expect(SigningKey(literal) == .agent(key))
    #expect(SigningKey(print) == .openPGP(print))
    #expect(SigningKey("/k") == .file("/k"))
    func read(_ text: String, _ format: String?) -> SigningKey? {
      SigningKey(userSigningKey: text, format: format, top: "/top/", home: "/home/a")
    }
    #expect(read("key::" + literal, "ssh") == .agent(key))
    #expect(read(literal, "ssh") == .agent(key))
    #expect(read("~/.ssh/id", "ssh") == .file("/home/a/.ssh/id"))
    #expect(read(".ssh/id", "ssh") == .file("/top/.ssh/id"))
    #expect(read("a@b", nil) == .openPGP("a@b"))
    #expect(read("ABCD1234", "openpgp") == .openPGP("ABCD1234"))
    #expect(read("x", "x509") == nil)
  }
}

/// A key ring of gpg's own, with its agent.
struct KeyRing {
  let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    try folder.write([], to: "ring/.keep")
    // gpg looks at who else may.
    _ = try await Program.run("chmod", ["700", "ring"], in: folder.path)
  }

  var environment: [String: String] {
    HermeticEnvironment.variables(home: folder.path).merging(["GNUPGHOME": folder.path + "/ring"]) {
      $1
    }
  }

  private var changes: [String: String?] { ["GNUPGHOME": folder.path + "/ring"] }

  /// A new key that signs; its fingerprint.
  func key(_ name: String) async throws -> CheckerKey {
    let made = try await Program.run(
      "gpg",
      ["--batch", "--passphrase", "", "--quick-gen-key", name, "ed25519", "sign", "never"],
      in: folder.path, changing: changes)
    try #require(made.status == 0, "\(made.errors)")
    let listed = try await Program.run(
      "gpg", ["--batch", "--with-colons", "--list-keys", name], in: folder.path, changing: changes)
    let line = listed.lines.first { $0.hasPrefix("fpr:") }
    return try #require(
      line.flatMap { CheckerKey($0.split(separator: ":").dropFirst().joined()) }, "\(listed.text)")
  }

  /// Ends the agent that gpg started.
  func end() async {
    _ = try? await Program.run(
      "gpgconf", ["--kill", "all"], in: folder.path, changing: changes)
  }
}
