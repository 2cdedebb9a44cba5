import FoundationEssentials
import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("Files as evidence")
struct FileSourceTests {
  private func text(_ subject: Tested, _ more: String = "") -> String {
    """
    {"version": 1, "checks": [{"commit": "\(subject.commit)", "tree": "\(subject.tree)",
      "context": "build", "app": "jenkins", "conclusion": "success",
      "completed_at": "2026-01-05T12:00:00Z"}]\(more)}
    """
  }

  private func source(_ fixture: EvidenceFixture, _ path: String) throws -> FileSource {
    FileSource(path, in: try fixture.open())
  }

  @Test("What a file outside the tree says is proof, by commit and by tree")
  func proof() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    let more = """
      , "reviews": [{"commit": "\(subject.commit)", "reviewer": "bob", "state": "approved"}],
      "deployments": [{"commit": "\(subject.commit)", "environment": "production",
        "state": "success", "updated_at": "2026-01-05T12:00:00Z"}],
      "landings": [{"branch": "main", "new": "\(subject.commit)", "actor": "bob"},
        {"branch": "other", "new": "\(subject.commit)"}]
      """
    try fixture.folder.write(text(subject, more).utf8, to: "evidence.json")
    for path in ["../evidence.json", fixture.folder.path + "/evidence.json"] {
      let source = try source(fixture, path)
      let result = try #require(try source.checks(on: [subject.subject]).first)
      #expect((result.standing, result.conclusion) == (.proof, .success))
      #expect((result.context, result.app, result.at) == ("build", "jenkins", 1_767_614_400))
      let rebased = EvidenceSubject(commit: RecordTests.commit, tree: subject.tree)
      #expect(try source.checks(on: [rebased]) == [result])
      let other = EvidenceSubject(commit: RecordTests.commit, tree: RecordTests.tree)
      #expect(try source.checks(on: [other]) == [])
      #expect(try source.reviews(of: [subject.subject]).map(\.reviewer) == ["bob"])
      #expect(try source.reviews(of: [other]) == [])
      #expect(try source.deployments(of: [subject.subject]).map(\.isSuccess) == [true])
      let main = try #require(BranchName("main"))
      #expect(try source.landings(on: main, among: [subject.commit])?.map(\.actor) == ["bob"])
      #expect(try source.landings(on: main, among: []) == [])
    }
    try fixture.folder.write(text(subject).utf8, to: "plain.json")
    let main = try #require(BranchName("main"))
    #expect(try source(fixture, "../plain.json").landings(on: main, among: []) == nil)
  }

  @Test(
    "A file in the tree, or on a way through it, is a claim",
    arguments: [
      ("evidence.json", "the file lies in the judged tree"),
      ("sub/evidence.json", "the file lies in the judged tree"),
      ("./sub/../evidence.json", "the file lies in the judged tree"),
      ("../repo/evidence.json", "the file lies in the judged tree"),
      ("../link-in", "the file lies in the judged tree"),
      ("../folder-in/evidence.json", "the file lies in the judged tree"),
      ("link-out", "the way to the file leads through the judged tree"),
      ("folder-out/outside.json", "the way to the file leads through the judged tree"),
      ("../link-through", "the way to the file leads through the judged tree"),
      ("sub/../../outside.json", "the way to the file leads through the judged tree"),
      ("../linked/evidence.json", "the file lies in the judged tree"),
    ])
  func claims(path: String, why: String) async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try await fixture.git("worktree", "add", "-q", "--detach", "../linked")
    for file in [
      "repo/evidence.json", "repo/sub/evidence.json", "outside.json", "linked/evidence.json",
    ] {
      try fixture.folder.write(text(subject).utf8, to: file)
    }
    for (link, target) in [
      ("link-in", "repo/evidence.json"), ("link-through", "repo/link-out"),
      ("folder-in", "repo/sub"),
      ("repo/folder-out", fixture.folder.path), ("repo/link-out", "../outside.json"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: fixture.folder.path + "/" + link, withDestinationPath: target)
    }
    #expect(try source(fixture, path).checks(on: [subject.subject]).map(\.why) == [why])
  }

  @Test("A file in the repository's own folder is outside of every tree")
  func gitFolder() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.folder.write(text(subject).utf8, to: "repo/.git/policy/evidence.json")
    #expect(
      try source(fixture, ".git/policy/evidence.json").checks(on: [subject.subject]).map(\.standing)
        == [.proof])
  }

  @Test(
    "From a linked work tree, a file in the main one is a claim; beside a bare '.git' it is none",
    arguments: [
      (false, "repo/evidence.json", "the file lies in the judged tree"),
      (false, "repo/sub/evidence.json", "the file lies in the judged tree"),
      (false, "repo/.git/evidence.json", nil), (false, "evidence.json", nil),
      (true, "repo/evidence.json", nil),
      (true, "repo/wt/evidence.json", "the file lies in the judged tree"),
    ])
  func fromLinked(isBare: Bool, file: String, why: String?) async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    let linked = isBare ? "repo/wt" : "linked"
    try await fixture.git("worktree", "add", "-q", "--detach", fixture.folder.path + "/" + linked)
    if isBare { try await fixture.git("config", "core.bare", "true") }
    try fixture.folder.write(text(subject).utf8, to: file)
    let repository = try Repository.open(
      at: fixture.folder.path + "/" + linked, environment: fixture.environment)
    let source = FileSource(fixture.folder.path + "/" + file, in: repository)
    #expect(try source.checks(on: [subject.subject]).map(\.why) == [why])
  }

  @Test(
    "In a bare repository with a work tree in it, the nearest folder decides",
    arguments: [
      ("wt/evidence.json", "the file lies in the judged tree"), ("evidence.json", nil),
      ("worktrees/wt/evidence.json", nil), ("../repo.git-2/evidence.json", nil),
    ])
  func bare(path: String, why: String?) async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    for name in ["repo.git", "repo.git-2"] {
      try await fixture.git("clone", "-q", "--bare", ".", "../" + name)
    }
    try await fixture.git("--git-dir=../repo.git", "worktree", "add", "-q", "../repo.git/wt")
    // A work tree of a repository whose name only begins alike.
    try fixture.folder.write(
      "gitdir: \(fixture.folder.path)/repo.git-2\n".utf8, to: "repo.git-2/.git")
    let file = "repo.git/" + path
    try fixture.folder.write(
      text(subject).utf8, to: path.hasPrefix("../") ? String(path.dropFirst(3)) : file)
    for folder in ["repo.git", "repo.git/wt"] {
      let repository = try Repository.open(
        at: fixture.folder.path + "/" + folder, environment: fixture.environment)
      let whole =
        fixture.folder.path + "/" + (path.hasPrefix("../") ? String(path.dropFirst(3)) : file)
      #expect(
        try FileSource(whole, in: repository).checks(on: [subject.subject]).map(\.why) == [why])
    }
  }

  @Test("A file that cannot be read is unknown")
  func unreadable() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    _ = try await Program.run("mkfifo", ["pipe"], in: fixture.folder.path)
    for (path, message) in [
      ("../none", "cannot be read: No such file or directory"), ("../pipe", "is no file"),
      ("..", "is no file"),
    ] {
      let source = try source(fixture, path)
      for _ in 0..<2 {
        let failure = error { try source.checks(on: [subject.subject]) }
        #expect(failure?.cause == .noEvidence)
        #expect(failure?.message == "the file '\(path)' \(message)")
      }
      #expect(error { try source.reviews(of: [subject.subject]) }?.cause == .noEvidence)
      #expect(error { try source.deployments(of: [subject.subject]) }?.cause == .noEvidence)
    }
  }

  static let wrong: [(String, String)] = [
    ("", "it is no JSON: it ends too early at byte 0"), ("[]", "it is no JSON object"),
    ("{}", "'version' is missing"), (#"{"version": 2}"#, "its version is not 1"),
    (#"{"version": 1, "chekcs": []}"#, "'chekcs' is no member"),
    (#"{"version": 1, "checks": {}}"#, "'checks' is no list"),
    (#"{"version": 1, "checks": [1]}"#, "checks[0]: it is no JSON object"),
    (#"{"version": 1, "checks": [{"context": "x"}]}"#, "checks[0]: 'conclusion' is missing"),
    (
      #"{"version": 1, "reviews": [{"reviewer": "x", "state": "ok"}]}"#, "reviews[0]: 'state' is no"
    ),
    (#"{"version": 1, "landings": [{"branch": "a..b"}]}"#, "landings[0]: 'branch' is no branch's"),
  ]

  @Test("A file with anything wrong in it is unknown", arguments: wrong)
  func malformed(content: (text: String, message: String)) async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.folder.write(content.text.utf8, to: "evidence.json")
    let failure = error { try source(fixture, "../evidence.json").checks(on: [subject.subject]) }
    #expect(failure?.cause == .noEvidence)
    let start = "the file '../evidence.json' is no evidence: \(content.message)"
    #expect(failure?.message.hasPrefix(start) == true, "\(failure?.message ?? "")")
  }

  @Test("Landings are not taken from the judged tree")
  func ownLandings() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.folder.write(text(subject, ", \"landings\": []").utf8, to: "repo/evidence.json")
    let main = try #require(BranchName("main"))
    let failure = error {
      try source(fixture, "evidence.json").landings(on: main, among: [subject.commit])
    }
    #expect(failure?.cause == .noEvidence)
  }
}
