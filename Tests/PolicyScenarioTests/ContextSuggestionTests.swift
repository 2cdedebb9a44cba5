import PolicyCore
import Testing

@testable import PolicyScenario

/// What a branch is told that it could require.
@Suite struct ContextSuggestionTests {
  @Test("What is suggested stands without what is not")
  func suggestions() throws {
    let jobs = """
      one: {runs-on: x, name: twice}
      two: {runs-on: x, name: twice}
      gate: {runs-on: x, needs: one}
      last: {runs-on: x, needs: gate}
      lint: {runs-on: x}
      """
    let drawing = "A with .github/workflows/a.yml \"on: pull_request\njobs:\n\(jobs.indented)\n\""
    let scenario = try Scenario(
      Drawing("\(drawing); main at A; audit main"),
      policy: .storyFlow(
        changedBy: "branches: {main: {required_status_checks: [{context: cov, app: codecov}]}}"))
    let scene = scenario.scene(in: scenario.history())
    let answers = try scene.suggestions(for: scenario.update).answers
    #expect(
      answers.map { "\($0.required.context) \($0.verdict)" } == [
        "cov produced", "twice conditional", "gate conditional", "last conditional",
        "lint produced",
      ])
  }

  @Test("What is suggested is reported in the merge queue, too, and what nobody can tell is said")
  func suggestedForQueue() throws {
    let jobs = """
      lint: {runs-on: x}
      open: {runs-on: x, name: '${{ vars.X }}'}
      """
    let files =
      "with .github/workflows/a.yml \"on: pull_request\njobs:\n\(jobs.indented)\n\" "
      + Workflow.file("b.yml", "[pull_request, merge_group]", "both: {runs-on: x}")
      + " with .github/workflows/c.yml \"on: [\""
    func suggestions(_ queue: Bool) throws -> ContextSuggestions {
      let scenario = try Scenario(
        Drawing("A \(files); main at A; audit main"),
        policy: .storyFlow(changedBy: "branches: {main: {require_merge_queue: \(queue)}}"))
      return try scenario.scene(in: scenario.history()).suggestions(for: scenario.update)
    }
    #expect(try suggestions(false).answers.map(\.verdict) == [.produced, .produced])
    let queued = try suggestions(true)
    #expect(queued.answers.map(\.verdict) == [.never, .produced])
    #expect(queued.answers.first?.message.contains("the merge queue of 'main'") == true)
    #expect(
      queued.doubts.first == ".github/workflows/a.yml:4: a job is named '${{ vars.X }}' "
        + "(${{ vars.X }}: the repository or its owner keeps the variable)")
    #expect(queued.doubts.count == 2 && queued.doubts[1].hasPrefix(".github/workflows/c.yml:"))
  }
}

extension String {
  fileprivate var indented: String {
    split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  }
}
