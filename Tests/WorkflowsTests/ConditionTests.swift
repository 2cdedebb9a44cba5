import PolicyCore
import Testing
import Workflows

/// Whether jobs run, and what their results mean.
@Suite struct ConditionTests {
  private static func conditions(_ jobs: String, on trigger: String) -> [String: String] {
    var found: [String: String] = [:]
    for check in CheckNameTests.checks(jobs, trigger: trigger).checks {
      for trigger in check.triggers {
        found[trigger.event] =
          switch check.condition {
          case .always: "always"
          case .never(let expression): "never: \(expression)"
          case .open(_, let why): "open: \(why)"
          }
      }
    }
    return found
  }

  @Test(
    "An 'if' is told as far as the file and the event tell it",
    arguments: [
      ("", "always"), ("''", "always"), ("~", "always"), ("true", "always"), ("always()", "always"),
      ("${{ always() }}", "always"), ("success()", "always"), ("'!cancelled()'", "always"),
      ("'!failure() && !cancelled()'", "always"), ("1 == 1", "always"),
      ("\"'a' == 'A'\"", "always"),
      ("false", "never: false"), ("${{ false }}", "never: false"), ("1 == 2", "never: 1 == 2"),
      ("0", "never: 0"), ("\"''\"", "never: ''"),
      // Text around an expression makes a text, which holds.
      ("x ${{ false }}", "always"),
      ("failure()", "open: only jobs that fail or are cancelled start it"),
      ("cancelled()", "open: only jobs that fail or are cancelled start it"),
      ("github.actor == 'x'", "open: only the event tells it"),
      ("github.actor == 'x' || true", "always"),
      ("github.actor == 'x' && false", "never: github.actor == 'x' && false"),
      ("\"!(github.actor == 'x' || true)\"", "never: !(github.actor == 'x' || true)"),
      ("needs.a.outputs.b == 'c'", "open: only the jobs before it tell it"),
      ("vars.DEPLOY == 'yes'", "open: the repository or its owner keeps the variable"),
      ("github.event_name == 'push'", "always"),
      ("github.event_name != 'push'", "never: github.event_name != 'push'"),
      ("github.event.pull_request.draft == false", "always"),
      ("\"!github.event.pull_request.draft\"", "always"),
      ("github.base_ref == 'main'", "never: github.base_ref == 'main'"),
      ("contains(fromJSON('[\"push\",\"merge_group\"]'), github.event_name)", "always"),
    ])
  func conditions(text: String, answer: String) {
    #expect(Self.conditions("t:\n  runs-on: x\n  if: \(text)", on: "push") == ["push": answer])
  }

