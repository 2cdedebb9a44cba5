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

  @Test("A missing parent is a cut; the rest is known")
  func missingParent() async throws {
    let fixture = try await Fixture(in: folder)
    let one = try await fixture.commit("one")
    let two = try await fixture.commit("two")
    let three = try await fixture.commit("three")
    try fixture.remove(one)
    let graph = try fixture.open().graph(reaching: [three])
    #expect(graph.count == 2)
    let cut = try #require(graph.cuts[try graph.require(two)])
    #expect(cut.cause == .missingObject)
    #expect(cut.message.contains(one.hex))
    #expect(cause { () throws(GitError) in try graph.require(one) } == .missingObject)
    let tip = try graph.require(three)
    let found = cause { () throws(GitError) in
      try graph.commits(reachableFrom: [tip], notFrom: [])
    }
    #expect(found == .missingObject)
  }

  @Test("A shallow clone's history is cut where it ends, whatever a commit-graph file says")
  func shallow() async throws {
    let origin = try await Fixture(in: folder)
    try await origin.commit("one")
    let two = try await origin.commit("two")
    let three = try await origin.commit("three")
    let clone = try await origin.cloned("--depth=2")
    _ = try? await clone.git("commit-graph", "write", "--reachable")
    let repository = try clone.open()
    let graph = try repository.graph(reaching: [three])
    #expect(graph.count == 2)
    let cut = try #require(graph.cuts[try graph.require(two)])
    #expect(cut.cause == .shallow)
    #expect(cut.help.contains("--unshallow"))
    let one = try #require(try repository.commit(two).parents.first)
    #expect(cause { () throws(GitError) in try repository.commit(one) } == .shallow)
    try clone.write("garbage\n", to: ".git/shallow")
    #expect(cause { () throws(GitError) in try clone.open().graph(reaching: [three]) } == .corrupt)
  }

  @Test("What the shallow file names is cut, though its parents are here")
  func shallowFile() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    let two = try await fixture.commit("two")
    let three = try await fixture.commit("three")
    try await fixture.git("commit-graph", "write", "--reachable")
    for (file, environment) in [
      ("other", ["GIT_DIR": fixture.path + "/.git", "GIT_SHALLOW_FILE": fixture.path + "/other"]),
      (".git/shallow", [:]),
    ] {
      try fixture.write("\(two)\n", to: file)
      let repository =
        try environment.isEmpty ? fixture.open() : fixture.openByEnvironment(environment)
      let graph = try repository.graph(reaching: [three])
      #expect(graph.count == 2)
      #expect(graph.cuts[try graph.require(two)]?.cause == .shallow)
    }
  }

  @Test("A missing parent above a commit-graph file is a cut; the file is still used")
  func missingAboveFile() async throws {
    let fixture = try await Fixture(in: folder)
    let one = try await fixture.commit("one")
    try await fixture.git("commit-graph", "write", "--reachable")
    let two = try await fixture.commit("two")
    let three = try await fixture.commit("three")
    try await fixture.git("checkout", "-q", "-b", "side", "main~2")
    let side = try await fixture.commit("side", to: "side")
    try fixture.remove(two)
    let repository = try fixture.open()
    let graph = try repository.graph(reaching: [three, side])
    #expect(graph.count == 3)
    #expect(graph.parents(of: try graph.require(side)) == [try graph.require(one)])
    #expect(graph.cuts[try graph.require(three)]?.cause == .missingObject)
    #expect(graph.cuts.count == 1)
    #expect(repository.notes.isEmpty)
  }

  @Test("A partial clone says so of each object that it lacks", arguments: ["blob:none", "tree:0"])
  func partial(filter: String) async throws {
    let origin = try await Fixture(in: folder)
    try await origin.git("config", "uploadpack.allowFilter", "true")
    let one = try await origin.commit("one", to: "dir/file")
    try await origin.commit("two", to: "dir/file")
    let clone = try await origin.cloned("--no-checkout", "--filter=\(filter)")
    let repository = try clone.open()
    let tip = try repository.commitID(of: "HEAD")
    #expect(try repository.graph(reaching: [tip]).count == 2)
    let path = Array("dir/file".utf8)
    #expect(
      cause { () throws(GitError) in try repository.file(path, in: tip) } == .partialClone)
    #expect(cause { () throws(GitError) in try repository.change(by: tip) } == .partialClone)
    if filter == "tree:0" {
      for id in [tip, one] {
        #expect(
          cause { () throws(GitError) in try repository.paths(changedBy: id) } == .partialClone)
        #expect(
          cause { () throws(GitError) in try repository.blob(at: path, in: id) } == .partialClone)
        #expect(
          cause { () throws(GitError) in try repository.files(in: [], of: id) } == .partialClone)
      }
    } else {
      #expect(try repository.paths(changedBy: tip) == [path])
    }
  }

  @Test("A merge in a partial clone cannot be tried again without its blobs")
  func partialMerge() async throws {
    let origin = try await Fixture(in: folder)
    try await origin.git("config", "uploadpack.allowFilter", "true")
    try await origin.commit("1\n2\n3\n4\n5\n")
    try await origin.git("checkout", "-q", "-b", "side")
    try await origin.commit("1\n2\n3\n4\nfive\n")
    try await origin.git("checkout", "-q", "main")
    try await origin.commit("one\n2\n3\n4\n5\n")
    try await origin.git("merge", "-q", "-m", "x", "side")
    let merge = try await origin.id("rev-parse", "HEAD")
    #expect(try origin.open().ownEdits(ofMerge: merge).isEmpty)
    let clone = try await origin.cloned("--no-checkout", "--filter=blob:none")
    #expect(
      cause { () throws(GitError) in try clone.open().ownEdits(ofMerge: merge) } == .partialClone)
  }

  @Test("Replace refs, loose or packed, and grafts are refused", arguments: [0, 1, 2])
  func replaced(how: Int) async throws {
    let fixture = try await Fixture(in: folder)
    let one = try await fixture.commit("one")
    let two = try await fixture.commit("two")
    if how < 2 { try await fixture.git("replace", one.hex, two.hex) }
    if how == 1 { try await fixture.git("pack-refs", "--all") }
    if how == 2 { try fixture.write("\(two)\n", to: ".git/info/grafts") }
    let found = error { () throws(GitError) in try fixture.open().graph(reaching: [two]) }
    #expect(found?.cause == .replaced)
    #expect(found?.message.contains(how < 2 ? "replace refs" : "grafts") == true)
  }

  @Test("An empty file of grafts, and one of comments, changes nothing", arguments: ["", "# x\n"])
  func noGrafts(text: String) async throws {
    let fixture = try await Fixture(in: folder)
    let one = try await fixture.commit("one")
    try fixture.write(text, to: ".git/info/grafts")
    // From 1.7 on libgit2 opens no repository with a comment there.
    let opens = text.isEmpty || ["1.5", "1.6"].contains { Repository.libraryVersion.hasPrefix($0) }
    let found = cause { () throws(GitError) in
      guard try fixture.open().graph(reaching: [one]).count == 1 else {
        throw GitError(.failed, "test", "a commit is missing")
      }
    }
    #expect(found == (opens ? nil : .corrupt))
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
