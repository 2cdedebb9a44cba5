import GitModel
import GitStore
import TestSupport

/// A small repository that git built, with octopus merges, several roots and dates that contradict
/// the order, and with commit-graph files.
struct FiledRepository {
  /// Where the one file is.
  static let file = "objects/info/commit-graph"

  let stored: BareRepository
  let tips: [ObjectID]

  /// Builds so many commits, whose parents a seed chooses.
  init(seed: UInt64, count: Int = 60) async throws {
    var random = SeededNumbers(seed: seed)
    var stream = ""
    for mark in 1...count {
      // Without the reset, a commit without `from` would take the commit before as its parent.
      stream += """
        reset refs/heads/b\(mark)

        commit refs/heads/b\(mark)
        mark :\(mark)
        committer C <c@example.com> \(1_700_000_000 + random.next(below: 1000)) +0000
        data <<.
        \(mark)
        .

        """
      for (place, parent) in Self.parents(of: mark, &random).enumerated() {
        stream += "\(place == 0 ? "from" : "merge") :\(parent)\n"
      }
      stream += "M 100644 inline f\ndata 2\n\(mark % 7)\n\n"
    }
    stored = try await BareRepository(Array(stream.utf8))
    tips = stored.marks.values.sorted().compactMap { ObjectID(hex: $0) }
  }

  private static func parents(of mark: Int, _ random: inout SeededNumbers) -> [Int] {
    let kind = random.next(below: 20)
    guard mark > 1, kind > 0 else { return [] }
    var parents: [Int] = []
    for _ in 0..<(kind < 12 ? 1 : kind < 17 ? 2 : kind - 13) {
      let parent = mark - 1 - random.next(below: min(mark - 1, 9))
      if !parents.contains(parent) { parents.append(parent) }
    }
    return parents
  }

  /// Has git write the file.
  func writeFile() async throws {
    try await Git.run(["commit-graph", "write", "--reachable"], in: stored.path)
  }

  /// Has git write a chain of layers; returns their files, from the base up.
  func writeChain() async throws -> [String] {
    for upTo in [30, 45, 60] {
      let ids = (1...upTo).compactMap { stored.marks[$0] }.joined(separator: "\n") + "\n"
      try await Git.run(
        ["commit-graph", "write", "--stdin-commits", "--split=no-merge"], in: stored.path,
        input: Array(ids.utf8))
    }
    let chain = stored.read(Self.chain) ?? []
    return String(decoding: chain, as: UTF8.self).split(separator: "\n").map {
      "objects/info/commit-graphs/graph-\($0).graph"
    }
  }

  /// The file that lists a chain's layers.
  static let chain = "objects/info/commit-graphs/commit-graph-chain"

  /// Opens the repository; its commit-graph files are read however small they are.
  func open() throws -> Repository { try openAsUsual().readingEveryFile }

  /// Opens the repository as every user does.
  func openAsUsual() throws -> Repository {
    try Repository.open(
      at: stored.path, environment: HermeticEnvironment.variables(home: stored.path))
  }

  /// Everything that a repository's graph says, a row a commit.
  func rows(_ repository: Repository) throws -> [String] {
    let graph = try repository.graph(reaching: tips)
    var rows: [String] = []
    for commit in 0..<graph.count {
      let parents = graph.parents(of: commit)
      // Parents come first: this is what every walk rests on.
      guard parents.allSatisfy({ $0 < commit }), graph.index(of: graph.id(of: commit)) == commit
      else { return ["commit \(commit) is out of order"] }
      let names = parents.map { graph.id(of: $0).hex }
      let all = graph.reachable(from: [commit]).count
      rows.append(
        "\(graph.id(of: commit)) \(graph.tree(of: commit)) \(graph.time(of: commit)) \(names) \(all)"
      )
    }
    return rows.sorted()
  }
}

/// The files that were found right, in memory.
final class RememberedFiles: ProvenFiles {
  private(set) var hashes: Set<ObjectID> = []

  func contains(_ hash: ObjectID) -> Bool { hashes.contains(hash) }
  func insert(_ hash: ObjectID) { hashes.insert(hash) }
}

/// Numbers that a seed decides: the tests fail alike on every machine. SplitMix64.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
