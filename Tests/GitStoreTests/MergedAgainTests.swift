import GitModel
import GitStore
import TestSupport
import Testing

/// What merges hold of their own, told from as much of history and of trees as counts, held against what
/// libgit2 tells from all of them.
@Suite struct MergedAgainTests {
  private static let paths = ["a", "a/b", "dir/c", "dir/sub/d", "dir/sub/e", "f"]
  private static let count = 40

  /// A history that chance draws: files of which each resembles the others, so that they may be taken for
  /// renamed, files that become folders and back, merges of few branches that cross each other.
  private static func stream(_ seed: UInt64) -> String {
    var chance = SeededGenerator(seed: seed)
    var text = ""
    for number in 1...count {
      let near = (max(1, number - 4)..<number).shuffled(using: &chance)
      let parents = near.prefix(number < 4 ? 1 : Int.random(in: 1...2, using: &chance))
      text += "reset refs/heads/work\n\ncommit refs/heads/work\nmark :\(number)\n"
      text += "committer C <c@example.com> \(1_700_000_000 + number) +0000\n"
      text += "data \("\(seed)".utf8.count)\n\(seed)\n"
      for (place, parent) in parents.enumerated() {
        text += "\(place == 0 ? "from" : "merge") :\(parent)\n"
      }
      let most = number == 1 ? paths.count : parents.count == 2 ? 1 : 2
      let fewest = number == 1 ? paths.count : 0
      for path in paths.shuffled(using: &chance).prefix(
        Int.random(in: fewest...most, using: &chance))
      {
        if number > 1, Int.random(in: 0..<5, using: &chance) == 0 {
          text += "D \(path)\n"
          continue
        }
        var lines = (1...12).map { "line \($0) of a file that has so many" }
        for _ in 0..<2 {
          lines[Int.random(in: 0..<12, using: &chance)] =
            "changed \(Int.random(in: 0..<3, using: &chance))"
        }
        let content = lines.joined(separator: "\n") + "\n"
        text += "M 100644 inline \(path)\ndata \(content.utf8.count)\n\(content)\n"
      }
      text += "\n"
    }
    return text
  }

  @Test("Who knows the history of a merge is told the same as who does not")
  func same() async throws {
    var (edited, crossed) = (0, 0)
    for seed in 1...12 as ClosedRange<UInt64> {
      let repository = try await BareRepository(Array(Self.stream(seed).utf8))
      func open() throws -> Repository {
        try Repository.open(
          at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
      }
      let (knowing, other) = (try open(), try open())
      let ids = repository.marks.values.compactMap { ObjectID(hex: $0) }
      let graph = try knowing.graph(reaching: ids)
      for id in ids {
        let parents = graph.parents(of: try graph.require(id))
        guard parents.count == 2 else { continue }
        let history = try #require(try graph.mergeHistory(parents[0], parents[1]))
        let edits = try other.ownEdits(ofMerge: id, in: nil)
        #expect(
          try knowing.ownEdits(ofMerge: id, in: history) == edits, "seed \(seed), merge \(id)")
        edited += edits.isEmpty ? 0 : 1
        crossed += history.bases.count > 1 ? 1 : 0
      }
    }
    #expect(edited > 50 && crossed > 10, "\(edited), \(crossed)")
  }

  @Test("Commits of which dates do not tell the order are merged again in all of history")
  func dates() async throws {
    // Two commits that two merges cross, all of one second.
    let text = [(1, []), (2, [1]), (3, [1]), (4, [2, 3]), (5, [3, 2])].map { number, parents in
      let lines = (parents as [Int]).enumerated().map { "\($0 == 0 ? "from" : "merge") :\($1)\n" }
      return "reset refs/heads/work\n\ncommit refs/heads/work\nmark :\(number)\n"
        + "committer C <c@example.com> 1700000000 +0000\ndata 1\nx\n" + lines.joined()
        + "M 100644 inline \(number)\ndata 1\nx\n\n"
    }
    let repository = try await BareRepository(Array(text.joined().utf8))
    let store = try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
    let ids = try (1...5).map { try #require(repository.marks[$0].flatMap { ObjectID(hex: $0) }) }
    let graph = try store.graph(reaching: ids)
    func history(_ left: Int, _ right: Int) throws -> MergeHistory? {
      try graph.mergeHistory(graph.require(ids[left - 1]), graph.require(ids[right - 1]))
    }
    #expect(try history(4, 5) == nil)
    for (sides, base) in [((2, 3), 0), ((2, 4), 1)] {
      let found = try #require(try history(sides.0, sides.1))
      #expect(found.bases.map { found.parts[$0].id } == [ids[base]])
    }
  }
}
