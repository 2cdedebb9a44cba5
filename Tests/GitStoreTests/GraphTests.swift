import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct GraphTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Seven roots, criss-crosses, an octopus of 60 parents, dates in 1970, 2106 and after.
  static var stream: [UInt8] {
    var text = ""
    func commit(_ mark: Int, _ seconds: Int64, _ parents: [Int]) {
      text += "reset refs/heads/b\(mark)\ncommit refs/heads/b\(mark)\nmark :\(mark)\n"
      text += "committer C <c@d> \(seconds) +0000\ndata 1\nx\n"
      text += parents.enumerated().map { "\($0 == 0 ? "from" : "merge") :\($1)\n" }.joined()
      text += "\n"
    }
    for root in 1...7 { commit(root, Int64(root - 1), []) }
    commit(8, 4_294_967_295, [1, 2])
    commit(9, 4_294_967_296, [2, 1])
    commit(10, 17_179_869_183, [8, 9])
    commit(11, 5, [9, 8])
    for side in 0..<60 { commit(100 + side, 1_700_000_000 + Int64(side), [side % 7 + 1]) }
    commit(200, 1_600_000_000, (0..<60).map { 100 + $0 })
    commit(201, 1_700_000_001, [200, 10, 11])
    return Array(text.utf8)
  }

  private func everyShape() async throws -> Fixture {
    let fixture = try await Fixture("--bare", in: folder)
    try await fixture.git("fast-import", "--quiet", input: Self.stream)
    return fixture
  }

  /// What git says of everything that refs reach.
  static func listed(_ fixture: Fixture, _ revisions: String...) async throws -> Set<String> {
    let all = revisions.isEmpty ? ["--all"] : revisions
    let arguments = ["-c", "core.commitGraph=false", "rev-list", "--parents"] + all
    return Set(try await Git.run(arguments, in: fixture.path).lines)
  }

  /// The graph behind every ref, times held against the objects.
  @discardableResult
  static func whole(_ fixture: Fixture) throws -> CommitGraph {
    let repository = try fixture.open()
    let graph = try repository.graph(reaching: try repository.refs().compactMap(\.commit))
    for commit in 0..<graph.count {
      let object = try repository.commit(graph.id(of: commit))
      #expect(graph.time(of: commit) == object.committer.seconds)
      #expect(graph.tree(of: commit) == object.tree)
    }
    #expect(repository.notes == [])
    return graph
  }

  @Test("History of every shape is what git lists, from objects and from a commit-graph file")
  func shapes() async throws {
    let fixture = try await everyShape()
    let expected = try await Self.listed(fixture)
    #expect(expected.count == 73)
    #expect(try Self.whole(fixture).lines == expected)
    try await fixture.git("commit-graph", "write", "--reachable")
    #expect(try Self.whole(fixture).lines == expected)
    try await fixture.git("gc", "-q")
    #expect(try Self.whole(fixture).lines == expected)
  }

  @Test("Only what the tips reach is in the graph, with a commit-graph file too")
  func reached() async throws {
    let fixture = try await everyShape()
    for _ in 0..<2 {
      let repository = try fixture.open()
      let graph = try repository.graph(reaching: [try repository.commitID(of: "b10")])
      #expect(graph.lines == (try await Self.listed(fixture, "b10")))
      try await fixture.git("commit-graph", "write", "--reachable")
    }
  }

  @Test("Commits made after the commit-graph file, and files in layers, are read together")
  func layers() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try await fixture.git("commit-graph", "write", "--reachable", "--split=no-merge")
    try await fixture.git("checkout", "-q", "-b", "side")
    try await fixture.commit("two")
    try await fixture.git("commit-graph", "write", "--reachable", "--split=no-merge")
    try await fixture.git("checkout", "-q", "main")
    try await fixture.commit("three", to: "other")
    try await fixture.git("commit-graph", "write", "--reachable", "--split=no-merge")
    #expect(fixture.read(".git/objects/info/commit-graphs/commit-graph-chain")?.count == 3 * 41)
    try await fixture.git("merge", "-q", "-m", "merge", "side")
    try await fixture.commit("four")
    #expect(try Self.whole(fixture).lines == (try await Self.listed(fixture)))
    // Alternates of alternates have a say too.
    let clone = try await sharing(fixture, "clone")
    let second = try await sharing(clone, "second")
    try await second.commit("five")
    #expect(try Self.whole(second).lines == (try await Self.listed(second)))
    try await second.git("commit-graph", "write", "--reachable", "--split=no-merge")
    #expect(try Self.whole(second).lines == (try await Self.listed(second)))
  }

  private func sharing(_ fixture: Fixture, _ name: String) async throws -> Fixture {
    try await Git.run(["clone", "-q", "--shared", fixture.path, name], in: folder.path)
    return Fixture(at: name, in: folder)
  }

  @Test("A tip that is no commit is absent, with the reason")
  func noCommit() async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    let tree = try await fixture.id("rev-parse", "main^{tree}")
    let missing = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    let sha256 = try #require(ObjectID(hex: String(repeating: "1", count: 64)))
    let graph = try fixture.open().graph(reaching: [tip, tree, missing, .zero, sha256])
    #expect(graph.count == 1)
    for (id, expected) in [
      (tree, GitError.Cause.corrupt), (missing, .missingObject), (.zero, .missingObject),
      (sha256, .missingObject),
    ] {
      #expect(cause { () throws(GitError) in try graph.require(id) } == expected)
    }
  }

  @Test("A truncated pack is an error wherever it ends, never a shorter history")
  func truncatedPack() async throws {
    let fixture = try await everyShape()
    let all = try await Self.listed(fixture).count
    let tips = try fixture.open().refs().compactMap(\.commit)
    try await fixture.git("gc", "-q")
    let names = try await Program.run("ls", ["objects/pack"], in: fixture.path).lines
    let pack = try #require(names.first { $0.hasSuffix(".pack") })
    let whole = try #require(fixture.read("objects/pack/\(pack)"))
    try await fixture.git("config", "core.commitGraph", "false")
    try fixture.folder.remove("repo/objects/pack/\(pack)")
    for length in stride(from: 0, to: whole.count, by: whole.count / 23) {
      try fixture.folder.write(whole.prefix(length), to: "repo/objects/pack/\(pack)")
      let repository = try fixture.open()
      let found = error { () throws(GitError) in
        let graph = try repository.graph(reaching: tips)
        #expect(graph.count < all)
        var places: [Int] = []
        for tip in tips { places.append(try graph.require(tip)) }
        return try graph.commits(reachableFrom: places, notFrom: [])
      }
      #expect(found != nil, "\(length) of \(whole.count)")
    }
  }
}
