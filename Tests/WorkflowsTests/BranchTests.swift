import GitModel
import PolicyCore
import Testing
import Workflows

@Suite struct BranchTests {
  private static func checks(_ text: String) -> WorkflowChecks {
    WorkflowFiles.checks(of: [WorkflowFile(path: "ci.yml", text: Array(text.utf8))])
  }

  @Test(
    "A workflow starts for the branches that its filters admit",
    arguments: [
      ("on: push", "main", true),
      ("on: [push, pull_request]", "story-1", true),
      ("on: workflow_dispatch", "main", false),
      ("on: {push: {branches: [main]}}", "main", true),
      ("on: {push: {branches: [main]}}", "develop", false),
      ("on: {push: {branches: [develop]}, pull_request: }", "main", true),
      ("on: {pull_request: {branches: 'release/*'}}", "release/1", true),
      ("on: {pull_request: {branches: ['release/*']}}", "release/1/2", false),
      ("on: {pull_request: {branches: ['release/**']}}", "release/1/2", true),
      ("on: {push: {branches: ['**', '!main']}}", "main", false),
      ("on: {push: {branches: ['!main', '**']}}", "main", true),
      ("on: {push: {branches-ignore: ['story-*']}}", "main", true),
      ("on: {push: {branches-ignore: ['story-*']}}", "story-1", false),
      ("on: {push: {branches: ['v[12].[0-9]+']}}", "v1.10", true),
      ("on: {push: {branches: ['v[12].[0-9]+']}}", "v3.1", false),
      ("on: {push: {branches: ['a.c']}}", "abc", false),
      ("on: {push: {tags: [v1]}}", "main", false),
      ("on: {merge_group: }", "main", true),
    ])
  func starts(on: String, branch: String, starts: Bool) {
    let checks = Self.checks(on + "\njobs: {test: {runs-on: x}}")
    #expect(checks.problems.isEmpty)
    #expect(checks.start(for: branch) == starts)
  }

  @Test(
    "What every pull request into a branch gets is listed once",
    arguments: [
      ("on: push", ["test (3.1)", "test (3.11)", "lint"]),
      ("on: {push: {branches: [main]}, pull_request: }", ["test (3.1)", "test (3.11)", "lint"]),
      ("on: {push: {branches: [main]}}", []),
      ("on: {pull_request: {branches: [develop]}}", []),
      ("on: {pull_request: {paths: [src]}}", []),
    ])
  func contexts(on: String, contexts: [String]) throws {
    let checks = Self.checks(
      """
      \(on)
      jobs:
        test: {runs-on: x, strategy: {matrix: {python: [3.10, 3.11]}}}
        lint: {runs-on: x}
        named: {runs-on: x, name: "${{ vars.name }}"}
      """)
    #expect(checks.contexts(into: try #require(BranchName("main"))) == contexts)
  }
}
