import TestSupport
import Testing

/// Pushes of objects that are no history, past a git that does not look (`transfer.fsckObjects`).
@Suite struct ServerObjectsTests {
  /// What is wrong with the commit that is pushed.
  enum Flaw: String, CaseIterable {
    case garbage, noTree, noParent, treeIsBlob, parentIsBlob, badDate, cutHeader
  }

  @Test(
    "A commit that is none is not let in, unpacked or kept as a pack",
    arguments: Flaw.allCases, [1, 100])
  func flawed(flaw: Flaw, unpackLimit: Int) async throws {
    let server = try await PolicedServer()
    for (key, value) in [
      ("transfer.fsckObjects", "false"), ("receive.fsckObjects", "false"),
      ("receive.unpackLimit", "\(unpackLimit)"),
    ] {
      try await Git.run(["config", key, value], in: server.path)
    }
    let tip = try await server.run("rev-parse", "main")
    let commit = try await store(flaw, on: server)
    let before = try await server.refs()
    for ref in ["refs/heads/develop", "refs/heads/story-1", "refs/heads/main"] {
      let old = before[ref] ?? String(repeating: "0", count: 40)
      let answer = try await receive("\(old) \(commit) \(ref)", pack: commit, without: tip, server)
      #expect(!answer.contains("ok \(ref)"), "\(answer)")
      #expect(try await server.refs() == before, "\(answer)")
      // Git runs the hook although it misses objects itself; no rule looks at trees.
      let hasHistory = [.noTree, .treeIsBlob].contains(flaw)
      #expect(hasHistory || answer.contains("unknown"), "\(answer)")
    }
    let good = try await server.push("main:refs/heads/story-1")
    #expect(good.status == 0, "\(good.errors)")
  }

  @Test("A branch that would stand for no commit is told so", arguments: ["tree", "blob"])
  func noCommit(type: String) async throws {
    let server = try await PolicedServer()
    let name = type == "tree" ? "main^{tree}" : "main:.policy.yml"
    let id = try await server.run("rev-parse", name)
    let answer = try await server.push("\(id):refs/heads/story-1")
    #expect(answer.status != 0)
    #expect(answer.errors.contains("is no commit, but a \(type)"), "\(answer.errors)")
    #expect(answer.errors.contains("git push origin COMMIT:BRANCH"), "\(answer.errors)")
    #expect(try await server.refs().count == 2)
  }

  /// Writes the commit into the clone; its id.
  private func store(_ flaw: Flaw, on server: PolicedServer) async throws -> String {
    let tip = try await server.run("rev-parse", "main")
    let tree = try await server.run("rev-parse", "main^{tree}")
    let blob = try await server.run("rev-parse", "main:.policy.yml")
    let missing = "73346b436d6038019e7c5a4c5967591330e6d6d8"
    func header(tree: String, parent: String, date: String = "1767614400 +0000") -> String {
      """
      tree \(tree)
      parent \(parent)
      author A <a@example.com> \(date)
      committer A <a@example.com> \(date)

      Sell

      """
    }
    let text =
      switch flaw {
      case .garbage: "\u{1}\u{2}garbage\u{0}\n\ntree of nothing\n"
      case .noTree: header(tree: missing, parent: tip)
      case .noParent: header(tree: tree, parent: missing)
      case .treeIsBlob: header(tree: blob, parent: tip)
      case .parentIsBlob: header(tree: tree, parent: blob)
      case .badDate: header(tree: tree, parent: missing, date: "99999999999999999999 +9999")
      case .cutHeader: "tree \(tree)\nparent \(tip.dropLast(3))\n"
      }
    return try await Git.run(
      ["hash-object", "-w", "-t", "commit", "--literally", "--stdin"], in: server.work,
      input: Array(text.utf8)
    ).lines[0]
  }

  /// Speaks to `git receive-pack` as a client that checks nothing: the report of what it did.
  private func receive(
    _ command: String, pack commit: String, without tip: String, _ server: PolicedServer
  ) async throws -> String {
    let pack = try await Git.run(
      ["pack-objects", "--stdout", "--quiet"], in: server.work, input: Array("\(commit)\n".utf8))
    let line = "\(command)\u{0} report-status side-band-64k agent=test"
    let length = String(line.utf8.count + 4, radix: 16)
    let request =
      Array((String(repeating: "0", count: 4 - length.count) + length + line + "0000").utf8)
      + pack.output
    let answer = try await Program.run(
      "git", ["receive-pack", server.path], in: server.folder.path, input: request,
      changing: ["PATH": try PolicyProgram.path(), "REMOTE_USER": "merge-bot"])
    return answer.text + answer.errors
  }

  @Test(
    "A blob, a tree or a tag in a branch's place is not let in", arguments: ["", "^{tree}", "tag"])
  func noCommit(kind: String) async throws {
    let server = try await PolicedServer()
    try await server.run("tag", "-a", "-m", "v1", "v1", "main")
    let tip = try await server.run("rev-parse", "main")
    let object =
      switch kind {
      case "tag": try await server.run("rev-parse", "v1")
      case "": try await server.run("rev-parse", "main:.policy.yml")
      default: try await server.run("rev-parse", "main^{tree}")
      }
    let before = try await server.refs()
    for ref in ["refs/heads/develop", "refs/heads/story-1"] {
      let old = before[ref] ?? String(repeating: "0", count: 40)
      let answer = try await receive("\(old) \(object) \(ref)", pack: object, without: tip, server)
      #expect(!answer.contains("ok \(ref)"), "\(answer)")
      #expect(try await server.refs() == before)
      let hook = try await server.hook("pre-receive", "\(old) \(object) \(ref)\n")
      #expect(hook.status == 2, "\(ref): \(hook.errors)")
    }
  }
}
