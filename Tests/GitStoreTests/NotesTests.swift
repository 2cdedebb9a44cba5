import GitModel
import TestSupport
import Testing

@testable import GitStore

@Suite("Notes on objects, against the real git notes")
struct NotesTests {
  static let identity = Array("C O Mitter <committer@example.com> 1767614400 +0000".utf8)
  static let ref = "refs/notes/policy/checks"
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes notes as one commit on the ref.
  private func add(
    _ notes: [ObjectID: String], in repository: Repository
  ) throws -> ObjectID {
    let ref = try #require(RefName(Self.ref))
    let tip = try repository.tip(of: ref)
    let tree = try repository.writeNotes(notes.mapValues { Array($0.utf8) }, over: tip)
    let commit = try repository.commitNotes(
      tree, parents: [tip].compactMap { $0 }, identity: Self.identity, message: "Note")
    #expect(try repository.move(ref, from: tip, to: commit, because: "test"))
    return commit
  }

  private func text(
    _ repository: Repository, on object: ObjectID, in commit: ObjectID
  ) throws -> [String] {
    try repository.notes(on: object, in: commit, limit: 1_000).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test("What git notes has written is read, whatever the fan-out", arguments: [1, 40, 700])
  func reads(count: Int) async throws {
    let fixture = try await Fixture(in: folder)
    // With many notes, fast-import puts folders into the tree, as git notes does.
    let who = "committer A <a@b> 1 +0000"
    var (commits, stream) = ("", "commit \(Self.ref)\n\(who)\ndata 0\n")
    for number in 0..<count {
      commits += "commit refs/heads/main\nmark :\(number + 1)\n\(who)\ndata <<END\n\(number)\nEND\n"
      stream += "N inline :\(number + 1)\ndata <<END\nnote \(number)\nEND\n"
    }
    try await fixture.git("fast-import", "--quiet", input: Array((commits + stream).utf8))
    let objects = try await fixture.git("rev-list", "--reverse", "main").compactMap {
      ObjectID(hex: $0)
    }
    let tip = try await fixture.id("rev-parse", Self.ref)
    let repository = try fixture.open()
    let listed = try await fixture.git("notes", "--ref=policy/checks", "list")
    #expect(listed.count == count)
    let notes = try repository.notes(in: tip)
    #expect(Set(notes.map { "\($0.blob) \($0.object)" }) == Set(listed))
    for (number, object) in objects.enumerated() {
      #expect(try text(repository, on: object, in: tip) == ["note \(number)\n"])
    }
    let tops = try await fixture.git("ls-tree", Self.ref)
    #expect(tops.contains { $0.contains(" tree ") } == (count == 700))
    #expect(try text(repository, on: tip, in: tip) == [])
  }

  @Test("What is written, git notes reads, and adds to", arguments: [false, true])
  func writes(overGit: Bool) async throws {
    let fixture = try await Fixture(in: folder)
    let first = try await fixture.commit("one")
    let second = try await fixture.commit("two")
    if overGit {
      try await fixture.git("notes", "--ref=policy/checks", "add", "-m", "by git", "\(first)")
    }
    let repository = try fixture.open()
    _ = try add([first: "one\n", second: "two\n"], in: repository)
    for (commit, note) in [(first, "one"), (second, "two")] {
      #expect(
        try await fixture.git("notes", "--ref=policy/checks", "show", "\(commit)") == [note])
    }
    #expect(try await fixture.git("notes", "--ref=policy/checks", "list").count == 2)
    try await fixture.git("notes", "--ref=policy/checks", "append", "-m", "more", "\(second)")
    let tip = try await fixture.id("rev-parse", Self.ref)
    #expect(try text(try fixture.open(), on: second, in: tip) == ["two\n\nmore\n"])
    #expect(try await fixture.git("fsck", "--strict").filter { $0.contains("error") } == [])
  }

