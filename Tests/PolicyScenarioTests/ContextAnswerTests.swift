import GitModel
import PolicyCore
import Testing
import Workflows

@testable import PolicyScenario

/// Whether a context is reported, in histories that no example of the rule draws.
@Suite struct ContextAnswerTests {
  @Test(
    "What a pull request would merge is read file by file",
    arguments: [
      // Added on either side, changed on one, taken away on one, changed alike on both.
      ("A; B after A \(Workflow.file("a.yml", "pull_request")); H after A", "produced"),
      ("A; B after A; H after A \(Workflow.file("a.yml", "pull_request"))", "produced"),
      (
        "A \(Workflow.file("a.yml", "push")); B after A; H after A \(Workflow.file("a.yml", "pull_request"))",
        "produced"
      ),
      (
        "A \(Workflow.file("a.yml", "pull_request")) \(Workflow.file("b.yml", "push")); B after A reverts A; H after A",
        "unknown"
      ),
      (
        """
        A; B after A \(Workflow.file("a.yml", "pull_request")); \
        H after A \(Workflow.file("a.yml", "pull_request")) with x "y"
        """, "produced"
      ),
      (
        "A; B after A \(Workflow.file("a.yml", "pull_request")); H after A \(Workflow.file("a.yml", "push"))",
        "unknown"
      ),
      // Without a common ancestor, only what is alike on both sides is known.
      (
        "B \(Workflow.file("a.yml", "pull_request")); H \(Workflow.file("a.yml", "pull_request")) with x \"y\"",
        "produced"
      ),
      ("B \(Workflow.file("a.yml", "pull_request")); H", "unknown"),
    ])
  func merged(commits: String, verdict: String) throws {
    let answers = try Workflow.answers(
      "\(commits); main at B; hotfix/1 at H; pull hotfix/1 into main")
    #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]])
  }

  @Test(
    "pull_request_target is taken from the base, every other event from the merge",
    arguments: [
      ("pull_request_target", "pull_request", "produced"),
      ("pull_request", "pull_request_target", "never"),
      ("pull_request_target", "push", "produced"),
      ("push", "pull_request_target", "never"),
    ])
  func target(base: String, head: String, verdict: String) throws {
    let answers = try Workflow.answers(
      """
      A \(Workflow.file("a.yml", base)); B after A; H after A \(Workflow.file("a.yml", head))
      main at B; hotfix/1 at H; pull hotfix/1 into main
      """)
    #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]])
  }

