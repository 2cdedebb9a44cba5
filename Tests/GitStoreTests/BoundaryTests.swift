import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct BoundaryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

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

  @Test("A file of refs that was cut off does not say that nothing is replaced")
  func cutOff() async throws {
    let fixture = try await Fixture(in: folder)
    let one = try await fixture.commit("one")
    try await fixture.git("pack-refs", "--all")
    try fixture.write("\(one) refs/heads/main\n\(one) refs/repl", to: ".git/packed-refs")
    let found = error { () throws(GitError) in try fixture.open().graph(reaching: [one]) }
    #expect(found?.cause == .corrupt)
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
}
