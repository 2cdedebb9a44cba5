import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct ObjectsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A commit is told as its object says it, message and names byte for byte")
  func commit() async throws {
    let fixture = try await Fixture(in: folder)
    let parent = try await fixture.commit("one")
    let tree = try await fixture.id("rev-parse", "HEAD^{tree}")
    let text =
      Array("tree \(tree)\nparent \(parent)\nauthor J".utf8) + [0xF6, 0x72]
      + Array(" <a@b> 1234567890 -0330\ncommitter <> 4294967296 +1345\n".utf8)
      + Array("encoding latin1\ngpgsig -----BEGIN\n \n -----END\n\n\u{1B}[31mred\n".utf8) + [
        0xFF, 0, 0x41,
      ]
    let id = try await fixture.id("hash-object", "-t", "commit", "-w", "--stdin", input: text)
    let commit = try fixture.open().commit(id)
    #expect(commit.tree == tree)
    #expect(commit.parents == [parent])
    #expect(commit.author.name == [0x4A, 0xF6, 0x72])
    #expect(commit.author.email == Array("a@b".utf8))
    #expect(commit.author.seconds == 1_234_567_890)
    #expect(commit.author.offset == -210)
    #expect(commit.committer.name.isEmpty)
    #expect(commit.committer.email.isEmpty)
    #expect(commit.committer.seconds == 4_294_967_296)
    #expect(commit.committer.offset == 825)
    // Git shows nothing that stands behind a NUL.
    #expect(commit.message == Array("\u{1B}[31mred\n".utf8) + [0xFF])
  }

  @Test("A short id is the object whose id alone begins with it")
  func abbreviated() async throws {
    let fixture = try await Fixture(in: folder)
    let commit = try await fixture.commit("one")
    // Two blobs whose ids begin alike.
    var ids: [ObjectID] = []
    for text in ["142", "784"] {
      ids.append(
        try await fixture.id("hash-object", "-w", "--stdin", input: Array(text.utf8)))
    }
    let repository = try fixture.open()
    func found(_ digits: String) throws(GitError) -> ObjectID? {
      let start = ObjectID(abbreviated: Array(digits.utf8)) ?? .zero
      return try repository.object(abbreviated: start, digits: digits.utf8.count)
    }
    #expect(try found(String(commit.hex.prefix(8))) == commit)
    #expect(try found(commit.hex) == commit)
    #expect(ids[0].hex.prefix(4) == ids[1].hex.prefix(4))
    #expect(try found(String(ids[0].hex.prefix(4))) == nil)
    #expect(cause { () throws(GitError) in try found("0000000") } == .missingObject)
    #expect(ObjectID(abbreviated: Array("123".utf8)) == nil)
    #expect(ObjectID(abbreviated: Array("123g".utf8)) == nil)
  }

  static let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
  static let author = "author A <a@b> 1 +0000\n"
  static let committer = "committer A <a@b> 1 +0000\n"

  @Test(
    "A commit that is none, and a date that is none, are told apart",
    arguments: [
      ("", GitError.Cause.corrupt),
      ("tree 123\n\(author)\(committer)\n", .corrupt),
      ("tree \(String(repeating: "a", count: 64))\n\(author)\(committer)\n", .corrupt),
      ("parent \(tree)\ntree \(tree)\n\(author)\(committer)\n", .corrupt),
      ("tree \(tree)\n\(committer)\(author)\n", .corrupt),
      ("tree \(tree)\n\(author)", .corrupt),
      ("tree \(tree)\nauthor A\n\(committer)\n", .corrupt),
      ("tree \(tree)\n\(author)committer A <a@b> \n\n", .impossibleDate),
      ("tree \(tree)\n\(author)committer A <a@b> -1 +0000\n\n", .impossibleDate),
      ("tree \(tree)\n\(author)committer A <a@b> 1x +0000\n\n", .impossibleDate),
      ("tree \(tree)\n\(author)committer A <a@b> 99999999999999999999 +0000\n\n", .impossibleDate),
    ])
  func malformed(text: String, cause expected: GitError.Cause) async throws {
    let fixture = try await Fixture(in: folder)
    let id = try await fixture.store(commit: text)
    let repository = try fixture.open()
    #expect(cause { () throws(GitError) in try repository.commit(id) } == expected)
    // A graph needs no date, but it needs a commit.
    let graph = try repository.graph(reaching: [id])
    #expect(graph.count == (expected == .impossibleDate || text.contains("author A\n") ? 1 : 0))
  }

  @Test("Names, addresses and dates of odd headers are those that git log shows")
  func people() async throws {
    let fixture = try await Fixture(in: folder)
    let parts = [
      "Eve", "<", ">", " ", "\t", "<eve@evil.org>", "<eve@evil.org> ", "a@example.com", "> ", "<>",
      "\r",
      "1 ", "B C",
    ]
    var random = SeededGenerator(seed: 11)
    var people = [
      "Eve <eve@evil.org> <a@example.com> 1700000000 +0000",
      "Eve <eve@evil.org>@example.com> 1700000000 +0000", "Eve> <a@b> 5 +0100", "<a@b> 5 +0000",
    ]
    for _ in 0..<400 {
      let count = Int.random(in: 1...6, using: &random)
      let person = (0..<count).compactMap { _ in parts.randomElement(using: &random) }.joined()
      people.append(person + (Bool.random(using: &random) ? "> 1700000000 +0100" : " 7 -0100"))
    }
    for (number, person) in people.enumerated() {
      try fixture.write(
        "tree \(Self.tree)\nauthor \(person)\ncommitter \(person)\n\nx\n", to: "commits/\(number)")
    }
    let paths = people.indices.map { "commits/\($0)\n" }.joined()
    let ids = try await fixture.git(
      "hash-object", "-t", "commit", "-w", "--literally", "--stdin-paths", input: Array(paths.utf8))
    let told = try await fixture.git(
      "log", "--no-walk=unsorted", "--stdin", "--format=%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct",
      input: Array(ids.unique.joined(separator: "\n").utf8))
    let repository = try fixture.open()
    var compared = 0
    try #require(told.count == ids.unique.count)
    for (id, line) in zip(ids.unique, told) {
      let commit = try #require(ObjectID(hex: id))
      guard let found = Self.signatures(of: commit, in: repository) else { continue }
      let git = line.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
      for (mine, git) in zip(found, [git.prefix(3), git.suffix(3)]) {
        #expect(mine.name == Array(git[git.startIndex].utf8), "\(line)")
        #expect(mine.email == Array(git[git.startIndex + 1].utf8), "\(line)")
        // Git shows no date that has no zone.
        #expect(["", "\(mine.seconds)"].contains(git[git.startIndex + 2]), "\(line)")
      }
      compared += 1
    }
    #expect(compared > 100)
  }

  /// The author and the committer; `nil` where the commit has no such.
  private static func signatures(of commit: ObjectID, in repository: Repository) -> [Signature]? {
    do throws(GitError) {
      let commit = try repository.commit(commit)
      return [commit.author, commit.committer]
    } catch {
      return nil
    }
  }

  @Test(
    "A header that can be read in two ways is none, though a graph has its commit",
    arguments: [
      "\(author)\(committer)author B <b@b> 1 +0000\n\n", "\(author)\(committer)\(committer)\n",
      "author A\0 <a@b> 1 +0000\n\(committer)\n", "\(author)\(committer)x \0\n\n",
    ])
  func ambiguous(header: String) async throws {
    let fixture = try await Fixture(in: folder)
    let id = try await fixture.store(commit: "tree \(Self.tree)\n\(header)")
    let repository = try fixture.open()
    let found = error { () throws(GitError) in try repository.commit(id) }
    #expect(found?.cause == .corrupt)
    #expect(found?.message.contains("can be read in two ways") == true, "\(found as Any)")
    #expect(try repository.graph(reaching: [id]).count == 1)
  }

  @Test("Files, folders and blobs are found by bytes; what is not there is no error")
  func files() async throws {
    let fixture = try await Fixture(in: folder)
    try fixture.write("deep", to: "dir/sub/x")
    try fixture.write("", to: "dir/b b")
    let tip = try await fixture.commit("one")
    let repository = try fixture.open()
    let text: (String) -> [UInt8] = { Array($0.utf8) }
    #expect(try repository.file(text("dir/sub/x"), in: tip) == text("deep"))
    #expect(try repository.file(text("dir/b b"), in: tip) == [])
    #expect(try repository.file(text("file"), in: tip) == text("one"))
    for path in ["none", "dir", "dir/sub", "file/x", "dir/none/x", ""] {
      #expect(try repository.file(text(path), in: tip) == nil)
      #expect(try repository.blob(at: text(path), in: tip) == nil)
    }
    #expect(
      try repository.blob(at: text("dir/sub/x"), in: tip) == Repository.blobID(of: text("deep")))
    #expect(try repository.files(in: text("dir"), of: tip) == [text("b b")])
    #expect(try repository.files(in: [], of: tip) == [text("file")])
    #expect(try repository.files(in: text("none"), of: tip).isEmpty)
    #expect(try repository.files(in: text("file"), of: tip).isEmpty)
    #expect(
      cause { () throws(GitError) in try repository.blob(at: text("file\0x"), in: tip) } == .failed)
    #expect(
      cause { () throws(GitError) in try repository.file(text("file"), in: tip, limit: 2) }
        == .failed)
  }

  @Test("A submodule is told by its commit")
  func submodule() async throws {
    let fixture = try await Fixture(in: folder)
    let first = try await fixture.commit("one")
    try await fixture.git("update-index", "--add", "--cacheinfo", "160000,\(first),sub")
    try await fixture.git("commit", "-q", "-m", "add sub")
    let tip = try await fixture.id("rev-parse", "HEAD")
    let repository = try fixture.open()
    #expect(try repository.blob(at: Array("sub".utf8), in: tip) == first)
    #expect(try repository.file(Array("sub".utf8), in: tip) == nil)
    #expect(try repository.paths(changedBy: tip) == [Array("sub".utf8)])
  }

  @Test("A tree that is missing on the way to a path is an error and no answer")
  func missingTree() async throws {
    let fixture = try await Fixture(in: folder)
    try fixture.write("deep", to: "dir/sub/x")
    let tip = try await fixture.commit("one")
    let sub = try await fixture.id("rev-parse", "HEAD:dir/sub")
    try fixture.remove(sub)
    let found = error { () throws(GitError) in
      try fixture.open().blob(at: Array("dir/sub/x".utf8), in: tip)
    }
    #expect(found?.cause == .missingObject)
    #expect(found?.message.contains(sub.hex) == true)
  }

  @Test("The id of bytes as a blob is git's", arguments: ["", "x", "a\0b"])
  func blobID(text: String) async throws {
    let fixture = try await Fixture(in: folder)
    let expected = try await fixture.id("hash-object", "--stdin", input: Array(text.utf8))
    #expect(try Repository.blobID(of: Array(text.utf8)) == expected)
  }
}
