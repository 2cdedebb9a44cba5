import GitModel
import PolicyCore

@testable import PolicyScenario

/// What can be asked of a random history, and what was answered, in labels.
///
/// The branches are meant by number: 0 is main, and so on.
struct HistoryAnswers: Equatable {
  /// The commits reachable from some branches and not from others.
  var ranges: [Set<String>] = []
  /// The merges among those that a push from branch 0 to branch 1 would bring.
  var newMerges: Set<String> = []
  /// The best common ancestors.
  var mergeBases: [Set<String>] = []
  /// Along first parents, newest first.
  var chains: [[String]] = []
  /// What topic branches carry of a long-lived branch that they are not cut from.
  var carried: [Set<String>] = []
  /// Whether the first branch's tip is an ancestor of the second's.
  var isAncestor: [Bool] = []

  static let rangeQuestions: [(tips: [Int], hidden: [Int])] = [
    ([1], [0]), ([0], [1]), ([2], [3]), ([0, 1], [2, 3]), ([2], []), ([0, 3], []), ([3], []),
  ]
  static let pairs = [(0, 1), (2, 3), (1, 2)]
  static let chainQuestions = [0, 1, 2, 3]
  /// The preset's topic branches, what each is cut from, and the other long-lived branch; whether a
  /// merge of any of its commits may have brought them there.
  static let topics: [(branch: Int, from: Int, other: Int, mayLand: Bool)] = [
    (2, 1, 0, false), (3, 0, 1, true),
  ]
  static let unrelated: Set<String> = ["no history in common"]

  /// What the history engine and the rule answer.
  init(of scenario: Scenario, at tips: [ObjectID]) throws {
    let history = scenario.history()
    let graph = try history.graph(reaching: tips)
    let (near, ids) = (try history.graph(near: tips), tips)
    let tips = try tips.map { try graph.require($0) }
    func labels(_ commits: [Int]) -> [String] {
      commits.map { scenario.name(of: graph.id(of: $0)) }
    }
    for question in Self.rangeQuestions {
      let (from, hidden) = (question.tips.map { tips[$0] }, question.hidden.map { tips[$0] })
      let range = try graph.commits(reachableFrom: from, notFrom: hidden)
      var answer = Set(labels(range))
      // A branch's own commits are the same question, asked over a set.
      if let tip = from.first, from.count == 1 {
        let own = try graph.commits(reachableFrom: tip, notIn: graph.reachable(from: hidden))
        if Set(labels(own)) != answer { answer.insert("another answer over a set") }
      }
      // So is what a graph near the tips tells of their differences.
      if !hidden.isEmpty {
        let from = try question.tips.map { try near.require(ids[$0]) }
        let hidden = try question.hidden.map { try near.require(ids[$0]) }
        let differing = try near.commits(reachableFrom: from, notFrom: hidden)
        let found = Set(differing.map { scenario.name(of: near.id(of: $0)) })
        if found != Set(labels(range)) { answer.insert("another answer near the tips") }
      }
      if graph.hasChildBehindParent(range) { answer.insert("a child behind its parent") }
      ranges.append(answer)
    }
    for (left, right) in Self.pairs {
      let bases = try graph.mergeBases(tips[left], tips[right])
      // A branch's fork points are the same question, asked of all branches at once.
      let forks = try graph.forkPoints(of: tips, with: tips[left])[right]
      mergeBases.append(Set(labels(bases) + (forks == bases ? [] : ["other fork points"])))
      isAncestor.append(try graph.isAncestor(tips[left], of: tips[right]))
    }
    for tip in Self.chainQuestions {
      chains.append(labels(graph.firstParentChain(from: tips[tip])))
    }
    for topic in Self.topics {
      carried.append(try Self.carried(by: topic.branch, at: ids[topic.branch], scenario, history))
    }
    switch scenario.judgement(of: LinearHistory.self, over: history)?.verdict {
    case .broken(let findings):
      newMerges = Set(findings.compactMap(\.commit).map(scenario.name(of:)))
    case .kept: break
    case let other: newMerges = ["\(String(describing: other))"]
    }
  }

  init() {}

  /// What `branch-point` says of a topic branch as it stands.
  private static func carried(
    by branch: Int, at tip: ObjectID, _ scenario: Scenario, _ history: any History
  ) throws -> Set<String> {
    let name = RandomDrawing.branchNames[branch]
    guard let ref = RefName("refs/heads/\(name)") else { return ["'\(name)' is no branch name"] }
    let update = RefUpdate(.standing, of: ref, from: nil, to: tip)
    switch BranchPoint().verdict(on: update, in: scenario.scene(in: history)) {
    case .kept: return []
    case .broken(let findings):
      if findings.contains(where: { $0.commit == nil }) { return unrelated }
      return Set(findings.flatMap(\.commits).map(scenario.name(of:)))
    case let other: return ["\(String(describing: other))"]
    }
  }

  /// The questions to which another answer differs, with both.
  func differences(from other: HistoryAnswers) -> [String] {
    func rows(_ answers: HistoryAnswers) -> [String] {
      zip(Self.rangeQuestions, answers.ranges).map { "\($0.tips) not \($0.hidden): \($1.sorted())" }
        + zip(Self.pairs, answers.mergeBases).map { "merge bases of \($0): \($1.sorted())" }
        + zip(Self.pairs, answers.isAncestor).map { "\($0.0) is an ancestor of \($0.1): \($1)" }
        + zip(Self.chainQuestions, answers.chains).map { "first parents of \($0): \($1)" }
        + ["merges new to 0 from 1: \(answers.newMerges.sorted())"]
    }
    func carried(_ answers: HistoryAnswers) -> [String] {
      zip(Self.topics, answers.carried).map { "\($0.branch) carries: \($1.sorted())" }
    }
    return zip(rows(self) + carried(self), rows(other) + carried(other)).filter { $0 != $1 }.map {
      "\($0), not \($1)"
    }
  }
}

extension CommitGraph {
  fileprivate func hasChildBehindParent(_ commits: [Int]) -> Bool {
    var seen: Set<Int> = []
    for commit in commits {
      if parents(of: commit).contains(where: seen.contains) { return true }
      seen.insert(commit)
    }
    return false
  }
}
