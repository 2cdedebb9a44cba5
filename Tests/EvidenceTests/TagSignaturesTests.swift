import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

/// The signatures of tags that the real git signed. What `git verify-tag` says of them is the oracle.
@Suite struct TagSignaturesTests {
  /// A repository with one commit, SSH keys beside it and a keyring.
  private struct Signed {
    let fixture: EvidenceFixture
    let ring: KeyRing

    init() async throws {
      (fixture, ring) = (try await EvidenceFixture(), try await KeyRing())
      _ = try await fixture.commit()
    }

    /// Makes a tag that a key signs; an SSH key by its file, an OpenPGP key by its fingerprint.
    func tag(
      _ name: String, signedBy key: String, _ message: String = "Release",
      of target: String = "HEAD"
    ) async throws -> ObjectID {
      let isFile = key.count < 40
      let made = try await Program.run(
        "git",
        [
          "-c", "gpg.format=\(isFile ? "ssh" : "openpgp")", "-c",
          "user.signingKey=\(isFile ? "\(fixture.folder.path)/\(key)" : key)", "tag", "-s", "-m",
          message, name, target,
        ], in: fixture.path, changing: ["GNUPGHOME": ring.folder.path + "/ring"])
      try #require(made.status == 0, "\(made.errors)")
      return try await fixture.id("rev-parse", name)
    }

    func text(of tag: ObjectID) async throws -> String {
      try await Git.run(["cat-file", "tag", tag.hex], in: fixture.path).text
    }

    /// A tag object with this text.
    func object(_ text: String) async throws -> ObjectID {
      let made = try await Git.run(
        ["hash-object", "-t", "tag", "-w", "--literally", "--stdin"], in: fixture.path,
        input: Array(text.utf8))
      return try #require(ObjectID(hex: made.lines[0]))
    }

    func answers(
      _ tags: [ObjectID], by signers: [Signer], changing changes: [String: String] = [:]
    ) throws -> [CommitSignature] {
      try RepositorySignatures(
        try fixture.open(), environment: ring.environment.merging(changes) { $1 }
      ).signatures(ofTags: tags, by: signers)
    }

    /// Whether `git verify-tag` takes it, where git trusts the keyring and a list of SSH keys.
    func isVerified(_ tag: ObjectID) async throws -> Bool {
      try await Program.run(
        "git",
        [
          "-c", "gpg.ssh.allowedSignersFile=\(fixture.folder.path)/allowed", "verify-tag", tag.hex,
        ], in: fixture.path, changing: ["GNUPGHOME": ring.folder.path + "/ring"]
      ).status == 0
    }
  }

