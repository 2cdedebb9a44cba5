import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("Notes as evidence")
struct NotesSourceTests {
  @Test("What a checker signed is proof, for the commit and for every commit of its tree")
  func proof() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "ci", key: try await fixture.key("ci"))]
    let subject = try await fixture.commit()
    try fixture.add([try fixture.signed(fixture.record(subject), with: "ci")])
    let result = try #require(try fixture.results(on: subject, by: checkers).first)
    #expect(result.standing == .proof)
    #expect(result.conclusion == .success)
    #expect((result.context, result.commit, result.tree) == ("build", subject.commit, subject.tree))
    #expect(result.at == 1_767_614_400)
    #expect(try fixture.results(on: subject, by: checkers).count == 1)
    // A rebase makes another commit of the same tree.
    try await fixture.git("commit", "-q", "--amend", "-m", "Better words")
    let rebased = EvidenceSubject(
      commit: try await fixture.id("rev-parse", "HEAD"), tree: subject.tree)
    #expect(rebased.commit != subject.commit)
    #expect(try fixture.results(on: rebased, by: checkers) == [result])
    let other = try await fixture.commit("Other")
    #expect(try fixture.results(on: other, by: checkers) == [])
    let elsewhere = EvidenceSubject(commit: subject.commit, tree: nil)
    #expect(try fixture.results(on: elsewhere, by: checkers) == [result])
  }

  @Test("Forged records are claims, each with its reason")
  func claims() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "ci", key: try await fixture.key("ci"))]
    _ = try await fixture.key("mallory")
    let subject = try await fixture.commit()
    let other = try await fixture.commit("Other")
    var changed = try fixture.signed(fixture.record(subject, "lint", .failure), with: "ci")
    changed.conclusion = .success
    var moved = try fixture.signed(fixture.record(subject, "moved"), with: "ci")
    moved.tree = other.tree
    var nonsense = fixture.record(subject, "nonsense")
    nonsense.signature = "trust me"
    let purpose = try fixture.forOtherPurpose(fixture.record(subject, "purpose"), key: "ci")
    let future = try fixture.signed(
      fixture.record(subject, "future", at: EvidenceFixture.now + 86_400), with: "ci")
    let lie = CheckRecord(
      commit: subject.commit, tree: other.tree, context: "lie", conclusion: .success,
      completedAt: 0)
    // A failure that a checker signed counts, whatever else is odd about it.
    let failure = try fixture.signed(
      fixture.record(subject, "failure", .failure, at: EvidenceFixture.now + 86_400), with: "ci")
    try fixture.add([
      failure, fixture.record(subject, "plain"), changed, moved, nonsense, purpose, future,
      try fixture.signed(fixture.record(subject, "stranger"), with: "mallory"),
      try fixture.signed(lie, with: "ci"),
    ])
    let results = try fixture.results(on: subject, by: checkers)
    let whys = Dictionary(uniqueKeysWithValues: results.map { ($0.context, $0.why) })
    let stranger = try #require(whys["stranger"] ?? nil)
    #expect(stranger.hasPrefix("it is signed by ssh-ed25519 …"))
    #expect(stranger.hasSuffix(", which is no checker's key"))
    #expect(
      whys.filter { $0.key != "stranger" } == [
        "failure": nil,
        "plain": "it is not signed",
        "lint": "its signature is not right: it is of another text",
        "moved": "its signature is not right: it is of another text",
        "lie": "it names another tree than the commit has",
        "nonsense": "its signature is not right: it is neither an SSH nor an OpenPGP signature",
        "purpose": "its signature is not right: it was made for 'file'",
        "future": "it is dated in the future",
      ])
    #expect(
      try fixture.results(on: subject, by: []).allSatisfy {
        $0.why == "it is not signed" || $0.why?.hasPrefix("the policy lists no checkers") == true
      })
  }

  @Test("A record that was copied to another commit's note says nothing of that one")
  func copied() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "ci", key: try await fixture.key("ci"))]
    let subject = try await fixture.commit()
    try fixture.add([try fixture.signed(fixture.record(subject), with: "ci")])
    let other = try await fixture.commit("Other")
    try await fixture.git(
      "notes", "--ref=policy/checks", "copy", "\(subject.commit)", "\(other.commit)")
    #expect(try fixture.results(on: other, by: checkers) == [])
    let signatures = Signatures(by: checkers, environment: fixture.environment)
    var judge = RecordJudge(signatures, now: EvidenceFixture.now)
    for conclusion in [CheckResult.Conclusion.success, .failure] {
      let record = try fixture.signed(fixture.record(subject, "build", conclusion), with: "ci")
      #expect(
        try judge.standing(of: record, on: other.subject) == .claim(why: "it is of another commit"))
      #expect(try judge.standing(of: record, on: subject.subject) == .proof)
      #expect(try judge.standing(of: record) == .proof)
    }
  }

  @Test(
    "A line that cannot be read leaves its commit unknown, and no other",
    arguments: [
      ("not JSON", "it is no JSON"), ("{\"version\": 1", "it is no JSON: it ends too early"),
      ("{\"version\": 2}", "its version is not 1"), ("{}", "'version' is missing"),
      (String(repeating: "x", count: 40_000), "it has 40000 bytes, more than 32768"),
    ])
  func unreadable(line: String, message: String) async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    let other = try await fixture.commit("Other")
    try fixture.add([fixture.record(subject), fixture.record(other)])
    try fixture.folder.write((line + "\n").utf8, to: "line")
    try await fixture.git(
      "notes", "--ref=policy/checks", "append", "-F", "../line", "\(subject.commit)")
    let failure = try #require(error { try fixture.results(on: subject, by: []) })
    #expect(failure.cause == .noEvidence)
    #expect(failure.message.contains("of the note on \(subject.commit) is no record: \(message)"))
    #expect(failure.help.contains("git notes --ref=policy/checks edit \(subject.commit)"))
    #expect(try fixture.results(on: other, by: []).count == 1)
  }

  @Test("A note of more than 1 MiB leaves its commit unknown")
  func huge() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.folder.write(repeatElement(UInt8(ascii: "\n"), count: 1_048_577), to: "huge")
    let blob = try await fixture.id("hash-object", "-w", "../huge")
    try await fixture.git(
      "notes", "--ref=policy/checks", "add", "-C", "\(blob)", "\(subject.tree)")
    let failure = error { try fixture.results(on: subject, by: []) }
    #expect(failure?.message.hasPrefix("the note on \(subject.tree) has 1048577 bytes") == true)
    let removal = "git notes --ref=policy/checks remove \(subject.tree)"
    #expect(failure?.help == "take the note away: \(removal)")
    try await fixture.git("notes", "--ref=policy/checks", "remove", "\(subject.tree)")
    #expect(try fixture.results(on: subject, by: []) == [])
  }

  @Test("Without ssh-keygen a checker's record is unknown, and a stranger's still a claim")
  func missingProgram() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "ci", key: try await fixture.key("ci"))]
    _ = try await fixture.key("mallory")
    let (subject, other) = (try await fixture.commit(), try await fixture.commit("Other"))
    try fixture.add([
      try fixture.signed(fixture.record(subject), with: "ci"),
      try fixture.signed(fixture.record(other), with: "mallory"),
    ])
    for path in ["", "relative:.", "/nowhere"] {
      let failure = error {
        try fixture.results(on: subject, by: checkers, changing: ["PATH": path])
      }
      #expect(failure?.cause == .noEvidence)
      #expect(failure?.message == "ssh-keygen is not on PATH")
      #expect(failure?.help == "install it: apt-get install openssh-client")
      let claims = try fixture.results(on: other, by: checkers, changing: ["PATH": path])
      #expect(claims.map(\.standing.isProof) == [false])
    }
  }

  @Test(
    "An ssh-keygen that does not do as it should proves nothing",
    arguments: [
      "exit 0", "echo hello; exit 0", "echo unknown option -- Y >&2; exit 1", "kill -9 $$",
    ])
  func oddProgram(script: String) async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "ci", key: try await fixture.key("ci"))]
    let subject = try await fixture.commit()
    try fixture.add([try fixture.signed(fixture.record(subject), with: "ci")])
    try fixture.folder.write("#!/bin/sh\n\(script)\n".utf8, to: "bin/ssh-keygen")
    try fixture.folder.makeExecutable("bin/ssh-keygen")
    let failure = error {
      try fixture.results(
        on: subject, by: checkers, changing: ["PATH": fixture.folder.path + "/bin:/usr/bin:/bin"])
    }
    #expect(failure?.cause == .noEvidence)
    // Where another test starts a program at this moment, the script is still open, and does not run.
    #expect(failure?.message.hasPrefix("ssh-keygen does not ") == true)
  }

  @Test("Notes that no fetch has brought are unknown; without a remote there are none")
  func unfetched() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    #expect(try fixture.results(on: subject, by: []) == [])
    try await fixture.git("remote", "add", "origin", "/nowhere")
    let failure = try #require(error { try fixture.results(on: subject, by: []) })
    #expect(failure.cause == .missingRef)
    #expect(failure.message == "no notes are here, and 'origin' may have some")
    #expect(failure.help.hasPrefix("fetch them: policy check fetch origin"))
    try await fixture.git(
      "config", "--add", "remote.origin.fetch", CheckNotes.fetchRefspec(ofRemote: "origin"))
    #expect(try fixture.results(on: subject, by: []) == [])
  }

  @Test("What was fetched counts beside the own notes, and a failure there is seen")
  func remotes() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.add([fixture.record(subject, "build", .failure)])
    let tip = try await fixture.id("rev-parse", CheckNotes.ref)
    try await fixture.git("update-ref", CheckNotes.ref(ofRemote: "origin"), "\(tip)")
    try await fixture.git("update-ref", "-d", CheckNotes.ref)
    try fixture.add([fixture.record(subject)])
    let results = try fixture.results(on: subject, by: [])
    #expect(Set(results.map(\.conclusion)) == [.success, .failure])
  }
}

extension EvidenceFixture {
  /// The record with a signature that was made for files.
  fileprivate func forOtherPurpose(_ record: CheckRecord, key: String) throws -> CheckRecord {
    var record = record
    record.signature = try Signatures(by: [], environment: environment).sign(
      record.signedText, with: .file(folder.path + "/" + key), for: "file")
    return record
  }
}

extension CheckResult {
  /// Why it is a claim.
  var why: String? {
    guard case .claim(let why) = standing else { return nil }
    return why
  }
}
