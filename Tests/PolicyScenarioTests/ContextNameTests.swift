import PolicyCore
import Testing

@testable import PolicyScenario

/// Whose name a context is, and what comes nearest where it is nobody's.
@Suite struct ContextNameTests {
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
      ("test (3.11)", legs, "test (3.11, ubuntu)"), ("Test", legs, "test (3.10, ubuntu)"),
      ("ci / test", legs, "test (3.10, ubuntu)"), ("Test (3.11)", legs, "test (3.11, ubuntu)"),
      ("CI / test (mac)", legs, "test (3.10, mac)"),
      ("test (3.12, mac)", legs, "test (3.10, mac)"),
      ("test (3.11)", "test: {name: 'Py ${{ matrix.p }}', \(legs.dropFirst(7))", "Py 3.11"),
      ("deploy (3.11)", legs, nil),
      ("deploy", "lint: {runs-on: x}", nil),
    ])
  func nearest(context: String, job: String, name: String?) throws {
    let answer = try #require(
      try Workflow.contextAnswers(
        "A \(Workflow.file("a.yml", "pull_request", job)); main at A; audit main", "'\(context)'"
      ).first)
    #expect(answer.verdict == (name == nil ? .never : .renamed))
    #expect(answer.producers.first?.name.known == name)
  }

  private static let legs =
    "test: {runs-on: x, strategy: {matrix: {p: ['3.10', '3.11'], os: [ubuntu, mac]}}}"

  @Test(
    "What a matrix of which only a run can tell may be called is not known",
    arguments: [
      ("test", "unknown"), ("two (linux)", "unknown"), ("two (3, linux)", "unknown"),
      ("two", "never"), ("two (linux, 3)", "never"), ("if", "conditional"),
    ])
  func open(context: String, verdict: String) throws {
    let open = "matrix: {v: '${{ fromJSON(needs.set.outputs.v) }}'"
    let jobs = """
      set: {runs-on: x}
        test: {runs-on: x, needs: set, strategy: {\(open)}}}
        two: {runs-on: x, needs: set, strategy: {\(open), os: [linux]}}}
        if: {runs-on: x, needs: set, if: 'false', strategy: {\(open)}}}
      """.replacing("\n", with: "\\n")
    let answers = try Workflow.answers(
      "A \(Workflow.file("a.yml", "pull_request", jobs)); main at A; audit main", "'\(context)'")
    #expect(answers.map { $0.prefix { $0 != " " } } == [verdict[...]])
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
      (
        "e: {uses: ./.github/workflows/b.yml, if: vars.X}", "e",
        "'e' is reported only while its 'if' does not hold (vars.X); else 'e / in'",
        "move the job's 'if:' into the jobs of the workflow that it calls, and require 'e / in'"
      ),
      (
        "e: {uses: acme/ci/.github/workflows/b.yml@v1, if: vars.X}", "e",
        "'e' is reported only while its 'if' does not hold (vars.X); else 'e / <jobs of "
          + "acme/ci/.github/workflows/b.yml@v1>'",
        "let the job run for every pull request, or require another"
      ),
      // It would be reported only where another job fails.
      (
        "e: {runs-on: x, needs: in, strategy: {matrix: {v: [1]}}}\\n  in: {runs-on: x}", "e",
        "no job reports 'e', and one reports 'e (1)'",
        "did you mean 'e (1)'? require that, or give the job the name that is required"
      ),
    ])
  func skippedName(job: String, context: String, message: String, help: String) throws {
    let called = Workflow.file("b.yml", "workflow_call", "in: {runs-on: x}")
    let answers = try Workflow.contextAnswers(
      "A \(Workflow.file("a.yml", "pull_request", job)) \(called); main at A; audit main",
      "'\(context)'")
    #expect(answers.map(\.verdict) == [message.hasPrefix("no job") ? .renamed : .conditional])
    #expect(answers.map(\.message) == [message])
    #expect(answers.map(\.help) == [help])
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
      let answers = try Workflow.answers(
        "A \(Workflow.file("a.yml", on, job)); main at A; audit main", "'\(context)'")
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
        try Workflow.answers(
          "A \(Workflow.file("a.yml", "pull_request", job)); main at A; audit main", "'\(context)'"
        ).map { $0.prefix { $0 != " " } } == [verdict[...]])
    }
  }

  @Test("A gate is told with all events that start it")
  func gateEvents() throws {
    let jobs = "test: {runs-on: x, needs: a, if: '${{ github.ref }}'}\\n  a: {runs-on: x}"
    let answers = try Workflow.contextAnswers(
      "A \(Workflow.file("a.yml", "[push, pull_request]", jobs)); main at A; audit main", "test")
    #expect(answers.map(\.verdict) == [.conditional])
    #expect(
      answers.first?.producers.map { $0.triggers.map(\.event) } == [["push", "pull_request"]])
  }
}
