import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

/// What `back-merge` says has not arrived, held against what git says of patches and of what is picked, on
/// random histories in which few files take few contents, so that many patches are the same.
@Suite struct ArrivalTests {
  static let seeds: Range<UInt64> = 0..<200

  @Test(
    "A commit has arrived where git knows its patch on the other branch, or would pick nothing there"
  )
  func patches() async throws {
    let histories = Self.seeds.map { PatchedHistory(seed: $0) }
    let repository = try await BareRepository(
      Array(histories.enumerated().map { $1.stream(marksBehind: $0 * 100) }.joined().utf8))
    let patches = try await Self.patches(in: repository)
    let store = try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
    var (arrived, missing) = (0, 0)
    var questions: [Question] = []
    for (place, history) in histories.enumerated() {
      let ids = history.parents.indices.compactMap { repository.marks[place * 100 + $0 + 1] }
      let debts = history.owed.filter { !history.isTellingByTree($0) }
      let expected = debts.filter { debt in
        history.changes[debt] != nil
          && !history.candidates(for: debt).contains { patches[ids[$0]] == patches[ids[debt]] }
      }
      let found = try Self.findings(
        in: store, main: ids[history.main], develop: ids[history.develop])
      let told = debts.filter { found.contains(ids[$0]) }
      // Where git knows the patch, nothing else is asked.
      #expect(
        Set(told).isSubset(of: expected), "seed \(history.seed)\n\(history.stream(marksBehind: 0))")
      questions += expected.map { Question(history, $0, isTold: told.contains($0)) }
      missing += told.count
      arrived += debts.count - expected.count
    }
    let absorbed = questions.filter { !$0.isTold }.count
    #expect(min(arrived, missing) > 50 && absorbed > 5, "\(arrived), \(missing), \(absorbed)")
    try await Question.check(questions)
  }

  /// What git is asked of a debt of which it does not know the patch on the other branch.
  private struct Question {
    let history: PatchedHistory
    let debt: Int
    let isTold: Bool
    /// The debt has arrived where of each of these one changes nothing.
    let picks: [[Pick]]

    init(_ history: PatchedHistory, _ debt: Int, isTold: Bool) {
      (self.history, self.debt, self.isTold) = (history, debt, isTold)
      picks = history.picks(of: debt, upToAnyLanding: !isTold)
    }

    /// What is told no more is empty when git picks it, up to some landing; what is told is not, when git
    /// picks it with what it landed with.
    static func check(_ questions: [Question]) async throws {
      let empty = try await Pick.empty(among: Set(questions.flatMap { $0.picks.joined() }))
      for question in questions {
        let isEmpty = question.picks.allSatisfy { $0.contains { empty.contains($0) } }
        #expect(
          isEmpty == !question.isTold,
          """
          seed \(question.history.seed), commit \(question.debt): is told: \(question.isTold), \
          \(question.picks)
          """)
      }
    }
  }

  @Test("What git cherry finds on the other branch has arrived", arguments: 0..<20 as Range<UInt64>)
  func cherry(seed: UInt64) async throws {
    let history = PatchedHistory(seed: seed, isLinear: true)
    let repository = try await BareRepository(Array(history.stream(marksBehind: 0).utf8))
    let ids = history.parents.indices.compactMap { repository.marks[$0 + 1] }
    let (main, develop) = (ids[history.main], ids[history.develop])
    let store = try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
    let found = try Self.findings(in: store, main: main, develop: develop)
    let lines = try await Git.run(["cherry", develop, main], in: repository.path).lines
    var questions: [Question] = []
    for line in lines {
      let id = String(line.dropFirst(2))
      let number = try #require(ids.firstIndex(of: id))
      // A branch that once looked so has it, whatever its patches.
      guard !history.isTellingByTree(number), history.changes[number] != nil else { continue }
      if line.hasPrefix("+") {
        questions.append(Question(history, number, isTold: found.contains(id)))
      } else {
        #expect(!found.contains(id), "\(line)")
      }
    }
    try await Question.check(questions)
  }

  /// The commits of main that have not reached develop, however short ago.
  private static func findings(
    in store: Repository, main: String, develop: String
  ) throws -> Set<String> {
    let names = [("main", main), ("develop", develop)]
    let branches = names.compactMap { name, tip in
      BranchName(name).flatMap { short in
        RefName(branch: short).map { Branch(name: short, ref: $0, tip: ObjectID(hex: tip)) }
      }
    }
    let update = RefUpdate(
      .standing, of: try #require(RefName("refs/heads/main")), from: nil, to: ObjectID(hex: main))
    let scene = Scene(
      policy: try Policy.storyFlow(changedBy: ""), history: store, branches: branches,
      updates: [update], now: 1_900_000_000)
    switch BackMerge().verdict(on: update, in: scene) {
    case .broken(let findings): return Set(findings.compactMap { $0.commit?.hex })
    case .kept: return []
    case let other:
      Issue.record("\(String(describing: other))")
      return []
    }
  }

  private static func patches(in repository: BareRepository) async throws -> [String: String] {
    let diffs = try await Git.run(
      ["diff-tree", "--stdin", "--root", "-r", "-p"], in: repository.path,
      input: Array(repository.marks.values.sorted().joined(separator: "\n").utf8))
    let lines = try await Git.run(
      ["patch-id", "--stable"], in: repository.path, input: diffs.output
    ).lines
    return Dictionary(
      uniqueKeysWithValues: lines.compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        return words.count == 2 ? (words[1], words[0]) : nil
      })
  }
}