  @Test("What git verify-tag says of tags is said here, whatever was done to them")
  func differential() async throws {
    let signed = try await Signed()
    let alice = try await signed.fixture.key("alice")
    let bob = try await signed.ring.key("bob@x.org")
    try signed.fixture.folder.write("a@example.com \(alice.text)\n".utf8, to: "allowed")
    let signers = [Signer(name: "alice", key: alice), Signer(name: "bob", key: bob)]
    let quoted = """
      Quoting

      -----BEGIN PGP SIGNATURE-----

      aGVsbG8=
      -----END PGP SIGNATURE-----

      -----BEGIN SSH SIGNATURE-----
      and so on
      """
    var tags: [(name: String, id: ObjectID)] = []
    for (signer, key) in [("ssh", "alice"), ("gpg", bob.text)] {
      let good = try await signed.tag("\(signer)-good", signedBy: key)
      let text = try await signed.text(of: good)
      tags.append(("\(signer) good", good))
      tags.append(("\(signer) nested", try await signed.tag("\(signer)-n", signedBy: key, quoted)))
      let outer = try await signed.tag("\(signer)-outer", signedBy: key, of: "\(signer)-good")
      tags.append(("\(signer) of a tag", outer))
      for (change, text) in [
        ("changed", text.replacing("Release", with: "Releasf")),
        ("moved", text.replacing("tag \(signer)-good", with: "tag \(signer)-other")),
        ("older", text.replacing(" +0000", with: " +0100")),
        ("cut", String(text.dropLast(40))),
        ("quoted behind", text.replacing("Release", with: quoted)),
        ("signed twice", text + text.drop { $0 != "-" }),
        ("headed", text.replacing("\ntagger", with: "\ngpgsig-sha256 x\n y\ntagger")),
        ("half headed", text.replacing("\ntagger", with: "\ngpgsigs x\ntagger")),
      ] { tags.append(("\(signer) \(change)", try await signed.object(text))) }
    }
    let answers = try signed.answers(tags.map(\.id), by: signers)
    var counts = [true: 0, false: 0]
    for (tag, answer) in zip(tags, answers) {
      let isRight = answer == .by([tag.name.hasPrefix("ssh") ? "alice" : "bob"])
      let isVerified = try await signed.isVerified(tag.id)
      #expect(isRight == isVerified, "\(tag.name): \(answer)")
      if !isRight { #expect(answer.isRefusal, "\(tag.name): \(answer)") }
      counts[isRight, default: 0] += 1
    }
    #expect(counts == [true: 8, false: 14])
    await signed.ring.end()
  }

  @Test("Text behind a signature is nobody's, although git takes it")
  func behind() async throws {
    let signed = try await Signed()
    let alice = try await signed.fixture.key("alice")
    let bob = try await signed.ring.key("bob@x.org")
    let signers = [Signer(name: "alice", key: alice), Signer(name: "bob", key: bob)]
    var tags: [ObjectID] = []
    for (name, key) in [("ssh", "alice"), ("gpg", bob.text)] {
      let text = try await signed.text(of: try await signed.tag(name, signedBy: key))
      tags.append(try await signed.object(text + "And this is approved.\n"))
      tags.append(try await signed.object(text + "\n\n"))
    }
    let answers = try signed.answers(tags, by: signers)
    let why = CommitSignature.invalid(why: "it does not end where the tag does")
    #expect(answers == [why, .by(["alice"]), why, .by(["bob"])])
    await signed.ring.end()
  }

  @Test("Strangers, expired and revoked keys, and tags that nobody signed are told apart")
  func keys() async throws {
    let signed = try await Signed()
    let alice = try await signed.fixture.key("alice")
    _ = try await signed.fixture.key("mallory")
    let bob = try await signed.ring.key("bob@x.org")
    let eve = try await signed.ring.key("eve@x.org")
    let signers = [Signer(name: "alice", key: alice), Signer(name: "bob", key: bob)]
    try await signed.fixture.git("tag", "-a", "-m", "Plain", "plain")
    let tags = [
      try await signed.fixture.id("rev-parse", "plain"),
      try await signed.fixture.id("rev-parse", "HEAD"),
      try await signed.tag("m", signedBy: "mallory"), try await signed.tag("e", signedBy: eve.text),
      try await signed.tag("b", signedBy: bob.text),
    ]
    let answers = try signed.answers(tags, by: signers)
    #expect(answers[0] == .none && answers[1] == .none)
    guard case .stranger(let key) = answers[2] else {
      Issue.record("\(answers[2])")
      return
    }
    #expect(key.hasPrefix("ssh-ed25519 …"))
    #expect(answers[3] == .stranger(key: "OpenPGP \(eve.text)"))
    #expect(answers[4] == .by(["bob"]))
    let without = try signed.answers(tags, by: signers, changing: ["PATH": "/nowhere"])
    #expect(without[0] == .none)
    guard case .unknown(let why) = without[4] else {
      Issue.record("\(without[4])")
      return
    }
    #expect(why.message == "gpg is not on PATH" && why.help == "install it: apt-get install gnupg")
    let file = "ring/openpgp-revocs.d/\(bob.text).rev"
    let revocation = String(decoding: try #require(signed.ring.folder.read(file)), as: UTF8.self)
      .replacing("\n:-----BEGIN", with: "\n-----BEGIN")
    let imported = try await Program.run(
      "gpg", ["--batch", "--import"], in: signed.ring.folder.path, input: Array(revocation.utf8),
      changing: ["GNUPGHOME": signed.ring.folder.path + "/ring"])
    try #require(imported.status == 0, "\(imported.errors)")
    #expect(
      try signed.answers([tags[4]], by: signers) == [.invalid(why: "its key was revoked")])
    await signed.ring.end()
  }

  @Test("A key that expired since counts for the tags that it signed before, where it is listed")
  func expired() async throws {
    let signed = try await Signed()
    let folder = signed.fixture.folder
    try folder.write(
      "#!/bin/sh\nexec gpg --faked-system-time 20200102T000000! \"$@\"\n".utf8, to: "old-gpg")
    try folder.makeExecutable("old-gpg")
    let made = try await Program.run(
      "gpg",
      [
        "--batch", "--passphrase", "", "--faked-system-time", "20200101T000000!",
        "--quick-gen-key", "old@example.com", "ed25519", "sign", "3d",
      ], in: folder.path, changing: ["GNUPGHOME": signed.ring.folder.path + "/ring"])
    try #require(made.status == 0, "\(made.errors)")
    let listed = try await Program.run(
      "gpg", ["--batch", "--with-colons", "--list-keys", "old@example.com"], in: folder.path,
      changing: ["GNUPGHOME": signed.ring.folder.path + "/ring"])
    let line = try #require(listed.lines.first { $0.hasPrefix("fpr:") })
    let key = try #require(CheckerKey(line.split(separator: ":").dropFirst().joined()))
    try await signed.fixture.git("config", "gpg.program", folder.path + "/old-gpg")
    let tag = try await signed.tag("old", signedBy: key.text)
    try await signed.fixture.git("config", "--unset", "gpg.program")
    #expect(try signed.answers([tag], by: [Signer(name: "old", key: key)]) == [.by(["old"])])
    #expect(try signed.answers([tag], by: []) == [.invalid(why: "its key has expired")])
    #expect(try await !signed.isVerified(tag))
    await signed.ring.end()
  }

  @Test("Without signers, those count on tags that git is configured to trust")
  func configured() async throws {
    let signed = try await Signed()
    let alice = try await signed.fixture.key("alice")
    _ = try await signed.fixture.key("mallory")
    let bob = try await signed.ring.key("bob@x.org")
    let ssh = try await signed.tag("ssh", signedBy: "alice")
    let gpg = try await signed.tag("gpg", signedBy: bob.text)
    let bad = try await signed.object(
      try await signed.text(of: gpg).replacing("Release", with: "Releasf"))
    let badSSH = try await signed.object(
      try await signed.text(of: ssh).replacing("Release", with: "Releasf"))
    let tags = [ssh, try await signed.tag("m", signedBy: "mallory"), gpg, bad, badSSH]
    func answers(_ changes: [String: String] = [:]) throws -> [CommitSignature] {
      try signed.answers(tags, by: [], changing: changes)
    }
    let untold = try answers(["GNUPGHOME": signed.fixture.folder.path])
    for answer in untold {
      guard case .unknown(let why) = answer else {
        Issue.record("whose signatures count was not said: \(answer)")
        continue
      }
      #expect(why.message == "nobody says whose signatures count")
    }
    let allowed = "committer@example.com valid-before=\"20270101\" \(alice.text)\n"
    try signed.fixture.folder.write(allowed.utf8, to: "allowed")
    try await signed.fixture.git(
      "config", "gpg.ssh.allowedSignersFile", signed.fixture.folder.path + "/allowed")
    let told = try answers()
    #expect([told[0], told[2]] == [.by([]), .by([])])
    #expect(told[3] == .invalid(why: "it is of another text"))
    #expect(told[4].isRefusal && told[4] != .none, "\(told[4])")
    guard case .stranger(let key) = told[1] else {
      Issue.record("\(told[1])")
      return
    }
    #expect(key.hasPrefix("SHA256:"))
    try signed.fixture.folder.write(
      allowed.replacing("20270101", with: "20250101").utf8, to: "allowed")
    let late = try answers()[0]
    #expect(late.isRefusal, "\(late)")
    await signed.ring.end()
  }
}

extension CommitSignature {
  /// Whether it says that the signature does not count.
  fileprivate var isRefusal: Bool {
    switch self {
    case .none, .stranger, .invalid: true
    case .by, .unknown: false
    }
  }
}
