import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

@Suite struct FastImportTests {
  /// One drawing for each word of the language.
  static let drawings = [
    "A",
    "A; B after A; C after A; M after B, C; main at B; push main: B -> M",
    "A; B after A; C after A; D after A; O after B, C, D",
    "A; B; M after A, B; C after M reverts B",
    "A; B after A edits src/f, src.x, srcz; C after B edits src/g/h, \"odd \\\"na\\\\me\"",
    "A edits f; B after A edits f; C after A edits f; M after B, C edits f",
    "A; H after A; D after A; P after D like H; Q after D picks H; R after D picks H at x",
    "A; H after A; D after A; P after D like H picks H; X after P reverts H",
    "A; B after A; C after B; R after A tree of C; E after R empty",
    "A with src/f \"\nname: \\\"x\\\"\n\"; B after A with .github/workflows/ci.yml \"on: push\"",
    "A empty on day 3 says \"subject\\n\\nbody: ü\"",
    "A; B; X after A, B; Y after B, A; Z after X, Y",
  ]

  @Test("A drawn commit has the id that Git gives it", arguments: drawings)
  func ids(text: String) async throws {
    let drawing = try Drawing(text)
    let objects = try DrawnObjects(of: drawing)
    let repository = try await BareRepository(try FastImport(drawing).stream)
    #expect(
      objects.entries.indices.map { repository.marks[$0 + 1] }
        == objects.entries.map { $0.commit.id.hex })
  }

  @Test("A drawn merge is what git merges, and conflicts where git does", arguments: drawings)
  func merges(text: String) async throws {
    let drawing = try Drawing(text)
    let objects = try DrawnObjects(of: drawing)
    let repository = try await BareRepository(try FastImport(drawing).stream)
    for entry in objects.entries where entry.parents.count == 2 {
      let merge = DrawnMerge(of: entry.parents, in: objects.entries)
      let parents = entry.commit.parents.map(\.hex)
      let git = try await Program.run(
        "git",
        [
          "merge-tree", "--write-tree", "--name-only", "--no-messages",
          "--allow-unrelated-histories",
        ]
          + parents, in: repository.path)
      #expect(Set(git.lines.dropFirst()) == merge.conflicts)
      if merge.conflicts.isEmpty { #expect(git.lines.first == merge.tree.id.hex) }
    }
  }

  @Test("Drawn commits have the same patch where git says so", arguments: drawings)
  func patches(text: String) async throws {
    let drawing = try Drawing(text)
    let objects = try DrawnObjects(of: drawing)
    let history = DrawnHistory(drawing, objects)
    let repository = try await BareRepository(try FastImport(drawing).stream)
    var drawn: [ObjectID: Set<String>] = [:]
    var lines = ""
    for commit in objects.entries.map(\.commit) {
      // Of a merge, only the change against its first parent.
      lines += ([commit.id] + commit.parents.prefix(1)).map(\.hex).joined(separator: " ") + "\n"
      guard let patch = try history.change(by: commit.id).patch else { continue }
      drawn[patch, default: []].insert(commit.id.hex)
    }
    let patches = try await Git.run(
      ["diff-tree", "--stdin", "--root", "-p"], in: repository.path, input: Array(lines.utf8))
    let named = try await Git.run(
      ["patch-id", "--stable"], in: repository.path, input: patches.output)
    let pairs = named.lines.map { $0.split(separator: " ").map(String.init) }
    let git = Dictionary(grouping: pairs) { $0[0] }.mapValues { Set($0.map { $0[1] }) }
    #expect(Set(git.values) == Set(drawn.values))
  }
}
