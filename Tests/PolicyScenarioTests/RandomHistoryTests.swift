import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

@Suite struct RandomHistoryTests {
  static let seeds: Range<UInt64> = 0..<400
  private static let storyFlow = Result { try Policy.storyFlow(changedBy: "") }

  @Test("The history engine answers as git does on random histories")
  func engine() async throws {
    let drawings = Self.seeds.map { RandomDrawing(seed: $0) }
    for wrong in try await Self.disagreements(among: drawings).prefix(3) {
      let smallest = try await drawings[wrong].shrunk {
        try await !Self.disagreements(among: [$0]).isEmpty
      }
      let (mine, git) = try await Self.answers(of: [smallest])
      let differences = zip(mine, git).flatMap { $0.differences(from: $1) }
      Issue.record("\(smallest.text)\n\(differences.joined(separator: "\n"))")
    }
  }

  @Test("Random histories have every shape that makes history hard")
  func shapes() throws {
    let drawings = Self.seeds.prefix(100).map { RandomDrawing(seed: $0) }
    let octopuses = drawings.count { $0.parents.contains { $0.count > 2 } }
    let severalRoots = drawings.count { $0.parents.count { $0.isEmpty } > 1 }
    let crissCrosses = try drawings.count { drawing in
      try Self.engineAnswers(of: drawing).mergeBases.contains { $0.count > 1 }
    }
    #expect(min(octopuses, severalRoots, crissCrosses) > 5)
  }

  private static func disagreements(among drawings: [RandomDrawing]) async throws -> [Int] {
    let (mine, git) = try await answers(of: drawings)
    return drawings.indices.filter { mine[$0] != git[$0] }
  }

  private static func answers(
    of drawings: [RandomDrawing]
  ) async throws -> (engine: [HistoryAnswers], git: [HistoryAnswers]) {
    let scenarios = try drawings.map(scenario)
    let tips = zip(scenarios, drawings).map { tipIDs(of: $1, in: $0) }
    let mine = try zip(scenarios, tips).map { try HistoryAnswers(of: $0, at: $1) }
    return (mine, try await GitOracle(scenarios, tips: tips).answers())
  }

  private static func engineAnswers(of drawing: RandomDrawing) throws -> HistoryAnswers {
    let scenario = try scenario(drawing)
    return try HistoryAnswers(of: scenario, at: tipIDs(of: drawing, in: scenario))
  }

  private static func scenario(_ drawing: RandomDrawing) throws -> Scenario {
    try Scenario(Drawing(drawing.text), policy: storyFlow.get())
  }

  private static func tipIDs(of drawing: RandomDrawing, in scenario: Scenario) -> [ObjectID] {
    drawing.branches.compactMap { scenario.id(of: RandomDrawing.label($0)) }
  }
}
