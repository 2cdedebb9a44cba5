import PolicyCore
import Testing
import Workflows

/// The events that start workflows, and their filters.
@Suite struct TriggerTests {
  private static func read(_ on: String) -> WorkflowChecks {
    WorkflowFiles.checks(of: [("ci.yml", Array("\(on)\njobs: {t: {runs-on: x}}".utf8))])
  }

  @Test(
    "'on' is read in all its forms",
    arguments: [
      ("on: push", ["push"]), ("on: [push, pull_request]", ["push", "pull_request"]),
      ("on:\n  - push", ["push"]), ("on: {push: , merge_group: }", ["push", "merge_group"]),
      ("'on': push", ["push"]), ("\"on\":\n  push:\n  pull_request: ~", ["push", "pull_request"]),
      ("on: {schedule: [{cron: '0 0 * * *'}], push: {branches: main}}", ["schedule", "push"]),
      (
        "on: {workflow_dispatch: {inputs: {a: {type: choice, options: [x]}}}}",
        ["workflow_dispatch"]
      ),
      ("on: {workflow_run: {workflows: [CI], types: [completed]}}", ["workflow_run"]),
      // An anchor, which GitHub reads.
      (
        "on: {push: {branches: &b [main]}, pull_request: {branches: *b}}", ["push", "pull_request"]
      ),
    ])
  func forms(on: String, events: [String]) {
    let checks = Self.read(on)
    #expect(checks.problems == [])
    #expect(checks.workflows.map { $0.triggers.map(\.event) } == [events])
    #expect(checks.checks.count == 1)
  }

  @Test("Types, lines and filters are kept")
  func details() throws {
    let checks = Self.read(
      """
      on:
        pull_request:
          types: [opened, synchronize]
          branches: [main, 'release/**']
          paths-ignore: docs/**
        push: {branches-ignore: [gh-pages]}
      """)
    let triggers = try #require(checks.workflows.first).triggers
    #expect(triggers.map(\.line) == [2, 6])
    #expect(triggers.map(\.types) == [["opened", "synchronize"], nil])
    #expect(triggers[0].branches?.texts == ["main", "release/**"])
    #expect(triggers[0].paths?.isIgnoring == true)
    #expect(triggers[1].branches?.isIgnoring == true)
    #expect(triggers[1].paths == nil)
  }

  @Test("A push that is filtered by tags alone starts for no branch")
  func tags() throws {
    func admits(_ push: String) -> Bool? {
      Self.read("on: {push: \(push)}").workflows.first?.triggers.first?.branches
        .map { $0.admits(Array("main".utf8)) }
    }
    #expect(admits("{tags: ['v*']}") == false)
    #expect(admits("{tags-ignore: ['v*']}") == false)
    #expect(admits("{tags: ['v*'], branches: [main]}") == true)
    #expect(admits("{paths: ['**']}") == nil)
  }

  @Test(
    "What is no trigger is refused at its place",
    arguments: [
      ("name: x", "1:1: the file has no 'on'", false),
      ("on:", "1:4: 'on' names no event", false),
      ("on: {push: {branches: {a: b}}}", "1:23: this is no list", false),
      (
        "on: {push: {branches: [a], branches-ignore: [b]}}",
        "1:45: 'push' has 'branches' and 'branches-ignore'", false
      ),
      (
        "on: {push: {paths: [a], paths-ignore: [b]}}",
        "1:39: 'push' has 'paths' and 'paths-ignore'", false
      ),
      ("on: {push: {branches: ['[']}}", "1:23: '[' is no filter pattern: missing ]: [$", true),
      ("on: [[push]]", "1:6: 'on' lists what is no event", false),
    ])
  func refused(on: String, message: String, mayProduce: Bool) {
    let checks = Self.read(on)
    #expect(checks.checks == [])
    #expect(checks.problems.map { "\($0.line):\($0.column): \($0.message)" } == [message])
    #expect(checks.problems.map(\.mayProduce) == [mayProduce])
  }

