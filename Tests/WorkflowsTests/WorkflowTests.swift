import Testing
import Workflows

struct WorkflowTests {
  @Test(
    "A workflow runs on the branches that its filters admit",
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
      ("on: {merge_group: }", "main", true),
    ])
  func filters(text: String, branch: String, runs: Bool) throws {
    #expect(try WorkflowReader.read(text, path: "ci.yml").runs(on: branch) == runs)
  }

  @Test("A check's name is read off a job without a matrix or an expression")
  func contexts() throws {
    let workflow = try WorkflowReader.read(
      """
      on: push
      jobs:
        build: {runs-on: x}
        test: {name: Unit tests}
        each: {strategy: {matrix: {os: [a, b]}}}
        named: {name: "test ${{ matrix.os }}"}
      """, path: "ci.yml")
    #expect(workflow.jobs.map(\.plainContext) == ["build", "Unit tests", nil, nil])
    #expect(workflow.jobs.map(\.line) == [3, 4, 5, 6])
  }

  @Test(
    "What is no workflow is refused at its place",
    arguments: [
      ("", "ci.yml:1:1: is not a mapping"),
      ("jobs: {}", "ci.yml:1:1: has no 'on'"),
      ("on: {push: {branches: {a: b}}}", "ci.yml:1:23: is not a list of branches"),
      ("on: push\njobs: [a]", "ci.yml:2:7: is not a mapping of jobs"),
      ("on: {push: {branches: ['[']}}", "ci.yml:1:23: '[' is no filter pattern: missing ]: [$"),
    ])
  func refusals(text: String, message: String) {
    #expect(throws: WorkflowError.self) { try WorkflowReader.read(text, path: "ci.yml") }
    do {
      _ = try WorkflowReader.read(text, path: "ci.yml")
    } catch {
      #expect(error.description == message)
    }
  }
}
