import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct RefsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What git says: names, objects, and the commits behind them; a remote's HEAD left out.
  private static func listed(_ fixture: Fixture) async throws -> [Ref] {
    var refs: [Ref] = []
    for line in try await fixture.git("for-each-ref", "--format=%(refname) %(objectname)") {
      let parts = line.split(separator: " ").map(String.init)
      guard !parts[0].hasSuffix("/HEAD"), let name = RefName(parts[0]) else { continue }
      let commit = try await Program.run(
        "git", ["rev-parse", "--verify", "--quiet", parts[0] + "^{commit}"], in: fixture.path)
      let target = try await Program.run(
        "git", ["symbolic-ref", "--quiet", parts[0]], in: fixture.path)
      refs.append(
        Ref(
          name: name, commit: commit.lines.first.flatMap { ObjectID(hex: $0) },
          object: ObjectID(hex: parts[1]),
          target: target.lines.first.flatMap { RefName($0) }))
    }
    return refs
  }

  /// Branches, tags of every sort, notes and remote-tracking refs.
  static func busy(in folder: TemporaryFolder) async throws -> Fixture {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try await fixture.git("tag", "light")
    try await fixture.git("tag", "-a", "-m", "x", "annotated")
    try await fixture.git("tag", "-a", "-m", "x", "nested", "annotated")
    try await fixture.git("tag", "tree", "main^{tree}")
    try await fixture.git("tag", "-a", "-m", "x", "blob", "main:file")
    try await fixture.git("branch", "light")
    try await fixture.git("branch", "a/deep/er")
    try await fixture.git("branch", "a-b")
    try await fixture.git("notes", "add", "-m", "x")
    try await fixture.git("update-ref", "refs/remotes/origin/main", "main")
    try await fixture.git(
      "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    try await fixture.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    return fixture
  }

  @Test("Refs are what git lists, tags peeled, loose and packed")
  func listed() async throws {
    let fixture = try await Self.busy(in: folder)
    let expected = try await Self.listed(fixture)
    #expect(expected.count == 12)
    #expect(try fixture.open().refs() == expected)
    try await fixture.git("pack-refs", "--all")
    #expect(try fixture.open().refs() == expected)
    try await fixture.commit("two")
    try await fixture.git("tag", "-d", "light")
    #expect(try fixture.open().refs() == (try await Self.listed(fixture)))
  }

  @Test("A branch that is symbolic stands where its target stands, or tells that it leads nowhere")
  func symbolicBranches() async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    try await fixture.git("symbolic-ref", "refs/heads/develop", "refs/heads/main")
    try await fixture.git("symbolic-ref", "refs/heads/round", "refs/heads/about")
    try await fixture.git("symbolic-ref", "refs/heads/about", "refs/heads/round")
    let refs = try fixture.open().refs()
    #expect(refs.map(\.name.text).count == 4)
    #expect(refs.first { $0.name.text == "refs/heads/develop" }?.commit == tip)
    for name in ["refs/heads/round", "refs/heads/about"] {
      #expect(refs.first { $0.name.text == name }?.problem?.cause == .missingRef)
    }
  }

  @Test("A branch named like a tag is itself, and a revision finds the tag first, as in git")
  func ambiguous() async throws {
    let fixture = try await Self.busy(in: folder)
    let new = try await fixture.commit("two")
    try await fixture.git("update-ref", "refs/heads/light", new.hex)
    let repository = try fixture.open()
    #expect(try repository.refs().first { $0.name.text == "refs/heads/light" }?.commit == new)
    for revision in ["light", "heads/light", "annotated", "main~1", "HEAD", "nested", new.hex] {
      let expected = try await fixture.id("rev-parse", revision + "^{commit}")
      #expect(try repository.commitID(of: revision) == expected)
    }
    for revision in ["tree", "blob", "nothing", "main:file", "", String(repeating: "1", count: 40)]
    {
      let found = cause { () throws(GitError) in try repository.commitID(of: revision) }
      #expect(found == (revision.count == 40 ? .missingObject : .missingRef), "\(revision)")
    }
  }

  @Test("A symbolic ref tells what it stands for")
  func symbolic() async throws {
    let repository = try await Self.busy(in: folder).open()
    let head = try #require(RefName("refs/remotes/origin/HEAD"))
    #expect(try repository.symbolicTarget(of: head)?.text == "refs/remotes/origin/main")
    let main = try #require(RefName("refs/heads/main"))
    #expect(try repository.symbolicTarget(of: main) == nil)
    let none = try #require(RefName("refs/heads/none"))
    #expect(try repository.symbolicTarget(of: none) == nil)
  }

  @Test("Names that are not UTF-8 are kept byte for byte, packed and loose")
  func bytes() async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    let name = Array("refs/heads/caf".utf8) + [0xE9, 0xFF]
    try await fixture.git(
      "update-ref", "--stdin", input: Array("create ".utf8) + name + Array(" \(tip)\n".utf8))
    #expect(try fixture.open().refs().first?.name.bytes == name)
    try await fixture.git("pack-refs", "--all")
    #expect(try fixture.open().refs().first?.name.bytes == name)
  }

  @Test(
    "A ref that cannot be read is there, with what is wrong, and hides no other",
    arguments: [
      ("", GitError.Cause.corrupt), ("garbage\n", .corrupt),
      ("0000000000000000000000000000000000000000\n", .corrupt),
      ("ref: refs/heads/gone\n", .missingRef), ("ref:\n", .missingRef),
    ])
  func unreadable(content: String, cause: GitError.Cause) async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    // libgit2 shows the packed ref below a loose one that it cannot read.
    try await fixture.git("branch", "bad")
    try await fixture.git("pack-refs", "--all")
    try fixture.write(content, to: ".git/refs/heads/bad")
    let refs = try fixture.open().refs()
    #expect(refs.map(\.name.text) == ["refs/heads/bad", "refs/heads/main"])
    #expect(refs.map(\.commit) == [nil, tip])
    #expect(refs[0].problem?.cause == cause)
    #expect(refs[0].problem?.message.contains("'refs/heads/bad'") == true)
  }

  @Test("A remote's HEAD that dangles is no broken branch; lock files and hidden files are no refs")
  func passedOver() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try fixture.write("ref: refs/remotes/origin/gone\n", to: ".git/refs/remotes/origin/HEAD")
    try fixture.write("x", to: ".git/refs/heads/main.lock")
    try fixture.write("x", to: ".git/refs/heads/.hidden")
    #expect(try fixture.open().refs().map(\.name.text) == ["refs/heads/main"])
  }

  @Test("A tag whose object is missing says so")
  func missingTag() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try await fixture.git("tag", "-a", "-m", "x", "v1")
    try fixture.remove(try await fixture.id("rev-parse", "v1"))
    let tag = try #require(try fixture.open().refs().last)
    #expect(tag.commit == nil)
    #expect(tag.problem?.cause == .missingObject)
  }

  @Test(
    "A name that is no ref name, or a line that is no ref, is an error and never passed over",
    arguments: [
      "ID refs/heads/a..b\n", "ID refs/heads/a b\n", "ID refs/heads/x.lock\n", "garbage\n", "^ID\n",
      "ID\n", "ID \n", "^garbage\n", "ID refs/heads/cut-of",
    ])
  func malformed(line: String) async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    let parts = line.split(separator: "ID", omittingEmptySubsequences: false)
    try fixture.write(parts.joined(separator: tip.hex), to: ".git/packed-refs")
    #expect(cause { () throws(GitError) in try fixture.open().refs() } == .corrupt)
  }

  @Test("100,000 refs are read")
  func many() async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    let lines = (0..<100_000).map { "\(tip) refs/heads/b\(1_000_000 + $0)" }
    try fixture.write(
      "# pack-refs with: peeled fully-peeled sorted \n" + lines.map { $0 + "\n" }.joined(),
      to: ".git/packed-refs")
    let refs = try fixture.open().refs()
    #expect(refs.count == 100_001)
    #expect(refs.last?.name.text == "refs/heads/main")
    #expect(refs.allSatisfy { $0.commit == tip })
  }
}
