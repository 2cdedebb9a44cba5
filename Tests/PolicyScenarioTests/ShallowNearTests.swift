import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

/// Pushes from shallow clones against the same pushes from whole ones.
@Suite struct ShallowNearTests {
  /// How often a shallow clone answered, and where it answered otherwise than the whole one.
  private struct Answers {
    var same = 0
    var unknown = 0
    /// Those that the whole of what the clone has does not answer.
    var onlyNear = 0
    var wrong: [String] = []
  }

  /// Every rule's verdict, as a hook comes to it, or of the whole history only.
  private func verdicts(
    _ scenario: Scenario, in history: any History, reach: Scene.Reach
  ) -> [String: Example.Expectation] {
    let judgements = Judge().judge(
      [scenario.update], in: scenario.scene(in: history, reach: reach))
    return Dictionary(
      uniqueKeysWithValues: judgements.map { ($0.rule, scenario.words(for: $0.verdict)) })
  }

  private func compare(
    _ stored: StoredScenario, cutting depths: Int, by chance: inout SeededGenerator,
    _ answers: inout Answers
  ) throws {
    let scenario = stored.scenario
    let truth = verdicts(scenario, in: try stored.history(), reach: .near)
    let ids = scenario.drawing.labels.compactMap { scenario.id(of: $0)?.hex }
    for number in 0..<depths {
      // Old ends leave more to be told, those near the tips more to be told wrongly.
      let count = number % 2 == 0 ? ids.count : ids.count * 2 / 3
      let ends = (0..<Int.random(in: 1...3, using: &chance)).map { _ in
        ids[Int.random(in: 0..<count, using: &chance)]
      }
      try stored.repository.cut(at: ends)
      let shallow = verdicts(scenario, in: try stored.history(), reach: .near)
      let whole = verdicts(scenario, in: try stored.history(), reach: .whole)
      for (rule, verdict) in shallow {
        if case .unknown = verdict {
          answers.unknown += 1
        } else if verdict == truth[rule] {
          answers.same += 1
          if case .unknown = whole[rule] { answers.onlyNear += 1 }
        } else {
          answers.wrong.append("\(rule): \(verdict), cut at \(ends)")
        }
      }
      #expect(Set(shallow.keys).isSuperset(of: truth.keys))
    }
  }

  @Test("A shallow clone answers as the whole one does, or not at all", arguments: [0, 2, 40])
  func sameOrUnknown(skew: Int) async throws {
    var answers = Answers()
    for (number, text) in RandomUpdate.policies.enumerated() {
      let policy = try Policy.storyFlow(changedBy: text)
      for seed in 0..<20 as Range<UInt64> {
        let drawing = RandomUpdate(seed: seed, skew: skew).text
        let scenario = try Scenario(Drawing(drawing), policy: policy)
        guard scenario.update.moment != .standing else { continue }
        var chance = SeededGenerator(seed: seed)
        let stored = try await StoredScenario(scenario)
        let before = answers.wrong.count
        try compare(stored, cutting: 8, by: &chance, &answers)
        if answers.wrong.count > before {
          Issue.record(
            "policy \(number), seed \(seed)\n\(drawing)\n\(answers.wrong.dropFirst(before).joined(separator: "\n"))"
          )
        }
      }
    }
    #expect(answers.same > 100 && answers.unknown > 20 && answers.onlyNear > 0, "\(answers)")
  }

  @Test("A story whose clone ends behind what the remote has is judged")
  func endsBehind() async throws {
    let scenario = try Example.allowed(
      "",
      """
      A; B after A; C after B; D after B; S after D; T after S;
      main at C; develop at D; push story-1: nothing -> T
      """
    ).scenario()
    let stored = try await StoredScenario(scenario)
    for (end, isKnown) in [("A", true), ("B", true), ("D", true), ("S", false), ("C", false)] {
      try stored.repository.cut(at: [try #require(scenario.id(of: end)?.hex)])
      let verdicts = verdicts(scenario, in: try stored.history(), reach: .near)
      let kept = verdicts["branch-point"] == .kept
      #expect(kept == isKnown, "\(end): \(String(describing: verdicts["branch-point"]))")
    }
  }
}