  @Test("What is no note stays where it is")
  func keepsOthers() async throws {
    let fixture = try await Fixture(in: folder)
    let first = try await fixture.commit("one")
    let blob = try await fixture.id("hash-object", "-w", "--stdin", input: Array("x".utf8))
    let short = String(first.hex.prefix(2))
    let tree = try await fixture.id(
      "mktree", input: Array("100644 blob \(blob)\tREADME\n100644 blob \(blob)\t\(short)\n".utf8))
    let commit = try await fixture.id("commit-tree", "-m", "notes", "\(tree)")
    try await fixture.git("update-ref", Self.ref, "\(commit)")
    let repository = try fixture.open()
    let tip = try add([first: "one\n"], in: repository)
    #expect(
      try await fixture.git("ls-tree", "--name-only", Self.ref).sorted()
        == ["README", short, first.hex].sorted())
    #expect(try repository.notes(in: tip).map(\.object) == [first])
    #expect(try text(repository, on: first, in: tip) == ["one\n"])
  }

  @Test("A ref that stands elsewhere, is there already or is locked does not move")
  func swaps() async throws {
    let fixture = try await Fixture(in: folder)
    let first = try await fixture.commit("one")
    let second = try await fixture.commit("two")
    let repository = try fixture.open()
    let ref = try #require(RefName(Self.ref))
    #expect(try repository.tip(of: ref) == nil)
    #expect(try !repository.move(ref, from: first, to: second, because: "test"))
    #expect(try repository.move(ref, from: nil, to: first, because: "test"))
    #expect(try !repository.move(ref, from: nil, to: second, because: "test"))
    #expect(try !repository.move(ref, from: second, to: second, because: "test"))
    try fixture.write("", to: ".git/\(Self.ref).lock")
    #expect(try !repository.move(ref, from: first, to: second, because: "test"))
    try folder.remove("repo/.git/\(Self.ref).lock")
    #expect(try await fixture.id("rev-parse", Self.ref) == first)
    #expect(try repository.move(ref, from: first, to: second, because: "test"))
    #expect(try await fixture.id("rev-parse", Self.ref) == second)
    try await fixture.git("pack-refs", "--all")
    #expect(try repository.tip(of: ref) == second)
    #expect(try repository.move(ref, from: second, to: first, because: "test"))
    #expect(try await fixture.id("rev-parse", Self.ref) == first)
  }

  @Test("A note that is too large, or missing, is an error and never no note")
  func fails() async throws {
    let fixture = try await Fixture(in: folder)
    let first = try await fixture.commit("one")
    let repository = try fixture.open()
    let tip = try add([first: String(repeating: "x", count: 50)], in: repository)
    #expect(
      error { () throws(GitError) in try repository.notes(on: first, in: tip, limit: 49) }?.message
        == "the note on \(first) has 50 bytes, more than 49")
    let blob = try #require(try repository.notes(in: tip).first?.blob)
    try fixture.remove(blob)
    #expect(
      cause { () throws(GitError) in
        try fixture.open().notes(on: first, in: tip, limit: 1_000)
      } == .missingObject)
  }

  @Test("A commit's signature comes with what it was made over")
  func signature() async throws {
    let fixture = try await Fixture(in: folder)
    let plain = try await fixture.commit("one")
    let tree = try await fixture.id("rev-parse", "HEAD^{tree}")
    let head = "tree \(tree)\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n"
    let signed = try await fixture.store(
      commit: head + "gpgsig -----BEGIN X-----\n abc\n -----END X-----\n\nhello\n")
    let repository = try fixture.open()
    #expect(try repository.signature(ofCommit: plain) == nil)
    let found = try #require(try repository.signature(ofCommit: signed))
    #expect(found.signature.starts(with: "-----BEGIN X-----\nabc\n-----END X-----".utf8))
    #expect(found.payload == Array((head + "\nhello\n").utf8))
    #expect(
      cause { () throws(GitError) in try repository.signature(ofCommit: tree) } == .corrupt)
  }

  @Test(
    "Whether a fetch brings a ref is what its refspecs say",
    arguments: [
      ("+refs/heads/*:refs/remotes/origin/*", false), ("+refs/*:refs/*", true),
      ("+refs/notes/policy/*:refs/policy/remotes/origin/notes/*", true),
      ("refs/notes/policy/checks:refs/x", true), ("refs/notes/policy/check:refs/x", false),
    ])
  func refspecs(refspec: String, brings: Bool) async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.git("config", "remote.origin.url", "/nowhere")
    try await fixture.git("config", "remote.origin.fetch", refspec)
    #expect(try fixture.open().fetchesAll(of: Self.ref, from: "origin") == brings)
    try await fixture.git("config", "--add", "remote.origin.fetch", "^refs/notes/policy/checks")
    #expect(try !fixture.open().fetchesAll(of: Self.ref, from: "origin"))
  }
}
