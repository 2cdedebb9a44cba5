import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

/// The signatures of commits that the real git signed, checked by the real programs.
@Suite struct CommitSignaturesTests {
  /// A repository, an SSH key and an OpenPGP key, and the programs behind a list of their calls.
  private struct Signed {
    let fixture: EvidenceFixture
    let ring: KeyRing
    let alice: CheckerKey
    let bob: CheckerKey

    init() async throws {
      (fixture, ring) = (try await EvidenceFixture(), try await KeyRing())
      alice = try await fixture.key("alice")
      bob = try await ring.key("bob@example.com")
      for name in ["gpg", "ssh-keygen"] {
        let made = try await Program.run(
          "sh",
          [
            "-c",
            """
            mkdir -p bin && real=$(command -v \(name)) &&
            printf '#!/bin/sh\\necho x >>%s/\(name).log\\nexec %s "$@"\\n' "$PWD" "$real" >bin/\(name)
            chmod +x bin/\(name)
            """,
          ], in: fixture.folder.path)
        try #require(made.status == 0)
      }
    }

    var environment: [String: String] {
      var environment = ring.environment
      environment["PATH"] = fixture.folder.path + "/bin:" + (environment["PATH"] ?? "")
      return environment
    }

    var signers: [Signer] {
      [Signer(name: "alice", key: alice), Signer(name: "bob", key: bob)]
    }

    /// Makes a commit that a key signs; an SSH key by its file, an OpenPGP key by its fingerprint.
    func commit(_ message: String, signedBy key: String?, _ more: [String] = []) async throws
      -> ObjectID
    {
      var arguments = more
      if let key {
        let isFile = key.count < 40
        arguments += ["-c", "gpg.format=\(isFile ? "ssh" : "openpgp")"]
        arguments += ["-c", "user.signingKey=\(isFile ? "\(fixture.folder.path)/\(key)" : key)"]
      }
      arguments += ["commit", "-q", "--allow-empty", "-m", message] + (key == nil ? [] : ["-S"])
      let made = try await Program.run(
        "git", arguments, in: fixture.path,
        changing: ["GNUPGHOME": ring.folder.path + "/ring"])
      try #require(made.status == 0, "\(made.errors)")
      return try await fixture.id("rev-parse", "HEAD")
    }

    /// Another commit with the signature of this one.
    func forged(_ commit: ObjectID) async throws -> ObjectID {
      let text = try await Git.run(["cat-file", "commit", commit.hex], in: fixture.path).text
      let made = try await Git.run(
        ["hash-object", "-t", "commit", "-w", "--stdin"], in: fixture.path,
        input: Array((text + "And more.\n").utf8))
      return try #require(ObjectID(hex: made.lines[0]))
    }

    func calls(of name: String) -> Int {
      fixture.folder.read("\(name).log")?.count { $0 == UInt8(ascii: "\n") } ?? 0
    }

    func source(
      kept: (any KeptSignatures)? = nil, changing changes: [String: String] = [:]
    ) throws -> RepositorySignatures {
      RepositorySignatures(
        try fixture.open(), environment: environment.merging(changes) { $1 }, kept: kept)
    }
  }

  /// Signatures kept in memory.
  private final class Kept: KeptSignatures {
    var all: [[UInt8]: [ObjectID: String]] = [:]
    func found(on basis: [UInt8]) -> [ObjectID: String] { all[basis] ?? [:] }
    func keep(_ found: [ObjectID: String], on basis: [UInt8]) { all[basis] = found }
  }

