import GitModel
import PolicyCore
import Testing
import Workflows

@testable import PolicyScenario

/// Who reports a context, in histories that no example of the rule draws.
@Suite struct ContextAnswerTests {
  private static func answers(
    _ drawing: String, _ checks: String = "test", _ more: String = ""
  ) throws -> [String] {
    let scenario = try Scenario(
      Drawing(drawing),
      policy: .storyFlow(
        changedBy: "branches: {main: {required_status_checks: [\(checks)]}}\n\(more)"))
    let scene = scenario.scene(in: scenario.history())
    return try #require(try scene.contextAnswers(for: scenario.update)).map { answer in
      "\(answer.verdict) \(answer.producers.map { "\($0.path):\($0.line)" }.joined(separator: " "))"
    }
  }

  private static func file(_ name: String, _ on: String, _ job: String = "test: {runs-on: x}")
    -> String
  {
    "with .github/workflows/\(name) \"on: \(on)\\njobs:\\n  \(job)\\n\""
  }

  @Test(
    "What a pull request would merge is read file by file",
    arguments: [
      // Added on either side, changed on one, taken away on one, changed alike on both.
      ("A; B after A \(file("a.yml", "pull_request")); H after A", "produced"),
      ("A; B after A; H after A \(file("a.yml", "pull_request"))", "produced"),
      (
        "A \(file("a.yml", "push")); B after A; H after A \(file("a.yml", "pull_request"))",
        "produced"
      ),
      (
        "A \(file("a.yml", "pull_request")) \(file("b.yml", "push")); B after A reverts A; H after A",
        "unknown"
      ),
      (
        """
        A; B after A \(file("a.yml", "pull_request")); \
        H after A \(file("a.yml", "pull_request")) with x "y"
        """, "produced"
      ),
      (
        "A; B after A \(file("a.yml", "pull_request")); H after A \(file("a.yml", "push"))",
        "unknown"
      ),
      // Without a common ancestor, only what is alike on both sides is known.
      (
        "B \(file("a.yml", "pull_request")); H \(file("a.yml", "pull_request")) with x \"y\"",
        "produced"
      ),
      ("B \(file("a.yml", "pull_request")); H", "unknown"),
    ])
  func merged(commits: String, verdict: String) throws {
    let answers = try Self.answers(
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
    let answers = try Self.answers(
      """
      A \(Self.file("a.yml", base)); B after A; H after A \(Self.file("a.yml", head))
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
      try Self.answers("A \(Self.file("a.yml", on)); main at A; audit main", "test", more) == [
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
    let answers = try Self.answers(
      "A; B after A \(Self.file("a.yml", on)); main at A; queue main: A -> B")
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
      Self.file("\($0).yml", "{pull_request: {\($0): \(paths)}}")
    }
    let answers = try Self.answers("A \(files.joined(separator: " ")); main at A; audit main")
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
      let answers = try Self.answers(
        """
        A \(Self.file("a.yml", on)); H after A says "\(message)"
        main at A; hotfix/1 at H; pull hotfix/1 into main
        """)
      #expect(
        answers.map { $0.prefix { $0 != " " } } == [isSkipped ? verdict[...] : "produced"], "\(on)")
    }
    // What stands on a branch is no head: another push decides.
    #expect(
      try Self.answers("A \(Self.file("a.yml", "push")) says \"\(message)\"; main at A; audit main")
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
        A \(Self.file("a.yml", main)); D after A \(Self.file("a.yml", develop)); S after D
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
        Drawing("A \(Self.file("a.yml", on)); main at A; develop at A; audit develop"),
        policy: .storyFlow(changedBy: "branches: {develop: {required_status_checks: [test]}}"))
      let scene = Scene(
        policy: scenario.policy, history: scenario.history(), branches: scenario.branches,
        updates: [scenario.update], now: scenario.now,
        defaultBranch: .failure(GitError(.missingRef, "find it", "nobody says")),
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
    let answers = try Self.answers(
      "A \(Self.file("a.yml", on)); H after A; main at A; hotfix/1 at H; pull \(head) into main")
    #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]])
  }

  @Test(
    "Of more than 300 changed files GitHub looks at some, nobody knows which",
    arguments: [300, 301])
  func manyFiles(count: Int) throws {
    let files = (1..<count).map { "doc/\($0)" } + ["src/x"]
    let answers = try Self.answers(
      """
      A \(Self.file("a.yml", "{pull_request: {paths: ['src/**']}}"))
      H after A edits \(files.joined(separator: ", "))
      main at A; hotfix/1 at H; pull hotfix/1 into main
      """)
    #expect(answers.map { $0.prefix { $0 != " " } } == [count > 300 ? "unknown" : "produced"])
  }

  @Test(
    "The nearest name is the one that differs for a known reason",
    arguments: [
      ("test (3.10)", "test: {runs-on: x, strategy: {matrix: {p: [3.10, 3.1.0]}}}", "test (3.1)"),
      (
        "py3.20",
        "a: {runs-on: x, name: \\\"py${{ matrix.p }}\\\", strategy: {matrix: {p: [3.20]}}}", "py3.2"
      ),
      ("Test", "test: {runs-on: x}", "test"),
      ("build", "build: {name: Build it, runs-on: x}", "Build it"),
      ("CI / lint", "lint: {runs-on: x}", "lint"),
      ("test", "test: {runs-on: x, strategy: {matrix: {p: [a, b]}}}", "test (a)"),
      ("test (a)", "test: {runs-on: x}", "test"),
      ("lnit", "lint: {runs-on: x}", "lint"),
      ("deploy", "lint: {runs-on: x}", nil),
    ])
  func nearest(context: String, job: String, name: String?) throws {
    let scenario = try Scenario(
      Drawing("A \(Self.file("a.yml", "pull_request", job)); main at A; audit main"),
      policy: .storyFlow(changedBy: "branches: {main: {required_status_checks: ['\(context)']}}"))
    let scene = scenario.scene(in: scenario.history())
    let answer = try #require(try scene.contextAnswers(for: scenario.update)?.first)
    #expect(answer.verdict == (name == nil ? .never : .renamed))
    #expect(answer.producers.first?.name.known == name)
  }

  @Test("Too many workflow files, or too large ones, are unknown and no crash")
  func tooMuch() throws {
    let drawing = (0..<1_001).map { "with .github/workflows/\($0).yml \"on: push\"" }
    #expect(throws: GitError.self) {
      try Self.answers("A \(drawing.joined(separator: " ")); main at A; audit main")
    }
    let large = String(repeating: "#", count: 9 << 20)
    #expect(throws: GitError.self) {
      try Self.answers("A with .github/workflows/a.yml \"\(large)\"; main at A; audit main")
    }
  }

  @Test(
    "A skipped job's other name is reported in place of its checks, and the cures do not go in a circle",
    arguments: [
      (
        "e: {runs-on: x, if: false, strategy: {matrix: {v: [1, 2]}}}", "e",
        "'e' is reported only since its job is skipped every time (if: false), and a skipped check "
          + "passes",
        "let the job run, and require 'e (1)' and 'e (2)'; or do not require it"
      ),
      (
        "e: {runs-on: x, if: vars.X, strategy: {matrix: {v: [1]}}}", "e",
        "'e' is reported only while its 'if' does not hold (vars.X); else 'e (1)'",
        "move the job's 'if:' to its steps, and require 'e (1)'"
      ),
      (
        "e: {runs-on: x, if: vars.X, name: 'N ${{ matrix.v }}', strategy: {matrix: {v: [1]}}}",
        "N ${{ matrix.v }}",
        "'N ${{ matrix.v }}' is reported only while its 'if' does not hold (vars.X); else 'N 1'",
        "move the job's 'if:' to its steps, and require 'N 1'"
      ),
      (
        "e: {uses: ./.github/workflows/b.yml, if: false}", "e",
        "'e' is reported only since its job is skipped every time (if: false), and a skipped check "
          + "passes",
        "let the job run, and require 'e / in'; or do not require it"
      ),
      // It would be reported only where another job fails.
      (
        "e: {runs-on: x, needs: in, strategy: {matrix: {v: [1]}}}\\n  in: {runs-on: x}", "e",
        "no job reports 'e', and one reports 'e (1)'",
        "did you mean 'e (1)'? require that, or give the job the name that is required"
      ),
    ])
  func skippedName(job: String, context: String, message: String, help: String) throws {
    let called = Self.file("b.yml", "workflow_call", "in: {runs-on: x}")
    let scenario = try Scenario(
      Drawing("A \(Self.file("a.yml", "pull_request", job)) \(called); main at A; audit main"),
      policy: .storyFlow(
        changedBy: "branches: {main: {required_status_checks: ['\(context)']}}"))
    let answers = try #require(
      try scenario.scene(in: scenario.history()).contextAnswers(for: scenario.update))
    #expect(answers.map(\.verdict) == [message.hasPrefix("no job") ? .renamed : .conditional])
    #expect(answers.map(\.message) == [message])
    #expect(answers.map(\.help) == [help])
  }

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
      + Self.file("b.yml", "[pull_request, merge_group]", "both: {runs-on: x}")
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

  @Test(
    "A name that two combinations of a matrix or two files make is ambiguous",
    arguments: [
      ("test: {runs-on: x, strategy: {matrix: {v: ['1', 1.0]}}}", "test (1)", "conditional"),
      (
        "test: {runs-on: x, strategy: {matrix: {include: [{a: x, b: ''}, {a: x}]}}}", "test (x)",
        "conditional"
      ),
      ("test: {runs-on: x, strategy: {matrix: {v: ['1', 2]}}}", "test (1)", "produced"),
      ("test: {runs-on: x, strategy: {matrix: {v: [0, -0.0]}}}", "test (-0)", "produced"),
    ])
  func alike(job: String, context: String, verdict: String) throws {
    for on in ["pull_request", "[push, pull_request]"] {
      let answers = try Self.answers(
        "A \(Self.file("a.yml", on, job)); main at A; audit main", "'\(context)'")
      #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]], "\(on)")
    }
  }

  @Test("A name in another Unicode form is another name, required or reported")
  func unicode() throws {
    let (composed, parted) = ("caf\u{E9}", "cafe\u{301}")
    for (context, name, verdict) in [
      (composed, composed, "produced"), (composed, parted, "renamed"),
      (parted, composed, "renamed"),
    ] {
      let job = "test: {runs-on: x, name: \(name)}"
      #expect(
        try Self.answers(
          "A \(Self.file("a.yml", "pull_request", job)); main at A; audit main", "'\(context)'"
        ).map { $0.prefix { $0 != " " } } == [verdict[...]])
    }
  }

  @Test("A gate is told with all events that start it")
  func gateEvents() throws {
    let scenario = try Scenario(
      Drawing(
        "A \(Self.file("a.yml", "[push, pull_request]", "test: {runs-on: x, needs: a, if: '${{ github.ref }}'}\\n  a: {runs-on: x}")); main at A; audit main"
      ),
      policy: .storyFlow(changedBy: "branches: {main: {required_status_checks: [test]}}"))
    let answers = try #require(
      try scenario.scene(in: scenario.history()).contextAnswers(for: scenario.update))
    #expect(answers.map(\.verdict) == [.conditional])
    #expect(
      answers.first?.producers.map { $0.triggers.map(\.event) } == [["push", "pull_request"]])
  }

  @Test("Workflow files lie where the policy says")
  func folder() throws {
    let answers = try Self.answers(
      "A with ci/a.yml \"on: push\\njobs: {test: {runs-on: x}}\"; main at A; audit main", "test",
      "checks: {workflows: ci/}")
    #expect(answers == ["produced ci/a.yml:2"])
  }

  @Test("A branch that pull requests may land on without workflows, beside one that has some")
  func beside() throws {
    let workflow = Self.file("a.yml", "pull_request")
    #expect(
      try Self.answers("A; D after A \(workflow); main at A; develop at D; audit main") == [
        "never "
      ])
    #expect(try Self.answers("A; D after A; main at A; develop at D; audit main") == ["unknown "])
    #expect(
      try Self.answers(
        "A; D after A; main at A; develop at D; audit main", "{context: test, app: github-actions}")
        == ["never "])
  }
}

extension String {
  fileprivate var indented: String {
    split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  }
}