/// A random history with contents.
private struct PatchedHistory {
  let seed: UInt64
  let parents: [[Int]]
  /// What each commit writes; nothing where it writes what is there.
  private(set) var changes: [(file: String, text: String)?] = []
  private var states: [[String: String]] = []
  let main: Int
  let develop: Int

  init(seed: UInt64, isLinear: Bool = false) {
    self.seed = seed
    var chance = SeededGenerator(seed: seed &+ 5_000_000)
    if isLinear {
      // Two lines from one root.
      parents = [[]] + (1..<30).map { [max(0, $0 - 2)] }
      (main, develop) = (28, 29)
    } else {
      let drawing = RandomDrawing(seed: seed)
      // An octopus whose parents conflict is unknown, and with it everything else.
      parents = drawing.parents.map { Array($0.prefix(2)) }
      (main, develop) = (drawing.branches[0], drawing.branches[1])
    }
    for commit in parents.indices {
      var state = parents[commit].first.map { states[$0] } ?? [:]
      let file = ["a", "dir/a", "dir/sub/b", "dir/c"].randomElement(using: &chance) ?? "a"
      let text = ["one", "two", "three"].randomElement(using: &chance) ?? "one"
      changes.append(state[file] == text ? nil : (file: file, text: text))
      state[file] = text
      states.append(state)
    }
  }

  func stream(marksBehind offset: Int) -> String {
    parents.indices.map { commit in
      let lines = parents[commit].enumerated().map { place, parent in
        "\(place == 0 ? "from" : "merge") :\(offset + parent + 1)\n"
      }
      let change = changes[commit].map {
        "M 100644 inline \($0.file)\ndata \($0.text.utf8.count + 1)\n\($0.text)\n\n"
      }
      // The message keeps histories apart.
      let message = "\(seed) \(commit)"
      return "reset refs/drawing/tip\ncommit refs/drawing/tip\nmark :\(offset + commit + 1)\n"
        + "committer C <c@example.com> \(1_700_000_000 + commit) +0000\n"
        + "data \(message.utf8.count)\n\(message)\n" + lines.joined() + (change ?? "") + "\n"
    }.joined()
  }

  private func ancestors(of tip: Int) -> Set<Int> {
    var found: Set<Int> = [tip]
    var stack = [tip]
    while let commit = stack.popLast() {
      for parent in parents[commit] where found.insert(parent).inserted { stack.append(parent) }
    }
    return found
  }

  /// What main has and develop lacks, merges apart.
  var owed: [Int] {
    ancestors(of: main).subtracting(ancestors(of: develop)).sorted()
      .filter { parents[$0].count < 2 }
  }

  /// What has to be empty when it is picked on develop where a debt is there in effect, one of each: its
  /// landing, alone or up to any later one; and of what a merge brought, itself up to what was merged.
  func picks(of debt: Int, upToAnyLanding: Bool) -> [[Pick]] {
    var line = [main]
    while let parent = line.last.flatMap({ parents[$0].first }) { line.append(parent) }
    let landings = line.reversed().drop { !ancestors(of: $0).contains(debt) }
    // A root has nothing that it could be picked from.
    guard let landing = landings.first, let before = parents[landing].first,
      let own = parents[debt].first
    else { return [[]] }
    func pick(from old: Int, to new: Int) -> Pick {
      Pick(old: states[old], new: states[new], onto: states[develop])
    }
    let ends = upToAnyLanding ? Array(landings) : [landing]
    let landed = ends.map { pick(from: before, to: $0) }
    return landing == debt ? [landed] : [landed, [pick(from: own, to: parents[landing][1])]]
  }

  /// The commits that can be copies of a debt.
  func candidates(for debt: Int) -> [Int] {
    ancestors(of: develop).subtracting(ancestors(of: debt)).filter { parents[$0].count < 2 }
  }

  /// Whether develop once looked as this commit does: then its patch alone says nothing.
  func isTellingByTree(_ commit: Int) -> Bool {
    ancestors(of: develop).contains { states[$0] == states[commit] }
  }
}
