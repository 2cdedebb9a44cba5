import PolicyCore
import Testing

@testable import PolicyScenario

/// Workflow files in drawings, and what is said of contexts there.
enum Workflow {
  /// A file with one job or several, for a commit of a drawing.
  static func file(
    _ name: String, _ on: String, _ jobs: String = "test: {runs-on: x}"
  ) -> String {
    "with .github/workflows/\(name) \"on: \(on)\\njobs:\\n  \(jobs)\\n\""
  }

  /// What is said of each context that main requires: its verdict, and where it is reported.
  static func answers(
    _ drawing: String, _ checks: String = "test", _ more: String = ""
  ) throws -> [String] {
    try contextAnswers(drawing, checks, more).map { answer in
      "\(answer.verdict) \(answer.producers.map { "\($0.path):\($0.line)" }.joined(separator: " "))"
    }
  }

  /// The same, whole.
  static func contextAnswers(
    _ drawing: String, _ checks: String, _ more: String = ""
  ) throws -> [ContextAnswer] {
    let scenario = try Scenario(
      Drawing(drawing),
      policy: .storyFlow(
        changedBy: "branches: {main: {required_status_checks: [\(checks)]}}\n\(more)"))
    let scene = scenario.scene(in: scenario.history())
    return try #require(try scene.contextAnswers(for: scenario.update))
  }
}