  @Test("Commits signed, forged, and signed by strangers are told apart, with one gpg for all")
  func kinds() async throws {
    let signed = try await Signed()
    _ = try await signed.fixture.key("mallory")
    let eve = try await signed.ring.key("eve@example.com")
    let plain = try await signed.commit("Plain", signedBy: nil)
    let ssh = try await signed.commit("SSH", signedBy: "alice")
    let other = try await signed.commit("Other", signedBy: "mallory")
    var openPGP: [ObjectID] = []
    for number in 1...7 {
      openPGP.append(try await signed.commit("OpenPGP \(number)", signedBy: signed.bob.text))
    }
    let stranger = try await signed.commit("Eve", signedBy: eve.text)
    let answers = try signed.source().signatures(
      of: [plain, ssh, other, stranger] + openPGP, by: signed.signers)
    #expect(answers[0] == .none)
    #expect(answers[1] == .by(["alice"]))
    guard case .stranger(let key) = answers[2] else {
      Issue.record("\(answers[2])")
      return
    }
    #expect(key.hasPrefix("ssh-ed25519 …"))
    #expect(answers[3] == .stranger(key: "OpenPGP \(eve.text)"))
    #expect(Array(answers[4...]) == Array(repeating: .by(["bob"]), count: 7))
    // Who is asked of a commit twice is told the same twice, and of the others what is theirs.
    let again = try signed.source().signatures(
      of: [ssh, ssh, plain, ssh, plain, other], by: signed.signers)
    #expect(again == [answers[1], answers[1], .none, answers[1], .none, answers[2]])
    #expect(signed.calls(of: "gpg") == 1)
    // What is forged ends a gpg, and hides nothing behind it.
    let forged = try await signed.forged(openPGP[0])
    let forgedSSH = try await signed.forged(ssh)
    let mixed = try signed.source().signatures(
      of: [openPGP[1], forged, openPGP[2], forgedSSH], by: signed.signers)
    #expect(
      mixed == [
        .by(["bob"]), .invalid(why: "it is of another text"), .by(["bob"]),
        .invalid(why: "it is of another text"),
      ])
    #expect(signed.calls(of: "gpg") == 3)
    await signed.ring.end()
  }

  @Test("A signature that brings a text of its own is not the commit's")
  func smuggled() async throws {
    let signed = try await Signed()
    let commit = try await signed.commit("Work", signedBy: signed.bob.text)
    let (armored, payload) = try #require(
      try signed.fixture.open().signature(ofCommit: commit))
    let text = String(decoding: armored, as: UTF8.self)
    let message = try #require(OpenPGPMessage(text, of: payload))
    // The signature with its right text in front of another commit's: gpg would call it good.
    let smuggled = text.replacing(
      /\n\n[^-]*/, with: "\n\n\(Base64.encode(message.bytes))\n")
    #expect(smuggled != text)
    #expect(OpenPGPMessage(smuggled, of: Array("tree".utf8)) == nil)
    let checkers = [Checker(name: "bob", key: signed.bob)]
    let answers = Signatures(by: checkers, environment: signed.environment).signers(
      of: [SignedText(signature: smuggled, text: Array("tree".utf8))], for: "git")
    #expect(answers.count == 1)
    #expect(answers.first != .success(.by(checkers)))
    for bad in ["", text.replacing("END", with: "FIN"), text + "x"] {
      #expect(OpenPGPMessage(bad, of: payload) == nil)
    }
    await signed.ring.end()
  }

  @Test("What was found right needs no program again, until the keys or the keyring change")
  func kept() async throws {
    let signed = try await Signed()
    let ssh = try await signed.commit("SSH", signedBy: "alice")
    let openPGP = try await signed.commit("OpenPGP", signedBy: signed.bob.text)
    let kept = Kept()
    let right: [CommitSignature] = [.by(["alice"]), .by(["bob"])]
    let commits = [ssh, openPGP]
    #expect(try signed.source(kept: kept).signatures(of: commits, by: signed.signers) == right)
    let none = ["PATH": "/nowhere"]
    let again = try signed.source(kept: kept, changing: none)
    #expect(try again.signatures(of: commits, by: signed.signers) == right)
    guard case .unknown(let why) = try again.signatures(of: [ssh], by: [signed.signers[0]])[0]
    else {
      Issue.record("other keys gave an answer that was kept for these")
      return
    }
    #expect(why.message == "ssh-keygen is not on PATH")
    _ = try await signed.ring.key("new@example.com")
    let later = try signed.source(kept: kept, changing: none)
    guard case .unknown = try later.signatures(of: [openPGP], by: signed.signers)[0] else {
      Issue.record("another keyring gave an answer that was kept for this one")
      return
    }
    await signed.ring.end()
  }

  @Test("Where gpg's settings name other keyrings nothing is kept, and else until they change")
  func settings() async throws {
    let signed = try await Signed()
    let commit = try await signed.commit("Work", signedBy: signed.bob.text)
    let kept = Kept()
    func isKept() throws -> Bool {
      let answers = try signed.source(kept: kept, changing: ["PATH": "/nowhere"])
        .signatures(of: [commit], by: signed.signers)
      return answers == [.by(["bob"])]
    }
    let folder = signed.ring.folder
    try folder.write(try #require(folder.read("ring/pubring.kbx")), to: "ring/team.kbx")
    for (file, text, isKnown) in [
      ("gpg.conf", "# keyring team.kbx\nno-greeting\n", true),
      ("gpg.conf", "no-greeting\n", true),
      ("gpg.conf", "no-greeting\n  keyring \(folder.path)/ring/team.kbx\n", false),
      ("gpg.conf-2", "primary-keyring \(folder.path)/ring/team.kbx\n", false),
      ("common.conf", "use-keyboxd\n", false),
    ] {
      try folder.write(text.utf8, to: "ring/" + file)
      #expect(try !isKept(), "\(file): \(text)")
      let answers = try signed.source(kept: kept).signatures(of: [commit], by: signed.signers)
      // Newer ones than gpg 2.2 have a daemon that keeps keys, and its keys are others.
      #expect(answers == [.by(["bob"])] || file == "common.conf", "\(file): \(text)")
      #expect(try isKept() == isKnown, "\(file): \(text)")
      if !isKnown { try folder.remove("ring/" + file) }
    }
    await signed.ring.end()
  }

  @Test("A key that expired since counts for what it signed before, and a revoked one for nothing")
  func expiry() async throws {
    let signed = try await Signed()
    let home: [String: String?] = ["GNUPGHOME": signed.ring.folder.path + "/ring"]
    try signed.fixture.folder.write(
      "#!/bin/sh\nexec gpg --faked-system-time 20200102T000000! \"$@\"\n".utf8, to: "old-gpg")
    try signed.fixture.folder.makeExecutable("old-gpg")
    func gpg(_ arguments: String..., input: [UInt8] = []) async throws -> ProgramOutput {
      try await Program.run(
        "gpg", ["--batch", "--passphrase", ""] + arguments, in: signed.fixture.folder.path,
        input: input, changing: home)
    }
    let made = try await gpg(
      "--faked-system-time", "20200101T000000!", "--quick-gen-key", "old@example.com", "ed25519",
      "sign", "3d")
    try #require(made.status == 0, "\(made.errors)")
    let listed = try await gpg("--with-colons", "--list-keys", "old@example.com")
    let line = try #require(listed.lines.first { $0.hasPrefix("fpr:") })
    let key = try #require(CheckerKey(line.split(separator: ":").dropFirst().joined()))
    let program = ["-c", "gpg.program=\(signed.fixture.folder.path)/old-gpg"]
    let old = try await signed.commit("Old", signedBy: key.text, program)
    let signers = [Signer(name: "old", key: key), Signer(name: "bob", key: signed.bob)]
    #expect(try signed.source().signatures(of: [old], by: signers) == [.by(["old"])])
    let new = try await signed.commit("New", signedBy: signed.bob.text)
    #expect(try signed.source().signatures(of: [new], by: signers) == [.by(["bob"])])
    let file = "ring/openpgp-revocs.d/\(signed.bob.text).rev"
    let revocation = String(decoding: try #require(signed.ring.folder.read(file)), as: UTF8.self)
      .replacing("\n:-----BEGIN", with: "\n-----BEGIN")
    let imported = try await gpg("--import", input: Array(revocation.utf8))
    try #require(imported.status == 0, "\(imported.errors)")
    #expect(
      try signed.source().signatures(of: [new, old], by: signers)
        == [.invalid(why: "its key was revoked"), .by(["old"])])
    await signed.ring.end()
  }

  @Test("Without signers, those count that git is configured to trust")
  func configured() async throws {
    let signed = try await Signed()
    _ = try await signed.fixture.key("mallory")
    let ssh = try await signed.commit("SSH", signedBy: "alice")
    let other = try await signed.commit("Other", signedBy: "mallory")
    let openPGP = try await signed.commit("OpenPGP", signedBy: signed.bob.text)
    let plain = try await signed.commit("Plain", signedBy: nil)
    let commits = [ssh, other, openPGP, plain]
    func answers() throws -> [CommitSignature] {
      try signed.source().signatures(of: commits, by: [])
    }
    guard case .unknown(let why) = try answers()[0] else {
      Issue.record("whose signatures count was not said")
      return
    }
    #expect(why.message == "nobody says whose signatures count")
    let allowed = "committer@example.com valid-before=\"20270101\" \(signed.alice.text)\n"
    try signed.fixture.folder.write(allowed.utf8, to: "allowed")
    try await signed.fixture.git(
      "config", "gpg.ssh.allowedSignersFile", signed.fixture.folder.path + "/allowed")
    let told = try answers()
    // Git takes a relative path from the top of the work tree, whatever the folder it is asked in.
    try await signed.fixture.git("config", "gpg.ssh.allowedSignersFile", "../allowed")
    #expect(try answers() == told)
    #expect(told[0] == .by([]))
    #expect([told[2], told[3]] == [.by([]), .none])
    guard case .stranger(let key) = told[1] else {
      Issue.record("\(told[1])")
      return
    }
    #expect(key.hasPrefix("SHA256:"))
    // The key's time was over when the commit was made.
    try signed.fixture.folder.write(
      allowed.replacing("20270101", with: "20250101").utf8, to: "allowed")
    #expect(try answers()[0] != .by([]))
    // Nobody vouches for the OpenPGP key, and a list trusts its keys fully.
    try signed.fixture.folder.write(allowed.utf8, to: "allowed")
    let doubted = try await Program.run(
      "gpg", ["--batch", "--import-ownertrust"], in: signed.ring.folder.path,
      input: Array("\(signed.bob.text):2:\n".utf8),
      changing: ["GNUPGHOME": signed.ring.folder.path + "/ring"])
    try #require(doubted.status == 0, "\(doubted.errors)")
    let low = CommitSignature.invalid(why: "its key is not trusted as gpg.minTrustLevel asks")
    for (level, ssh, openPGP) in [
      ("undefined", CommitSignature.by([]), CommitSignature.by([])), ("fully", .by([]), low),
      ("ultimate", low, low),
    ] {
      try await signed.fixture.git("config", "gpg.minTrustLevel", level)
      let told = try answers()
      #expect([told[0], told[2]] == [ssh, openPGP], "\(level)")
    }
    try await signed.fixture.git("config", "--unset", "gpg.minTrustLevel")
    await signed.ring.end()
  }

  @Test("What ssh-keygen refuses is told, as far as it gives a reason")
  func refused() async throws {
    let fixture = try await EvidenceFixture()
    let alice = try await fixture.key("alice")
    let key = "\(fixture.folder.path)/alice"
    try await fixture.git("config", "gpg.format", "ssh")
    try await fixture.git("config", "user.signingKey", key)
    try await fixture.git("commit", "-q", "--allow-empty", "-S", "-m", "Work")
    let work = try await fixture.id("rev-parse", "HEAD")
    let text = try await Git.run(["cat-file", "commit", work.hex], in: fixture.path).text
    let made = try await Git.run(
      ["hash-object", "-t", "commit", "-w", "--stdin"], in: fixture.path,
      input: Array((text + "And more.\n").utf8))
    let forged = try #require(ObjectID(hex: made.lines[0]))
    try await fixture.git("config", "gpg.ssh.allowedSignersFile", fixture.folder.path + "/allowed")
    func answers() throws -> [CommitSignature] {
      try RepositorySignatures(try fixture.open(), environment: fixture.environment)
        .signatures(of: [work, forged], by: [])
    }
    guard case .unknown(let why) = try answers()[0] else {
      Issue.record("a list that is not there lists nobody")
      return
    }
    #expect(why.message == "nobody says whose signatures count")
    let list = "committer@example.com"
    try fixture.folder.write("\(list) \(alice.text)\n".utf8, to: "allowed")
    #expect(try answers() == [.by([]), .invalid(why: "it is of another text")])
    let unexplained = CommitSignature.invalid(
      why: "ssh-keygen refuses it, as where its key was revoked or is listed for something else")
    try await fixture.git("config", "gpg.ssh.revocationFile", "\(key).pub")
    #expect(try answers()[0] == unexplained)
    try await fixture.git("config", "--unset", "gpg.ssh.revocationFile")
    try fixture.folder.write("\(list) namespaces=\"file\" \(alice.text)\n".utf8, to: "allowed")
    #expect(try answers()[0] == unexplained)
  }
}
