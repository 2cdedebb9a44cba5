import GitModel
import TestSupport
import Testing

@testable import GitStore

/// What commits bring and take out, against what `git ls-tree` lists of each.
@Suite struct TreeComparisonTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Seen: TreeVisitor {
    var wants: TreeWants { [.folders, .removals] }
    var brought: Set<String> = [], removed: Set<String> = []
    mutating func visit(_ entry: NewEntry) { brought.insert(Self.line(entry)) }
    mutating func visit(removed entry: NewEntry) { removed.insert(Self.line(entry)) }
    private static func line(_ entry: NewEntry) -> String {
      "\(entry.id) \(String(decoding: entry.path, as: UTF8.self))"
    }
  }

  @Test(
    "What none of the other trees holds is brought, and what all of them held is taken out",
    arguments: 0..<6 as Range<UInt64>)
  func random(seed: UInt64) async throws {
    let fixture = try await Fixture("--bare", in: folder)
    var random = SeededNumbers(seed: seed)
    try await fixture.git(
      "fast-import", "--quiet", input: Array(Self.stream(of: 8, &random).utf8))
    var trees: [(id: ObjectID, files: [String: String])] = []
    for number in 0..<8 {
      let id = try await fixture.id("rev-parse", "t\(number)^{tree}")
      var files: [String: String] = [:]
      for line in try await fixture.git("ls-tree", "-r", id.hex) {
        let parts = line.split(separator: "\t")
        files[String(parts[1])] = String(parts[0].split(separator: " ")[2])
      }
      trees.append((id, files))
    }
    let comparison = TreeComparison(try fixture.open())
    for _ in 0..<60 {
      let tree = trees[random.next(below: 8)]
      let others = (0..<random.next(below: 4)).map { _ in trees[random.next(below: 8)] }
      var seen = Seen()
      try comparison.visit(tree.id, beside: others.map(\.id), &seen)
      let brought = tree.files.filter { file in
        !others.contains { $0.files[file.key] == file.value }
      }
      #expect(seen.brought == Set(brought.map { "\($0.value) \($0.key)" }))
      let lost = others.first?.files.filter { file in
        tree.files[file.key] == nil && others.allSatisfy { $0.files[file.key] != nil }
      }
      #expect(seen.removed == Set((lost ?? [:]).map { "\($0.value) \($0.key)" }))
    }
  }

  /// Commits of much the same files, some of which are gone, others or folders; many enough that what is
  /// shared is passed over in pieces.
  private static func stream(of count: Int, _ random: inout SeededNumbers) -> String {
    var stream = ""
    for number in 0..<count {
      stream += "reset refs/heads/t\(number)\n\ncommit refs/heads/t\(number)\n"
      stream += "committer C <c@example.com> 1700000000 +0000\ndata 1\nx\n"
      for file in 0..<600 {
        let kind = random.next(below: 12)
        let names = ["f\(file)", "d\(file % 5)/f\(file)", "d\(file % 3)/e/f\(file)"]
        let content = kind == 1 ? "\(random.next(below: 9))" : "x"
        if kind != 0 { stream += "M 100644 inline \(names[file % 3])\ndata 1\n\(content)\n" }
        // A file in one tree and a folder in the next.
        if file % 100 == 0 {
          let name = kind < 6 ? "s\(file)" : "s\(file)/in"
          stream += "M 100644 inline \(name)\ndata 1\n\(content)\n"
        }
      }
      stream += "\n"
    }
    return stream
  }
}
