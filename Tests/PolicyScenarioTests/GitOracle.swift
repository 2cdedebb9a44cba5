import GitModel
import TestSupport

@testable import PolicyScenario

/// What the real git answers about many random histories in one repository.
///
/// The histories share no commit, so one process answers a question for all of them: each id in the
/// answer belongs to one history.
struct GitOracle {
  private let repository: BareRepository
  /// For each history, where its branches stand.
  private let tips: [[ObjectID]]
  /// The history and the label of each commit.
  private let owners: [String: (history: Int, label: String)]
  /// For each pair of branches, two merges: of all the first, and of all the second branches.
  private let pairMarks: [(Int, Int)]

  init(_ scenarios: [Scenario], tips: [[ObjectID]]) async throws {
    self.tips = tips
    var stream: [UInt8] = []
    var owners: [String: (Int, String)] = [:]
    var marks: [[Int]] = []
    var offset = 0
    for (history, scenario) in scenarios.enumerated() {
      stream += try FastImport(scenario.drawing.withoutRefs, marksBehind: offset).stream
      var markOf: [ObjectID: Int] = [:]
      for (place, label) in scenario.drawing.labels.enumerated() {
        guard let id = scenario.id(of: label) else { continue }
        owners[id.hex] = (history, label)
        markOf[id] = offset + place + 1
      }
      marks.append(tips[history].compactMap { markOf[$0] })
      offset += scenario.drawing.labels.count
    }
    var pairMarks: [(Int, Int)] = []
    for (left, right) in HistoryAnswers.pairs {
      pairMarks.append((offset + 1, offset + 2))
      for side in [left, right] {
        offset += 1
        stream += Self.merge(of: marks.map { $0[side] }, mark: offset).utf8
      }
    }
    (self.owners, self.pairMarks) = (owners, pairMarks)
    repository = try await BareRepository(stream)
  }

  private static func merge(of marks: [Int], mark: Int) -> String {
    // The time tells two merges of the same commits apart.
    "reset refs/drawing/pair\ncommit refs/drawing/pair\nmark :\(mark)\n"
      + "committer C O Mitter <committer@example.com> \(1_900_000_000 + mark) +0000\ndata 0\n"
      + marks.enumerated().map { "\($0 == 0 ? "from" : "merge") :\($1)\n" }.joined() + "\n"
  }

  /// The answers, history by history.
  func answers() async throws -> [HistoryAnswers] {
    var result = tips.map { _ in HistoryAnswers() }
    for question in HistoryAnswers.rangeQuestions {
      let answer = try await revList([], question.tips, not: question.hidden)
      for history in result.indices { result[history].ranges.append(Set(answer[history])) }
    }
    let merges = try await revList(["--merges"], [1], not: [0])
    for history in result.indices { result[history].newMerges = Set(merges[history]) }
    for (history, carried) in try await carried().enumerated() {
      result[history].carried = carried
    }
    for branch in HistoryAnswers.chainQuestions {
      let answer = try await revList(["--first-parent", "--topo-order"], [branch], not: [])
      for history in result.indices { result[history].chains.append(answer[history]) }
    }
    for (pair, marks) in zip(HistoryAnswers.pairs, pairMarks) {
      let merged = [marks.0, marks.1].compactMap { repository.marks[$0] }
      let answer = split(
        try await Git.run(["merge-base", "--all"] + merged, in: repository.path).lines)
      for history in result.indices {
        result[history].mergeBases.append(Set(answer[history]))
        // `git merge-base --is-ancestor` asks the same: gitglossary(7), "reachable".
        let left = tips[history][pair.0].hex
        result[history].isAncestor.append(
          answer[history].contains(owners[left]?.label ?? "")
            && answer[history].count == 1)
      }
    }
    return result
  }

  /// What topic branches carry, by set arithmetic: of the commits that a topic has and its `from`
  /// lacks, those that the other branch has, too; less what reached that by a merge of the topic.
  private func carried() async throws -> [[Set<String>]] {
    let parents = try await parents()
    var result: [[Set<String>]] = tips.map { _ in [] }
    for topic in HistoryAnswers.topics {
      let own = try await revList([], [topic.branch], not: [topic.from])
      let beyond = try await revList([], [topic.branch], not: [topic.from, topic.other])
      for history in result.indices {
        let known = LabelledHistory(parents: parents[history])
        let tip = tips[history].map { owners[$0.hex]?.label ?? "" }
        let isRelated = !known.ancestors(of: tip[topic.branch])
          .isDisjoint(with: known.ancestors(of: tip[topic.from]))
        var carried = Set(own[history]).subtracting(beyond[history])
        // Where it may not land, only a merge of its tip is known to be one of it, and of no other branch.
        let others = tip.indices.filter { $0 != topic.branch }.map { tip[$0] }
        let sides = topic.mayLand ? carried : Set([tip[topic.branch]]).subtracting(others)
        carried.subtract(
          known.landed(from: sides.intersection(carried), of: carried, on: tip[topic.other]))
        result[history].append(
          own[history].isEmpty || isRelated ? carried : HistoryAnswers.unrelated)
      }
    }
    return result
  }

  /// Each commit's parents as git lists them, by label.
  private func parents() async throws -> [[String: [String]]] {
    let input = tips.flatMap { $0.map(\.hex) }.joined(separator: "\n")
    let lines = try await Git.run(
      ["rev-list", "--stdin", "--parents"], in: repository.path, input: Array(input.utf8)
    ).lines
    var result: [[String: [String]]] = tips.map { _ in [:] }
    for line in lines {
      let commits = line.split(separator: " ").compactMap { owners[String($0)] }
      guard let commit = commits.first else { continue }
      result[commit.history][commit.label] = commits.dropFirst().map(\.label)
    }
    return result
  }

  private func revList(
    _ options: [String], _ branches: [Int], not hidden: [Int]
  ) async throws -> [[String]] {
    let input = tips.flatMap { tips in
      branches.map { tips[$0].hex } + hidden.map { "^\(tips[$0].hex)" }
    }
    let output = try await Git.run(
      ["rev-list", "--stdin"] + options, in: repository.path,
      input: Array(input.joined(separator: "\n").utf8))
    return split(output.lines)
  }

  /// Each history's labels, in the order of the ids.
  private func split(_ ids: [String]) -> [[String]] {
    var result: [[String]] = tips.map { _ in [] }
    for id in ids {
      if let owner = owners[id] { result[owner.history].append(owner.label) }
    }
    return result
  }
}

/// A history by what git says of parents, and nothing else.
private struct LabelledHistory {
  let parents: [String: [String]]

  func ancestors(of tip: String) -> Set<String> {
    var found: Set<String> = [tip]
    var stack = [tip]
    while let commit = stack.popLast() {
      for parent in parents[commit] ?? [] where found.insert(parent).inserted {
        stack.append(parent)
      }
    }
    return found
  }

  /// What each merge on a branch brought, where its side parent is one of these, and it is not carried itself.
  func landed(from sides: Set<String>, of carried: Set<String>, on branch: String) -> Set<String> {
    var landed: Set<String> = []
    for merge in ancestors(of: branch).subtracting(carried) {
      guard let parents = parents[merge], let first = parents.first else { continue }
      for side in parents.dropFirst() where sides.contains(side) {
        landed.formUnion(ancestors(of: side).subtracting(ancestors(of: first)))
      }
    }
    return landed
  }
}

extension Drawing {
  fileprivate var withoutRefs: Drawing {
    var result = self
    result.refs = []
    return result
  }
}
