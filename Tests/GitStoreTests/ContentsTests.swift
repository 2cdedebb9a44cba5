import GitModel
import GitStore
import TestSupport
import Testing

/// What commits bring into their trees, with git as the oracle.
@Suite struct ContentsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Everything that a comparison shows, as `git ls-tree -r` prints it.
  private struct Shown: TreeVisitor {
    var brought: Set<String> = []
    var modes: [EntryMode] = []
    var removed: Set<String> = []
    let wants: TreeWants = .removals

    static func line(_ entry: NewEntry) -> String {
      let mode = String(entry.mode.rawValue, radix: 8)
      let type = entry.mode.isSubmodule ? "commit" : "blob"
      let path = String(decoding: entry.path, as: UTF8.self)
      return "\(mode) \(type) \(entry.id)\t\(path)"
    }

    mutating func visit(_ entry: NewEntry) {
      brought.insert(Self.line(entry))
      modes.append(entry.mode)
    }
    mutating func visit(removed entry: NewEntry) {
      removed.insert(String(decoding: entry.path, as: UTF8.self))
    }
  }

  private static let paths = [
    "a", "a/b", "a/c/d", "a/c/e", "a.txt", "a-", "a0", "z", "z/é", "m/n/o/p", "m/n/q", "b",
  ]

  /// A history that chance draws: files that become folders and back, modes, links, submodules,
  /// merges with and without edits of their own.
  static func stream(_ seed: UInt64) -> String {
    var chance = SeededGenerator(seed: seed)
    let modes = ["100644 inline", "100644 inline", "100755 inline", "120000 inline"]
    var text = ""
    for number in 1...40 {
      let parents = (1..<number).shuffled(using: &chance).prefix(
        number == 1 ? 0 : Int.random(in: 1...3, using: &chance))
      text += "reset refs/heads/work\n\ncommit refs/heads/work\nmark :\(number)\n"
      text += "committer C <c@example.com> \(1_700_000_000 + number) +0000\ndata 1\nx\n"
      for (place, parent) in parents.enumerated() {
        text += "\(place == 0 ? "from" : "merge") :\(parent)\n"
      }
      for path in paths.shuffled(using: &chance).prefix(Int.random(in: 0...4, using: &chance)) {
        switch Int.random(in: 0..<10, using: &chance) {
        case 0..<3: text += "D \(path)\n"
        case 3: text += "M 160000 \(String(repeating: "5", count: 40)) \(path)\n"
        default:
          let content = String(Int.random(in: 0..<3, using: &chance))
          text += "M \(modes.randomElement(using: &chance) ?? "") \(path)\n"
          text += "data \(content.utf8.count)\n\(content)\n"
        }
      }
      text += "\nreset refs/tags/c\(number)\nfrom :\(number)\n\n"
    }
    return text
  }

  @Test(
    "What a commit brings and takes out is what git lists of it and of none or all of its parents")
  func brought() async throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let repository = try await BareRepository(Array(Self.stream(seed).utf8))
      let store = try Repository.open(
        at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
      let comparison = TreeComparison(store)
      var entries: [ObjectID: Set<String>] = [:]
      var (merges, removals) = (0, 0)
      for ref in try store.refs() {
        let id = try #require(ref.commit)
        let output = try await Git.run(
          ["-c", "core.quotePath=false", "ls-tree", "-r", "--full-tree", id.hex],
          in: repository.path)
        entries[id] = Set(output.lines)
      }
      for (id, here) in entries {
        let parents = try store.commit(id).parents
        let theirs = try parents.map { try #require(entries[$0]) }
        var shown = Shown()
        try comparison.visit(
          try store.treeID(of: id), beside: try parents.map { try store.treeID(of: $0) }, &shown)
        #expect(shown.brought == here.subtracting(theirs.reduce([]) { $0.union($1) }))
        func paths(_ lines: Set<String>) -> Set<String> {
          Set(lines.compactMap { $0.split(separator: "\t", maxSplits: 1).last.map(String.init) })
        }
        let common = theirs.dropFirst().reduce(theirs.first.map(paths) ?? []) {
          $0.intersection(paths($1))
        }
        let gone = common.subtracting(paths(here))
        // A tree that a parent has is that parent's, whatever others have lost.
        let isShared = try parents.contains { try store.treeID(of: $0) == store.treeID(of: id) }
        #expect(shown.removed == (isShared ? [] : gone), "seed \(seed), \(id)")
        merges += parents.count > 1 ? 1 : 0
        removals += shown.removed.count
      }
      #expect(merges > 5 && removals > 0)
    }
  }

  @Test("A tree that is missing, or is none, is an error")
  func flaws() async throws {
    let fixture = try await Fixture(in: folder)
    let first = try await fixture.commit("one", to: "a/b")
    let second = try await fixture.commit("two", to: "a/b")
    let tree = try await fixture.id("rev-parse", "HEAD:a")
    let store = try fixture.open()
    let (old, new) = (try store.treeID(of: first), try store.treeID(of: second))
    var shown = Shown()
    let comparison = TreeComparison(store)
    try comparison.visit(new, beside: [old], &shown)
    #expect(shown.brought.count == 1)
    try fixture.remove(tree)
    #expect(
      cause { () throws(GitError) in
        var shown = Shown()
        try TreeComparison(try fixture.open()).visit(new, beside: [old], &shown)
      } == .missingObject)
    for text in ["100644 a", "x", "100644 a\0123", "9 a\0", "100644 \0"] {
      let flawed = try await fixture.id(
        "hash-object", "-t", "tree", "-w", "--stdin", "--literally", input: Array(text.utf8))
      #expect(
        cause { () throws(GitError) in
          var shown = Shown()
          try TreeComparison(try fixture.open()).visit(flawed, beside: [], &shown)
        } == .corrupt, "\(text)")
    }
  }

  @Test("Rights that Git does not tell apart are no change; what is nothing else is a submodule")
  func modes() async throws {
    let fixture = try await Fixture(in: folder)
    let blob = try await fixture.id("hash-object", "-w", "--stdin", input: [120])
    func commit(_ mode: String, on parents: [ObjectID]) async throws -> ObjectID {
      let tree = try await fixture.id(
        "hash-object", "-t", "tree", "-w", "--stdin", "--literally",
        input: Array("\(mode) a\0".utf8) + blob.bytes)
      let arguments = ["commit-tree", "-m", "x", tree.hex] + parents.flatMap { ["-p", $0.hex] }
      let output = try await Git.run(arguments, in: fixture.path)
      return try #require(output.lines.first.flatMap { ObjectID(hex: $0) })
    }
    let old = try await commit("100664", on: [])
    let same = try await commit("100644", on: [old])
    let run = try await commit("100711", on: [same])
    let module = try await commit("150000", on: [run])
    let store = try fixture.open()
    let changes: [(ObjectID, EntryMode?)] = [(same, nil), (run, .executable), (module, .submodule)]
    for (commit, mode) in changes {
      let parents = try store.commit(commit).parents
      var shown = Shown()
      try TreeComparison(store).visit(
        try store.treeID(of: commit), beside: try parents.map { try store.treeID(of: $0) }, &shown)
      let told = try await Git.run(
        ["diff-tree", "--name-only", "--no-commit-id", commit.hex], in: fixture.path)
      #expect(try store.paths(changedBy: commit) == told.lines.map { Array($0.utf8) })
      #expect(shown.brought.count == told.lines.count && shown.modes == [mode].compactMap { $0 })
    }
  }

  @Test("Folders too deep are an error that names the top one, and no command holds the name")
  func deep() async throws {
    let path = "$(reboot)" + String(repeating: "/a", count: 4200)
    let text =
      "commit refs/heads/main\ncommitter C <c@example.com> 1 +0000\ndata 1\nx\n"
      + "M 100644 inline \(path)\ndata 1\nx\n"
    let repository = try await BareRepository(Array(text.utf8))
    let store = try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
    let tree = try store.treeID(of: try store.commitID(of: "main"))
    let why = error { () throws(GitError) in
      var shown = Shown()
      try TreeComparison(store).visit(tree, beside: [], &shown)
    }
    #expect(why?.message == "folders are nested deeper than 4096 in '$(reboot)'")
    #expect(why?.help.contains("reboot") == false)
  }

  @Test("What is staged is what git would commit, of whichever index it names")
  func staged() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one", to: "a/b")
    try fixture.write("two", to: "a/c")
    try fixture.write("three", to: "meant")
    try await fixture.git("add", "a/c")
    try await fixture.git("add", "--intent-to-add", "meant")
    let head = try await fixture.id("rev-parse", "HEAD")
    func proposed(_ environment: [String: String] = [:]) throws -> ObjectID {
      let store = try fixture.open(environment)
      let commit = try store.propose(parents: [head], message: [])
      #expect(try store.commit(commit).tree == store.treeID(of: head))
      return try store.treeID(of: commit)
    }
    let other = folder.path + "/other-index"
    // What is only meant to be added is not committed.
    let wanted = try await fixture.id("write-tree")
    #expect(try proposed() == wanted)
    let before = try await fixture.git("count-objects", "-v")
    #expect(
      try proposed(["GIT_INDEX_FILE": other]).hex == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    #expect(try await fixture.git("count-objects", "-v") == before)
  }

  @Test("An index that cannot be read whole is unknown, and says why")
  func unreadableIndex() async throws {
    let fixture = try await Fixture(in: folder)
    let head = try await fixture.commit("one", to: "a/b")
    try await fixture.git("update-index", "--split-index")
    let store = try fixture.open()
    let commit = try store.propose(parents: [head], message: [])
    let why = error { () throws(GitError) in try store.treeID(of: commit) }
    #expect(why?.cause == .unsupportedFormat)
    #expect(why?.help.contains("--no-split-index") == true, "\(String(describing: why))")
  }
}
