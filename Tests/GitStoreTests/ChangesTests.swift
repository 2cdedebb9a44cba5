import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct ChangesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("The paths that a commit changes are git's, for roots, renames, modes and merges")
  func paths() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try fixture.write("x", to: "dir/a\tb")
    try await fixture.commit("x", to: "zoë")
    try await fixture.git("mv", "file", "moved")
    try await fixture.git("commit", "-q", "-m", "move")
    try await fixture.git("update-index", "--chmod=+x", "moved")
    try await fixture.git("commit", "-q", "-m", "mode")
    try await fixture.git("checkout", "-q", "-f", "-b", "side", "main~2")
    try await fixture.commit("side", to: "side")
    try await fixture.git("checkout", "-q", "main")
    try await fixture.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    try await fixture.git("commit", "-q", "--allow-empty", "-m", "empty")
    try await fixture.commit("between a folder and what is in it", to: "dir.x")
    try await fixture.git("rm", "-q", "-r", "dir")
    try await fixture.commit("a file in a folder's place", to: "dir")
    try await fixture.git("rm", "-q", "dir")
    try await fixture.commit("a folder in a file's place", to: "dir/deep/er")
    let link = try await fixture.id("hash-object", "-w", "--stdin", input: Array("x".utf8))
    try await fixture.git("update-index", "--add", "--cacheinfo", "120000,\(link),dir.x")
    try await fixture.git("update-index", "--add", "--cacheinfo", "160000,\(link),module")
    try await fixture.git("commit", "-q", "-m", "a link and a submodule")
    let repository = try fixture.open()
    for line in try await fixture.git("rev-list", "--parents", "main") {
      let ids = line.split(separator: " ").map(String.init)
      let id = ids[0]
      let trees = ids.count > 1 ? [ids[1], id] : ["--root", id]
      let output = try await Git.run(
        ["diff-tree", "-r", "-z", "--no-commit-id", "--name-only"] + trees, in: fixture.path)
      let expected = output.output.split(separator: 0).map(Array.init)
      let commit = try #require(ObjectID(hex: id))
      #expect(try repository.paths(changedBy: commit) == expected)
      let names = try await Git.run(
        ["diff-tree", "-z", "--no-commit-id", "--name-only"] + trees, in: fixture.path)
      let top = Set(names.output.split(separator: 0).map(Array.init))
      let before = try ids.dropFirst().first.flatMap { ObjectID(hex: $0) }.map { parent in
        try repository.treeID(of: parent)
      }
      let changed = try repository.topNames(from: before, to: repository.treeID(of: commit))
      #expect(Set(changed) == top)
      let change = try repository.change(by: commit)
      #expect(change.paths == expected)
      #expect((change.patch == nil) == expected.isEmpty)
    }
  }

  @Test("The paths on which two commits differ are git's, whichever comes first")
  func pathsBetween() async throws {
    let fixture = try await Fixture(in: folder)
    try fixture.write("x", to: "dir/a\tb")
    try await fixture.commit("one")
    try await fixture.git("mv", "file", "moved")
    try await fixture.commit("two", to: "dir/sub/new")
    try await fixture.git("checkout", "-q", "-b", "side", "HEAD~1")
    try await fixture.commit("side", to: "zoë")
    let repository = try fixture.open()
    for (old, new) in [("main", "side"), ("side", "main"), ("main~1", "main"), ("main", "main")] {
      let output = try await Git.run(
        ["diff-tree", "-r", "-z", "--no-renames", "--name-only", old, new], in: fixture.path)
      let (from, to) = (
        try await fixture.id("rev-parse", old), try await fixture.id("rev-parse", new)
      )
      #expect(
        try repository.paths(from: from, to: to)
          == output.output.split(separator: 0).map(Array.init))
    }
  }

  @Test("Two commits of which one lacks a folder cannot be compared")
  func pathsWithoutTree() async throws {
    let fixture = try await Fixture(in: folder)
    let old = try await fixture.commit("one", to: "dir/x")
    let new = try await fixture.commit("two", to: "dir/x")
    try fixture.remove(try await fixture.id("rev-parse", "HEAD:dir"))
    let repository = try fixture.open()
    for (from, to) in [(old, new), (new, old)] {
      #expect(
        cause { () throws(GitError) in try repository.paths(from: from, to: to) } == .missingObject)
    }
  }

  @Test("A cherry-picked change has the patch id that it had, another change has another")
  func patches() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("1\n2\n3\n4\n5\n6\n7\n8\n9\n")
    try await fixture.git("branch", "side")
    let original = try await fixture.commit("1\n2\n3\n4\n5\n6\n7\n8\nnine\n")
    try await fixture.git("checkout", "-q", "side")
    try await fixture.commit("other", to: "other")
    try await fixture.git("cherry-pick", "-x", original.hex)
    let picked = try await fixture.id("rev-parse", "HEAD")
    let repository = try fixture.open()
    #expect(try repository.change(by: original).patch == repository.change(by: picked).patch)
    let other = try await fixture.id("rev-parse", "HEAD~1")
    #expect(try repository.change(by: original).patch != repository.change(by: other).patch)
    #expect(try repository.commit(picked).cherryPickedFrom == [original])
  }

  /// `main` and branches that each change a file of their own, and one line of `shared`.
  private func branches(_ names: String...) async throws -> Fixture {
    let fixture = try await Fixture(in: folder)
    try fixture.write("one\ntwo\nthree\nfour\nfive\nsix\nseven\n", to: "shared")
    try await fixture.commit("one")
    for name in names {
      try await fixture.git("checkout", "-q", "-b", name, "main")
      try await fixture.commit(name, to: name)
    }
    try await fixture.git("checkout", "-q", "main")
    return fixture
  }

  private static func edits(_ fixture: Fixture) async throws -> [String] {
    let merge = try await fixture.id("rev-parse", "HEAD")
    let repository = try fixture.open()
    let edits = try repository.ownEdits(ofMerge: merge)
    // Who knows the history is told the same.
    let graph = try repository.graph(reaching: [merge])
    let parents = graph.parents(of: try graph.require(merge))
    if parents.count == 2 {
      let history = try graph.mergeHistory(parents[0], parents[1])
      #expect(try fixture.open().ownEdits(ofMerge: merge, in: history) == edits)
    }
    return edits.map { edit in
      "\(String(decoding: edit.path, as: UTF8.self)) \(edit.blob?.hex ?? "-")"
    }
  }

  @Test("A merge as git makes it holds nothing of its own", arguments: [["a"], ["a", "b", "c"]])
  func clean(merged: [String]) async throws {
    let fixture = try await branches("a", "b", "c")
    try await fixture.commit("main", to: "own")
    try await Git.run(["merge", "-q", "--no-ff", "-m", "merge"] + merged, in: fixture.path)
    let objects = try await fixture.git("count-objects", "-v")
    #expect(try await Self.edits(fixture).isEmpty)
    #expect(try await fixture.git("count-objects", "-v") == objects)
  }

  @Test("What a merge changes, adds and takes away beyond its parents is its own")
  func evil() async throws {
    let fixture = try await branches("a", "b")
    for merged in [["a"], ["a", "b"]] {
      try await fixture.git("reset", "-q", "--hard", "main")
      try await fixture.git("checkout", "-q", "--detach")
      try await fixture.commit("main", to: "own")
      try await Git.run(
        ["merge", "-q", "--no-ff", "--no-commit"] + merged, in: fixture.path)
      try fixture.write("evil", to: "file")
      try fixture.write("new", to: "new")
      try await fixture.git("rm", "-q", "a", "--force")
      try await fixture.git("add", "--all")
      try await fixture.git("commit", "-q", "-m", "merge")
      let (file, new) = (
        try await fixture.id("rev-parse", "HEAD:file"),
        try await fixture.id("rev-parse", "HEAD:new")
      )
      #expect(try await Self.edits(fixture) == ["a -", "file \(file)", "new \(new)"])
      try await fixture.git("checkout", "-q", "main")
    }
  }

  @Test("What a merge made of a path that one side changed is its own, beside what the other did")
  func evilInsideFolders() async throws {
    let fixture = try await Fixture(in: folder)
    for name in ["ours", "theirs", "neither"] { try fixture.write("x", to: "dir/sub/\(name)") }
    try await fixture.commit("x")
    try await fixture.git("checkout", "-q", "-b", "side")
    try await fixture.commit("theirs", to: "dir/sub/theirs")
    try await fixture.git("checkout", "-q", "main")
    try await fixture.commit("ours", to: "dir/sub/ours")
    try await fixture.git("merge", "-q", "-m", "clean", "side")
    let clean = try await fixture.id("rev-parse", "HEAD")
    #expect(try await Self.edits(fixture).isEmpty)
    let changes: [[String]] = [
      ["update-index", "--chmod=+x", "dir/sub/ours"], ["rm", "-q", "--cached", "dir/sub/theirs"],
      ["rm", "-q", "--cached", "dir/sub/neither"],
      ["checkout", "-q", "HEAD^1", "--", "dir/sub/theirs"],
      ["checkout", "-q", "HEAD^2", "--", "dir/sub/ours"],
    ]
    for change in changes {
      try await fixture.git("reset", "-q", "--hard", clean.hex)
      try await Git.run(change, in: fixture.path)
      try await fixture.git("commit", "-q", "--amend", "-m", "evil")
      let path = change.last ?? ""
      let blob = try await Git.run(["ls-tree", "HEAD", path], in: fixture.path).text
      let id = blob.split { $0 == " " || $0 == "\t" }.dropFirst(2).first ?? "-"
      #expect(try await Self.edits(fixture) == ["\(path) \(id)"], "\(change)")
    }
  }

  @Test("Trying a merge again writes nothing into the repository")
  func untouched() async throws {
    let fixture = try await branches()
    try await fixture.git("checkout", "-q", "-b", "side")
    try await fixture.commit("one\ntwo\nthree\nfour\nfive\nsix\n7\n", to: "shared")
    try await fixture.git("checkout", "-q", "main")
    try await fixture.commit("1\ntwo\nthree\nfour\nfive\nsix\nseven\n", to: "shared")
    try await fixture.git("merge", "-q", "--no-commit", "side")
    try await fixture.commit("neither", to: "shared")
    // What git wrote when it merged is reachable from nothing.
    try await fixture.git("reflog", "expire", "--expire=now", "--all")
    try await fixture.git("gc", "-q", "--prune=now")
    let before = try await fixture.git("count-objects", "-v")
    #expect(before.first == "count: 0")
    #expect(try await Self.edits(fixture).count == 1)
    #expect(try await fixture.git("count-objects", "-v") == before)
  }

  @Test("A path that conflicts is the merge's own, however it was resolved")
  func conflict() async throws {
    let fixture = try await branches("a")
    try await fixture.git("checkout", "-q", "a")
    let theirs = try await fixture.commit("theirs", to: "file")
    try await fixture.git("checkout", "-q", "main")
    try await fixture.commit("ours", to: "file")
    _ = try await Program.run("git", ["merge", "-q", "-m", "x", "a"], in: fixture.path)
    try await fixture.git("checkout", "-q", "--theirs", "file")
    try await fixture.commit("theirs", to: "file")
    let blob = try await fixture.id("rev-parse", "\(theirs):file")
    #expect(try await Self.edits(fixture) == ["file \(blob)"])
  }

  @Test("Histories that never met, and criss-cross ones, are merged again too")
  func unusual() async throws {
    let fixture = try await branches("a")
    try await fixture.git("checkout", "-q", "--orphan", "unrelated")
    try await fixture.git("rm", "-rfq", ".")
    try await fixture.commit("unrelated", to: "unrelated")
    try await fixture.git(
      "merge", "-q", "--allow-unrelated-histories", "-m", "merge", "main")
    #expect(try await Self.edits(fixture).isEmpty)
    try await fixture.git("checkout", "-q", "-b", "left", "main")
    try await fixture.commit("left", to: "left")
    try await fixture.git("checkout", "-q", "-b", "right", "a")
    try await fixture.commit("right", to: "right")
    try await fixture.git("branch", "before", "right")
    try await fixture.git("merge", "-q", "-m", "x", "left")
    try await fixture.git("checkout", "-q", "left")
    try await fixture.git("merge", "-q", "-m", "x", "before")
    try await fixture.commit("more", to: "more")
    try await fixture.git("merge", "-q", "-m", "x", "right")
    #expect(try await Self.edits(fixture).isEmpty)
  }

  @Test("An octopus whose parents conflict cannot be tried again, and a commit is no merge")
  func impossible() async throws {
    let fixture = try await branches("a", "b", "c")
    var parents: [ObjectID] = []
    for name in ["a", "b", "c"] {
      try await fixture.git("checkout", "-q", name)
      parents.append(try await fixture.commit(name, to: "file"))
    }
    let tree = try await fixture.id("rev-parse", "a^{tree}")
    let merge = try await fixture.store(
      commit: "tree \(tree)\n" + parents.map { "parent \($0)\n" }.joined()
        + "author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nx")
    let repository = try fixture.open()
    for id in [merge, parents[0]] {
      #expect(cause { () throws(GitError) in try repository.ownEdits(ofMerge: id) } == .failed)
    }
  }
}
