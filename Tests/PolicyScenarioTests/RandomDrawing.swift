import TestSupport

/// A history that chance draws: merges, octopuses, criss-crosses, several roots, four branches.
struct RandomDrawing: Sendable {
  /// Where the branches stand: numbers of commits.
  private(set) var branches: [Int]
  /// Each commit's parents by number, first parent first.
  private(set) var parents: [[Int]] = []
  /// In the message of each root, so that no two histories share a commit.
  let seed: UInt64

  static let branchNames = ["main", "develop", "story-1", "hotfix/1"]

  init(seed: UInt64) {
    self.seed = seed
    var chance = SeededGenerator(seed: seed)
    let count = Int.random(in: 5...40, using: &chance)
    // A small window makes criss-crosses, a large one makes long-lived side lines.
    let window = Int.random(in: 2...8, using: &chance)
    for number in 0..<count {
      let wanted =
        switch Int.random(in: 0..<100, using: &chance) {
        case 0..<5: 0
        case 5..<60: 1
        case 60..<93: 2
        default: Int.random(in: 3...5, using: &chance)
        }
      let candidates = Array(max(0, number - window)..<number).shuffled(using: &chance)
      parents.append(Array(candidates.prefix(wanted)))
    }
    branches = []
    for _ in Self.branchNames { branches.append(Int.random(in: count / 2..<count, using: &chance)) }
  }

  static func label(_ number: Int) -> String { "C\(number)" }

  /// The drawing, without files and with a push that moves main to where the second branch stands.
  var text: String {
    var statements = parents.enumerated().map { number, parents in
      parents.isEmpty
        ? "\(Self.label(number)) empty says \"history \(seed)\""
        : "\(Self.label(number)) after \(parents.map(Self.label).joined(separator: ", ")) empty"
    }
    for (name, commit) in zip(Self.branchNames, branches) {
      statements.append("\(name) at \(Self.label(commit))")
    }
    statements.append("push main: \(Self.label(branches[0])) -> \(Self.label(branches[1]))")
    return statements.joined(separator: "\n")
  }

  /// The same history without one commit, whose children get its parents; `nil` where it is the
  /// last one.
  func dropping(_ dropped: Int) -> RandomDrawing? {
    guard parents.count > 1 else { return nil }
    func moved(_ number: Int) -> Int { number > dropped ? number - 1 : number }
    var result = self
    result.parents = parents.map { old in
      var seen: Set<Int> = []
      return old.flatMap { $0 == dropped ? parents[dropped] : [$0] }.map(moved)
        .filter { seen.insert($0).inserted }
    }
    result.parents.remove(at: dropped)
    result.branches = branches.map { $0 == dropped ? parents[dropped].first ?? 0 : $0 }.map(moved)
    return result
  }

  /// The smallest drawing found for which something is still the case.
  func shrunk(while holds: (RandomDrawing) async throws -> Bool) async rethrows -> RandomDrawing {
    var smallest = self
    var number = smallest.parents.count - 1
    while number >= 0 {
      if let smaller = smallest.dropping(number), try await holds(smaller) {
        smallest = smaller
        number = min(number, smallest.parents.count - 1)
      } else {
        number -= 1
      }
    }
    return smallest
  }
}