  @Test("Each event has its own answer, and equal answers are one check")
  func events() {
    let jobs =
      "t: {runs-on: x, if: \"github.event_name == 'push' || github.event.pull_request.draft\"}"
    #expect(
      Self.conditions(jobs, on: "[push, pull_request, merge_group, workflow_call]") == [
        "push": "always", "pull_request": "open: only the event tells it",
        "merge_group": "never: github.event_name == 'push' || github.event.pull_request.draft",
      ])
    let plain = CheckNameTests.checks(
      "a: {runs-on: x}\nb: {runs-on: x, strategy: {matrix: {v: [1, 1]}}}",
      trigger: "[push, pull_request]")
    #expect(plain.checks.map(\.name.shown) == ["a", "b (1)", "b (1)"])
    #expect(plain.checks.allSatisfy { $0.triggers.map(\.event) == ["push", "pull_request"] })
  }

  @Test(
    "What an event does not have is null, and its ref is told by how it begins",
    arguments: [
      ("github.event.inputs.level == 'all'", "never"),
      ("contains(github.event.head_commit.message, '[skip]')", "never"),
      ("github.event.schedule || github.event.release", "never"),
      ("github.ref == 'refs/heads/main'", "never"), ("github.ref != 'refs/heads/main'", "always"),
      ("'REFS/HEADS/MAIN' == github.ref", "never"), ("github.ref_name == 'main'", "never"),
      ("github.ref == 'refs/pull/7/merge'", "open"), ("github.ref_name != '7/merge'", "open"),
      ("startsWith(github.ref, 'refs/tags/v')", "never"),
      ("startsWith(github.ref, 'Refs/')", "always"), ("startsWith(github.ref, '')", "always"),
      ("startsWith(github.ref, 'refs/pull/7')", "open"), ("github.ref < 'x'", "open"),
      ("endsWith(github.ref, '/main')", "open"), ("github.ref == github.base_ref", "open"),
      ("github.event.number == 7", "open"), ("github.event.label.name == 'x'", "open"),
    ])
  func pullRequest(text: String, answer: String) {
    let found = Self.conditions("t:\n  runs-on: x\n  if: \"\(text)\"", on: "pull_request")
    #expect(found["pull_request"]?.hasPrefix(answer) == true, "\(found)")
  }

  @Test(
    "Refs and members of other events",
    arguments: [
      ("push", "github.ref == 'refs/heads/main'", "open"),
      ("push", "startsWith(github.ref, 'refs/tags/')", "open"),
      ("push", "github.event.head_commit.message == 'x'", "open"),
      ("merge_group", "github.ref == 'refs/heads/main'", "never"),
      ("merge_group", "startsWith(github.ref_name, 'gh-readonly-queue/')", "always"),
      ("pull_request_target", "github.ref == 'refs/heads/main'", "open"),
      ("pull_request_target", "startsWith(github.ref, 'refs/tags/')", "never"),
      ("workflow_dispatch", "github.event.inputs.level == 'all'", "open"),
      ("workflow_dispatch", "github.ref == 'refs/heads/main'", "open"),
      ("issue_comment", "github.event.comment.body == 'x'", "open"),
      ("release", "github.event.inputs.level == 'all'", "open"),
    ])
  func otherEvents(event: String, text: String, answer: String) {
    let found = Self.conditions("t:\n  runs-on: x\n  if: \"\(text)\"", on: event)
    #expect(found[event]?.hasPrefix(answer) == true, "\(found)")
  }

  @Test("A name and a matrix can hang on the event")
  func names() {
    let jobs = """
      t:
        runs-on: x
        strategy:
          matrix:
            os: ${{ github.event_name == 'push' && fromJSON('["l", "w"]') || fromJSON('["l"]') }}
      """
    let checks = CheckNameTests.checks(jobs, trigger: "[pull_request, push]").checks
    #expect(checks.map(\.name.shown) == ["t (l)", "t (w)"])
    #expect(checks.map { $0.triggers.map(\.event) } == [["pull_request", "push"], ["push"]])
  }

  @Test("Inputs are there for who starts a workflow by hand alone")
  func inputs() {
    let checks = CheckNameTests.checks(
      "t: {runs-on: x, name: \"${{ inputs.name || 'CI' }}\"}", trigger: "[push, workflow_dispatch]")
    #expect(checks.checks.map(\.name.shown) == ["CI", "${{ inputs.name || 'CI' }}"])
    #expect(checks.checks.map { $0.triggers.map(\.event) } == [["push"], ["workflow_dispatch"]])
  }

  @Test("A job is skipped with one that it needs, unless its 'if' asks for the status of jobs")
  func needs() {
    func condition(_ gate: String) -> ProducedCheck.Condition? {
      CheckNameTests.checks(
        "gate: \(gate)\nmid: {runs-on: x, needs: a}\na: {runs-on: x, if: vars.X}"
      ).checks.first?
      .condition
    }
    let open = ProducedCheck.Condition.open(
      expression: "vars.X", why: "the repository or its owner keeps the variable")
    #expect(condition("{runs-on: x, needs: [mid]}") == open)
    #expect(condition("{runs-on: x, needs: MID}") == open)
    #expect(condition("{runs-on: x, needs: mid, if: success()}") == open)
    #expect(condition("{runs-on: x, needs: mid, if: always()}") == .always)
    #expect(condition("{runs-on: x, needs: mid, if: '!cancelled()'}") == .always)
    #expect(condition("{runs-on: x, needs: mid, if: false}") == .never(expression: "false"))
  }

  @Test(
    "A gate job without always() passes where what it needs fails",
    arguments: [
      ("gate: {runs-on: x, needs: [a, b]}", [.skippedWhenNeedsFail(needs: ["a", "b"])]),
      ("gate: {runs-on: x, needs: a, if: success()}", [.skippedWhenNeedsFail(needs: ["a"])]),
      (
        "gate: {runs-on: x, needs: a, if: github.actor == 'x'}",
        [.skippedWhenNeedsFail(needs: ["a"])]
      ),
      ("gate: {runs-on: x, needs: a, if: always()}", []),
      ("gate: {runs-on: x, needs: a, if: \"!cancelled()\"}", []),
      ("gate: {runs-on: x, needs: a, if: \"${{ failure() || success() }}\"}", []),
      ("gate: {runs-on: x}", []),
      ("gate: {runs-on: x, continue-on-error: true}", [.continuesOnError]),
      ("gate: {runs-on: x, continue-on-error: \"${{ vars.X }}\"}", []),
      ("gate: {runs-on: x, continue-on-error: false}", []),
      (
        "gate: {runs-on: x, strategy: {matrix: {v: [1]}}, continue-on-error: \"${{ matrix.v == 1 }}\"}",
        [.continuesOnError]
      ),
      (
        "gate: {runs-on: x, strategy: {matrix: {v: [1]}}, continue-on-error: \"${{ matrix.v == 2 }}\"}",
        []
      ),
    ] as [(String, Set<ProducedCheck.Flaw>)])
  func flaws(gate: String, flaws: Set<ProducedCheck.Flaw>) {
    #expect(
      CheckNameTests.checks("\(gate)\na: {runs-on: x}\nb: {runs-on: x}").checks.first?.flaws
        == flaws)
  }

  private static let certain: Set<ProducedCheck.Flaw> = [.skippedWhenNeedsFail(needs: ["a"])]

  @Test(
    "A gate that asks for the status of jobs itself may be skipped all the same where one fails",
    arguments: [
      ("a", "'${{ !failure() && !cancelled() }}'", certain), ("a", "'!failure()'", certain),
      ("a", "success() || cancelled()", certain), ("a", "always() && !failure()", certain),
      ("a", "always() && success()", certain),
      ("a", "always() && needs.a.result == 'success'", certain),
      ("A", "always() && !contains(needs.*.result, 'failure')", certain),
      ("a", "always() && join(needs.*.result, '') == 'success'", certain),
      // A job that fails may have set none of its outputs.
      ("a", "always() && needs.a.outputs.ok == 'true'", certain),
      ("a", "always() && needs.a.outputs.skip != 'true'", []),
      ("[a, b]", "always() && needs.a.result == 'success'", certain),
      (
        "[a, b]", "always() && (needs.a.result == 'success' || needs.b.result == 'success')",
        [.skippedWhenNeedsFail(needs: ["a", "b"])]
      ),
      ("[a, b]", "always() && (needs.a.result != 'failure' || failure())", []),
      ("a", "always() && contains(needs.*.result, 'failure')", []),
      ("a", "always() && vars.X", []), ("a", "always() && (vars.X || vars.Y) && true", []),
      ("a", "(success() || failure()) && vars.X", []),
      ("a", "vars.X", certain), ("a", "success() && vars.X", certain),
      (
        "a", "success() || vars.X",
        [.mayBeSkippedWhenNeedsFail(needs: ["a"], expression: "success() || vars.X")]
      ),
      (
        "a", "always() && contains(needs.*.result, vars.X)",
        [
          .mayBeSkippedWhenNeedsFail(
            needs: ["a"], expression: "always() && contains(needs.*.result, vars.X)")
        ]
      ),
      // Text around an expression makes a text, which holds.
      ("a", "'${{ always() }} && x'", []), ("a", "'${{ vars.X }} && x'", certain),
      // What is skipped every time cannot fail.
      ("[a, c]", "always() && needs.c.result == 'skipped'", []),
    ] as [(String, String, Set<ProducedCheck.Flaw>)])
  func gates(needs: String, text: String, flaws: Set<ProducedCheck.Flaw>) {
    let jobs =
      "gate: {runs-on: x, needs: \(needs), if: \(text.hasPrefix("'") ? text : "\"\(text)\"")}"
    let others = ["a: {runs-on: x}", "b: {runs-on: x}", "c: {runs-on: x, if: false}"]
    let found = CheckNameTests.checks(([jobs] + others).joined(separator: "\n"))
    #expect(found.problems == [])
    #expect(found.checks.first?.flaws == flaws)
  }

  @Test("A skip and a failure reach a waiting job through one that always runs")
  func through() {
    func gate(_ pre: String, _ more: String = "") -> ProducedCheck? {
      CheckNameTests.checks(
        """
        gate: {runs-on: x, needs: build\(more)}
        build: {runs-on: x, needs: pre, if: always()}
        pre: {runs-on: x\(pre)}
        """
      ).checks.first
    }
    #expect(gate(", if: false")?.condition == .never(expression: "false"))
    #expect(gate(", if: false", ", if: success()")?.condition == .never(expression: "false"))
    #expect(gate(", if: false", ", if: '!cancelled()'")?.condition == .always)
    #expect(gate("")?.condition == .always)
    #expect(gate("")?.flaws == [.skippedWhenNeedsFail(needs: ["build", "pre"])])
    #expect(
      gate("", ", if: always() && success()")?.flaws
        == [.skippedWhenNeedsFail(needs: ["build", "pre"])])
    #expect(gate("", ", if: always()")?.flaws == [])
  }

  @Test("A gate that looks for what is skipped is skipped where a failure skips what it needs")
  func skippedNeed() {
    let checks = CheckNameTests.checks(
      """
      gate: {runs-on: x, needs: build, if: "always() && needs.build.result != 'skipped'"}
      build: {runs-on: x, needs: pre}
      pre: {runs-on: x}
      """)
    #expect(checks.checks.first?.flaws == [.skippedWhenNeedsFail(needs: ["pre"])])
  }

  @Test(
    "A job's 'if' sees the needs of its needs as well, which the documentation denies",
    arguments: [
      ("always() && needs.far.outputs.x == 'y'", "", "open"),
      ("always() && needs.FAR.outputs.x == 'y'", "", "open"),
      ("always() && needs.other.outputs.x == 'y'", "", "never"),
      ("always() && contains(needs.*.outputs.x, 'y')", "", "open"),
      ("always() && needs.far.result == 'success'", "", "always"),
      ("always() && needs.far.result != 'skipped'", ", if: false", "open"),
      ("always() && !contains(needs.*.result, 'skipped')", ", if: false", "open"),
    ])
  func indirect(text: String, more: String, answer: String) {
    let found = CheckNameTests.checks(
      """
      gate: {runs-on: x, needs: mid, if: "\(text)"}
      mid: {runs-on: x, needs: far, if: always()}
      far: {runs-on: x\(more)}
      other: {runs-on: x}
      """)
    #expect(found.problems == [])
    let told =
      switch found.checks.first?.condition {
      case .always: "always"
      case .never: "never"
      case .open: "open"
      case nil: "none"
      }
    #expect(told == answer)
  }

  @Test("Whether a failure far away skips a gate that looks at all needs only a run tells")
  func indirectFailure() {
    func flaws(_ text: String) -> Set<ProducedCheck.Flaw>? {
      CheckNameTests.checks(
        """
        gate: {runs-on: x, needs: mid, if: "\(text)"}
        mid: {runs-on: x, needs: far, if: always()}
        far: {runs-on: x}
        """
      ).checks.first?.flaws
    }
    let text = "always() && !contains(needs.*.result, 'failure')"
    #expect(
      flaws(text) == [
        .skippedWhenNeedsFail(needs: ["mid"]),
        .mayBeSkippedWhenNeedsFail(needs: ["far"], expression: text),
      ])
    #expect(
      flaws("always() && needs.mid.result == 'success'") == [
        .skippedWhenNeedsFail(needs: ["mid"])
      ])
    #expect(flaws("always() && needs.mid.outputs.x != 'y'") == [])
  }

  @Test(
    "A gate that only what it needs starts, by failing or by being cancelled, is not skipped every time",
    arguments: [
      "always() && contains(needs.*.result, 'failure')",
      "always() && needs.test.result == 'failure'",
      "failure() && contains(needs.*.result, 'failure')",
      "!cancelled() && contains(needs.*.result, 'failure')",
      "always() && (needs.test.result != 'success' || needs.lint.result != 'success')",
      "always() && join(needs.*.result, ',') != 'success,success'",
      "always() && needs.test.result == 'cancelled'", "failure()", "cancelled()", "!success()",
    ])
  func started(text: String) throws {
    for skip in ["", ", skip"] {
      // What is skipped is no success.
      if !skip.isEmpty, text.contains("join(") { continue }
      let found = CheckNameTests.checks(
        """
        gate: {needs: [test, lint\(skip)], if: "${{ \(text) }}", runs-on: x}
        test: {runs-on: x}
        lint: {runs-on: x}
        skip: {runs-on: x, if: false}
        """)
      #expect(found.problems == [])
      let gate = try #require(found.checks.first)
      #expect(
        gate.condition
          == .open(expression: text, why: "only jobs that fail or are cancelled start it"))
      #expect(gate.flaws == [])
    }
  }

  @Test(
    "A gate that looks for what its needs cannot become is skipped every time",
    arguments: [
      "always() && needs.skip.result == 'failure'", "needs.test.result == 'failure'",
      "success() && contains(needs.*.result, 'failure')",
    ])
  func hollow(text: String) {
    let found = CheckNameTests.checks(
      "gate: {needs: [test, skip], if: \"\(text)\", runs-on: x}\n"
        + "test: {runs-on: x}\nskip: {runs-on: x, if: false}")
    #expect(found.checks.first?.condition == .never(expression: text))
  }

  @Test(
    "A condition that holds neither in success nor in failure is never met",
    arguments: [
      "always() && false", "!failure() && !success() && !cancelled()", "failure() && 1 == 2",
    ])
  func never(text: String) {
    #expect(
      Self.conditions("t:\n  runs-on: x\n  if: \"\(text)\"", on: "push")
        == ["push": "never: \(text)"])
  }
}