  @Test(
    "Patterns match names that are no text, or have more than one line",
    arguments: ["src/**", "src/*", "**", "src/caf*.txt"])
  func bytes(pattern: String) throws {
    for name in [Array("src/caf".utf8) + [0xe9] + Array(".txt".utf8), Array("src/caf\n.txt".utf8)] {
      #expect(try FilterPatterns([pattern], isIgnoring: false).admits(name))
      #expect(try !FilterPatterns([pattern], isIgnoring: true).admits(name))
    }
  }

  // docs.github.com, "Workflow syntax for GitHub Actions", "Filter pattern cheat sheet".
  @Test(
    "Patterns match as the cheat sheet says",
    arguments: [
      (["feature/*"], ["feature/my-branch", "feature/your-branch"], ["feature/a/b", "feature"]),
      (["feature/**"], ["feature/beta-a/my-branch", "feature/your-branch"], ["features/x"]),
      (["main"], ["main"], ["main2", "xmain"]),
      (["*"], ["main", "releases"], ["all/the/branches"]),
      (["**"], ["all/the/branches", "every/tag", "main"], []),
      (["*feature"], ["mona-feature", "feature", "ver-10-feature"], ["a/feature"]),
      (["v2*"], ["v2", "v2.0", "v2.9"], ["v3"]),
      (["v[12].[0-9]+.[0-9]+"], ["v1.10.1", "v2.0.0"], ["v3.1.1", "v1x10.1"]),
      (["*.jsx?"], ["page.js", "page.jsx"], ["page.jsxx", "a/page.js"]),
      (["*.js"], ["app.js", "index.js"], ["js/app.js"]),
      (["**.js"], ["index.js", "js/index.js", "src/js/app.js"], ["app.jsx"]),
      (["docs/*"], ["docs/README.md", "docs/file.txt"], ["docs/a/b.md"]),
      (["docs/**"], ["docs/README.md", "docs/mona/octocat.txt"], ["doc/x", "docs"]),
      (
        ["docs/**/*.md"],
        ["docs/README.md", "docs/mona/hello-world.md", "docs/a/markdown/file.md"],
        ["docs/a.txt", "docsa.md"]
      ),
      (
        ["**/docs/**"], ["docs/hello.md", "dir/docs/my-file.txt", "space/docs/plan/space.doc"],
        ["mydocs/x"]
      ),
      (["**/README.md"], ["README.md", "js/README.md"], ["xREADME.md"]),
      (["**/*src/**"], ["a/src/app.js", "my-src/code/js/app.js"], ["srcs/app.js"]),
      (["**/*-post.md"], ["my-post.md", "path/their-post.md"], ["post.md"]),
      (
        ["**/migrate-*.sql"],
        ["migrate-10909.sql", "db/migrate-v1.0.sql", "db/sept/migrate-v1.sql"], ["migrate.sql"]
      ),
      (["*.md", "!README.md"], ["hello.md"], ["README.md", "docs/hello.md"]),
      (["*.md", "!README.md", "README*"], ["hello.md", "README.md", "README.doc"], ["x.doc"]),
      (["!main"], [], ["main", "other"]), (["a{b}"], ["a{b}"], ["ab"]),
    ] as [([String], [String], [String])])
  func patterns(patterns: [String], admitted: [String], others: [String]) throws {
    let filter = try FilterPatterns(patterns, isIgnoring: false)
    for name in admitted { #expect(filter.admits(Array(name.utf8)), "\(name)") }
    for name in others { #expect(!filter.admits(Array(name.utf8)), "\(name)") }
    let ignoring = try FilterPatterns(patterns.filter { !$0.hasPrefix("!") }, isIgnoring: true)
    for name in admitted { #expect(!ignoring.admits(Array(name.utf8)), "\(name)") }
    #expect(
      filter.admits(anyOf: others.map { Array($0.utf8) } + admitted.map { Array($0.utf8) })
        == !admitted.isEmpty)
  }
}