  @Test(
    "A push counts for the heads that it is made to, and no fork pushes here",
    arguments: [
      ("push", "", "produced .github/workflows/a.yml:3"),
      ("push", "forks: {into: [main]}", "conditional .github/workflows/a.yml:3"),
      ("{push: {branches: [develop, 'hotfix/**']}}", "", "produced .github/workflows/a.yml:3"),
      ("{push: {branches: [develop, 'hotfix/a*']}}", "", "conditional .github/workflows/a.yml:3"),
      ("{push: {branches-ignore: [main]}}", "", "produced .github/workflows/a.yml:3"),
      ("{push: {branches: [main]}}", "", "never .github/workflows/a.yml:3"),
      ("{push: {tags: ['v*']}}", "", "never .github/workflows/a.yml:3"),
      ("{push: {paths: [src]}}", "", "conditional .github/workflows/a.yml:3"),
      ("{pull_request: {paths: [src]}, push: }", "", "produced .github/workflows/a.yml:3"),
      ("schedule", "", "never .github/workflows/a.yml:3"),
      ("{pull_request: {types: [opened]}}", "", "conditional .github/workflows/a.yml:3"),
      ("{pull_request: {types: [synchronize]}}", "", "conditional .github/workflows/a.yml:3"),
      (
        "{pull_request: {types: [synchronize, opened, closed]}}", "",
        "produced .github/workflows/a.yml:3"
      ),
      ("pull_request_review", "", "conditional .github/workflows/a.yml:3"),
    ])
  func pushes(on: String, more: String, answer: String) throws {
    #expect(
      try Workflow.answers("A \(Workflow.file("a.yml", on)); main at A; audit main", "test", more)
        == [
          answer
        ])
  }

  @Test(
    "A merge queue pushes to a branch of its own, and asks for checks",
    arguments: [
      ("push", "produced"), ("{push: {branches: ['gh-readonly-queue/**']}}", "produced"),
      ("{push: {branches: ['gh-readonly-queue/main/**']}}", "produced"),
      ("{push: {branches: ['gh-readonly-queue/develop/**']}}", "never"),
      ("{push: {branches: [main]}}", "never"),
      ("{push: {branches: ['gh-readonly-queue/**'], paths: [src]}}", "conditional"),
      ("merge_group", "produced"), ("{merge_group: {types: [checks_requested]}}", "produced"),
      ("{merge_group: {types: [destroyed]}}", "never"), ("{merge_group: {types: []}}", "never"),
    ])
  func queue(on: String, verdict: String) throws {
    let answers = try Workflow.answers(
      "A; B after A \(Workflow.file("a.yml", on)); main at A; queue main: A -> B")
    #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]])
  }

  @Test(
    "A path filter and its opposite are whole, unless one of them takes paths out again",
    arguments: [
      ("['src/**']", "produced"), ("['src/**', lib]", "produced"),
      ("['**', '!doc/**']", "conditional"),
    ])
  func pair(paths: String, verdict: String) throws {
    let files = ["paths", "paths-ignore"].map {
      Workflow.file("\($0).yml", "{pull_request: {\($0): \(paths)}}")
    }
    let answers = try Workflow.answers("A \(files.joined(separator: " ")); main at A; audit main")
    #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]])
  }

  @Test(
    "A head that says so starts no workflow by a push or a pull request",
    arguments: [
      ("Mend it [skip ci]", "never"), ("[ci skip] Mend it", "never"),
      ("Mend\\n\\n[no ci]", "never"),
      ("[skip actions]", "never"), ("[actions skip]", "never"),
      ("Mend\\n\\n\\nskip-checks: true", "never"), ("Mend\\n\\nskip-checks:true\\n", "never"),
      ("Mend\\n\\nskip-checks: true\\nSigned-off-by: A <a@x>", "never"),
      ("Mend\\nskip-checks: true", "produced"), ("skip-checks: true", "produced"),
      ("Mend\\n\\nskip-checks: true\\n\\nMore", "produced"),
      ("Mend\\n\\nskip-checks: false", "produced"),
      ("[skip  ci]", "produced"), ("skip ci", "produced"), ("[SKIP CI]", "produced"),
    ])
  func skip(message: String, verdict: String) throws {
    let message = message.replacing("\\n", with: "\n")
    for (on, isSkipped) in [
      ("push", true), ("pull_request", true), ("[push, pull_request]", true),
      ("pull_request_target", false), ("[push, pull_request_target]", false),
    ] {
      let answers = try Workflow.answers(
        """
        A \(Workflow.file("a.yml", on)); H after A says "\(message)"
        main at A; hotfix/1 at H; pull hotfix/1 into main
        """)
      #expect(
        answers.map { $0.prefix { $0 != " " } } == [isSkipped ? verdict[...] : "produced"], "\(on)")
    }
    // What stands on a branch is no head: another push decides.
    #expect(
      try Workflow.answers(
        "A \(Workflow.file("a.yml", "push")) says \"\(message)\"; main at A; audit main"
      )
      .allSatisfy { $0.hasPrefix("produced") })
  }

  @Test(
    "pull_request_target is taken from the default branch, for a branch that stands, too",
    arguments: [
      ("pull_request_target", "push", "audit main", "produced"),
      ("push", "pull_request_target", "audit main", "produced"),
      ("push", "pull_request_target", "audit develop", "never"),
      ("pull_request_target", "schedule", "audit develop", "produced"),
      ("schedule", "pull_request_target", "audit develop", "never"),
      ("schedule", "pull_request_target", "pull story-1 into develop", "never"),
      ("pull_request_target", "schedule", "pull story-1 into develop", "produced"),
    ])
  func defaultBranch(main: String, develop: String, act: String, verdict: String) throws {
    let scenario = try Scenario(
      Drawing(
        """
        A \(Workflow.file("a.yml", main)); D after A \(Workflow.file("a.yml", develop)); S after D
        main at A; develop at D; story-1 at S; \(act)
        """),
      policy: .storyFlow(
        changedBy: """
          branches:
            main: {required_status_checks: [test]}
            develop: {required_status_checks: [test]}
          """))
    let answers = try #require(
      try scenario.scene(in: scenario.history()).contextAnswers(for: scenario.update))
    #expect(answers.map(\.verdict.rawValue) == [verdict])
  }

  @Test("Where nobody says which branch is the default, what it may start is not known")
  func unknownDefault() throws {
    func answer(_ on: String) throws -> [ContextAnswer]? {
      let scenario = try Scenario(
        Drawing("A \(Workflow.file("a.yml", on)); main at A; develop at A; audit develop"),
        policy: .storyFlow(changedBy: "branches: {develop: {required_status_checks: [test]}}"))
      let scene = Scene(
        policy: scenario.policy, history: scenario.history(), branches: scenario.branches,
        updates: [scenario.update], now: scenario.now,
        defaultBranch: .failed(GitError(.missingRef, "find it", "nobody says")),
        workflows: WorkflowFiles.self)
      return try scene.contextAnswers(for: scenario.update)
    }
    #expect(try answer("pull_request")?.map(\.verdict) == [.produced])
    let open = try #require(try answer("schedule")?.first)
    #expect(open.verdict == .unknown && open.message.contains("nobody says"), "\(open.message)")
  }

  @Test(
    "One pull request is held against the push to its own head",
    arguments: [
      ("push", "hotfix/1", "produced"), ("push", "fork:x (H)", "never"),
      ("{push: {branches: [hotfix/1]}}", "hotfix/1", "produced"),
      ("{push: {branches: [develop]}}", "hotfix/1", "never"),
      ("{push: {paths: [x]}}", "hotfix/1", "conditional"),
      ("{pull_request: {paths: [h.txt]}}", "hotfix/1", "produced"),
      ("{pull_request: {paths: ['**', '!h.txt']}}", "hotfix/1", "never"),
      ("{pull_request: {paths-ignore: [h.txt]}}", "hotfix/1", "never"),
    ])
  func head(on: String, head: String, verdict: String) throws {
    let answers = try Workflow.answers(
      "A \(Workflow.file("a.yml", on)); H after A; main at A; hotfix/1 at H; pull \(head) into main"
    )
    #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]])
  }

  @Test(
    "Of more than 300 changed files GitHub looks at some, nobody knows which",
    arguments: [300, 301])
  func manyFiles(count: Int) throws {
    let files = (1..<count).map { "doc/\($0)" } + ["src/x"]
    let answers = try Workflow.answers(
      """
      A \(Workflow.file("a.yml", "{pull_request: {paths: ['src/**']}}"))
      H after A edits \(files.joined(separator: ", "))
      main at A; hotfix/1 at H; pull hotfix/1 into main
      """)
    #expect(answers.map { $0.prefix { $0 != " " } } == [count > 300 ? "unknown" : "produced"])
  }

  @Test("Too many workflow files, or too large ones, are unknown and no crash")
  func tooMuch() throws {
    let drawing = (0..<1_001).map { "with .github/workflows/\($0).yml \"on: push\"" }
    #expect(throws: GitError.self) {
      try Workflow.answers("A \(drawing.joined(separator: " ")); main at A; audit main")
    }
    let large = String(repeating: "#", count: 9 << 20)
    #expect(throws: GitError.self) {
      try Workflow.answers("A with .github/workflows/a.yml \"\(large)\"; main at A; audit main")
    }
  }

  @Test("Workflow files lie where the policy says")
  func folder() throws {
    let answers = try Workflow.answers(
      "A with ci/a.yml \"on: push\\njobs: {test: {runs-on: x}}\"; main at A; audit main", "test",
      "checks: {workflows: ci/}")
    #expect(answers == ["produced ci/a.yml:2"])
  }

  @Test("A context that a refused file may have been meant to report names what it is refused for")
  func refused() throws {
    let broken = "with .github/workflows/b.yml \"jobs: {test: {runs-on: x}}\""
    let answers = try Workflow.contextAnswers(
      "A \(Workflow.file("a.yml", "pull_request", "lint: {runs-on: x}")) \(broken); main at A; audit main",
      "test")
    #expect(answers.map(\.verdict) == [.never])
    #expect(
      answers.first?.help.hasSuffix(
        "mend what cannot be read: .github/workflows/b.yml, line 1 (the file has no 'on')") == true)
  }

  @Test("A branch that pull requests may land on without workflows, beside one that has some")
  func beside() throws {
    let workflow = Workflow.file("a.yml", "pull_request")
    #expect(
      try Workflow.answers("A; D after A \(workflow); main at A; develop at D; audit main") == [
        "never "
      ])
    #expect(
      try Workflow.answers("A; D after A; main at A; develop at D; audit main") == ["unknown "])
    #expect(
      try Workflow.answers(
        "A; D after A; main at A; develop at D; audit main", "{context: test, app: github-actions}")
        == ["never "])
  }
}
