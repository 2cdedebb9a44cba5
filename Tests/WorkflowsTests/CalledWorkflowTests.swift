import PolicyCore
import Testing
import Workflows

/// Workflows that call others.
@Suite struct CalledWorkflowTests {
  private static func call(_ path: String, _ more: String = "") -> String {
    "{uses: ./.github/workflows/\(path)\(more)}"
  }

  private static func checks(_ jobs: String, _ others: [(String, String)]) -> WorkflowChecks {
    CheckNameTests.checks(jobs, others: others)
  }

  @Test("A caller's matrix stands in its part of the name, and hands values over")
  func matrix() {
    let found = Self.checks(
      "build: \(Self.call("b.yml", ", strategy: {matrix: {os: [l, w]}}, with: {os: '${{ matrix.os }}'}"))",
      [
        (
          "b.yml",
          """
          on: {workflow_call: {inputs: {os: {type: string}, n: {type: number}, d: {type: string, default: dd}, f: {type: boolean}}}}
          jobs:
            t: {runs-on: x, name: 'on ${{ inputs.os }} ${{ inputs.n }} ${{ inputs.d }} ${{ inputs.f }}${{ inputs.x }}'}
            m: {runs-on: x, strategy: {matrix: {v: [1]}}}
          """
        )
      ])
    #expect(found.problems == [])
    #expect(
      found.checks.map(\.name.shown) == [
        "build (l) / on l 0 dd false", "build (l) / m (1)", "build (w) / on w 0 dd false",
        "build (w) / m (1)",
      ])
    #expect(found.checks.map(\.job) == ["build / t", "build / m", "build / t", "build / m"])
    #expect(found.checks.map(\.leg) == ["l", "l / 1", "w", "w / 1"])
    #expect(found.checks.allSatisfy { $0.path == ".github/workflows/ci.yml" && $0.line == 3 })
    #expect(found.workflows.map(\.path) == [".github/workflows/ci.yml", ".github/workflows/b.yml"])
  }

  @Test("Calls cost what they hand over: where that is too much, the rest is left")
  func costs() {
    let legs = (0..<250).map(String.init).joined(separator: ", ")
    func call(_ more: String) -> String {
      Self.call("b.yml", ", strategy: {matrix: {v: [\(legs)]}}, \(more)")
    }
    func file(_ inputs: String, _ job: String = "{runs-on: x}") -> [(String, String)] {
      [("b.yml", "on: {workflow_call: {inputs: {\(inputs)}}}\njobs: {t: \(job)}")]
    }
    let many =
      (0..<3_000).map { "i\($0): {type: string}" }.joined(separator: ", ") + ", x: {type: string}"
    let long = String(repeating: "x", count: 20_500)
    let called = "a: \(call("with: {x: y}"))"
    for (jobs, others) in [
      (called, file(many)), ("a: \(call("with: {x: '\(long)'}"))", file("x: {type: string}")),
      (called, file("x: {type: string}", "{runs-on: x, if: \"'\(long)' == inputs.x\"}")),
      (called, file("x: {type: string}", "{runs-on: x, name: '\(long)'}")),
      (called, file("x: {type: string}", "{runs-on: x, strategy: {matrix: {v: ['\(long)']}}}")),
    ] {
      #expect(
        Self.checks(jobs, others).problems.map(\.message)
          == ["the jobs and matrices from here on are too many to look at"])
    }
    #expect(Self.checks(called, file("x: {type: string}")).checks.count == 250)
  }

  @Test(
    "A text is no flag and no number, in what is handed over and by default",
    arguments: [
      ("{type: boolean}", "'true'", "with 'true' for the input 'v', which has the type 'boolean'"),
      ("{type: boolean}", "1", "with '1' for the input 'v', which has the type 'boolean'"),
      ("{type: number}", "true", "with 'true' for the input 'v', which has the type 'number'"),
      (
        "{type: number, default: x}", "1",
        "whose input 'v' has the type 'number', and the default 'x'"
      ),
      ("{type: boolean}", "true", nil), ("{type: boolean}", "'${{ github.ref == 1 }}'", nil),
      ("{type: number, default: 0}", "1.5", nil), ("{type: string, default: 1}", "true", nil),
    ])
  func types(input: String, value: String, fault: String?) {
    let found = Self.checks(
      "a: \(Self.call("b.yml", ", with: {V: \(value)}"))",
      [("b.yml", "on: {workflow_call: {inputs: {v: \(input)}}}\njobs: {t: {runs-on: x}}")])
    #expect(
      found.problems.map(\.message)
        == (fault.map { ["calls '.github/workflows/b.yml' \($0)"] } ?? []))
  }

  @Test(
    "What a called workflow requires is handed over, and nothing that it does not know",
    arguments: [
      ("", "without the input 'v', which it requires"),
      (", with: {V: 1}", "without the secret 's', which it requires"),
      (", with: {v: 1}, secrets: {S: x}", nil), (", with: {v: 1}, secrets: inherit", nil),
      (", with: {v: 1, x: 2}, secrets: inherit", "with the input 'x', which it does not have"),
      (
        ", with: {v: 1, w: 2}, secrets: {s: x, u: x}", "with the secret 'u', which it does not have"
      ),
      (", with: {v: 1, w: 2}, secrets: {s: x, t: x}", nil),
    ])
  func terms(more: String, fault: String?) {
    let call =
      "{inputs: {v: {type: number, required: true, default: 1}, w: {type: string}}, "
      + "secrets: {s: {required: true}, t: }}"
    let found = Self.checks(
      "a: \(Self.call("b.yml", more))",
      [("b.yml", "on: {workflow_call: \(call)}\njobs: {t: {runs-on: x}}")])
    let path = ".github/workflows/b.yml"
    #expect(found.problems.map(\.message) == (fault.map { ["calls '\(path)' \($0)"] } ?? []))
    #expect(found.checks.count == (fault == nil ? 1 : 0))
  }

  @Test("Of two inputs whose names differ by case the first counts, and a list is none")
  func inputs() {
    let file = (
      "b.yml",
      "on: {workflow_call: {inputs: {v: {type: string}, W: {type: string}}}}\njobs: {t: {runs-on: x, name: '${{ inputs.V }} ${{ inputs.w }}'}}"
    )
    let given = Self.checks("a: \(Self.call("b.yml", ", with: {V: 1, v: 2, w: x}"))", [file])
    #expect(given.checks.map(\.name.shown) == ["a / 1 x"])
    let list = Self.checks(
      "a: \(Self.call("b.yml", ", with: {v: \"${{ fromJSON('[1, 2]') }}\"}"))", [file])
    #expect(list.checks.first?.name.known == nil)
    #expect(list.checks.first?.name.why?.hasSuffix("a list or a mapping is no input") == true)
  }

  @Test("Texts that double with each call are not made")
  func doubling() {
    func file(_ level: Int) -> (String, String) {
      let twice = "${{ inputs.x }}${{ inputs.x }}"
      let four = twice + twice
      let inner =
        level == 8
        ? "{runs-on: x, name: '${{ inputs.x }}'}"
        : Self.call("\(level + 1).yml", ", with: {x: '\(four)'}")
      return (
        "\(level).yml", "on: {workflow_call: {inputs: {x: {type: string}}}}\njobs: {t: \(inner)}"
      )
    }
    let found = Self.checks(
      "a: \(Self.call("1.yml", ", with: {x: abc}"))", (1...8).map(file))
    #expect(found.checks.count == 1)
    #expect(found.checks.first?.name.why?.hasSuffix("it makes too long a text") == true)
  }

  @Test("A called workflow does not see its caller's matrix, and an open input stays open")
  func contexts() {
    let called =
      "on: {workflow_call: {inputs: {v: {type: string}}}}\njobs: {t: {runs-on: x, name: '[${{ matrix.os }}${{ inputs.v }}]'}}"
    let found = Self.checks(
      "a: \(Self.call("b.yml", ", strategy: {matrix: {os: [l]}}, with: {v: '${{ needs.x.outputs.v }}'}, needs: x"))\nx: {runs-on: x}",
      [("b.yml", called)])
    #expect(found.checks.first?.name.shown == "a (l) / [${{ needs.x.outputs.v }}]")
    #expect(
      found.checks.first?.name.why == "${{ needs.x.outputs.v }}: only the jobs before it tell it")
  }

  @Test("Where a caller is skipped, its own name is all that shows up")
  func skipped() {
    let called =
      "on: workflow_call\njobs: {t: {runs-on: x}, m: {runs-on: x, if: vars.Y, strategy: {matrix: {v: [1]}}}}"
    func skipped(_ more: String) -> [String?] {
      Self.checks("a: \(Self.call("b.yml", more))", [("b.yml", called)]).checks.map {
        $0.nameWhenSkipped?.shown
      }
    }
    #expect(skipped("") == [nil, "a / m"])
    #expect(skipped(", if: vars.X") == ["a", "a"])
    #expect(
      skipped(", if: vars.X, strategy: {matrix: {v: [1]}}, name: 'A ${{ matrix.v }}'") == [
        "A ${{ matrix.v }}", "A ${{ matrix.v }}",
      ])
    let conditions = Self.checks("a: \(Self.call("b.yml", ", if: vars.X"))", [("b.yml", called)])
      .checks.map(\.condition)
    #expect(conditions.allSatisfy { $0 != .always })
  }

  @Test("The jobs of a workflow in another repository are open, and said to be")
  func elsewhere() {
    let found = Self.checks("lint: {uses: octo/ci/.github/workflows/lint.yml@v1}", []).checks
    #expect(found.map(\.name.shown) == ["lint / <jobs of octo/ci/.github/workflows/lint.yml@v1>"])
    #expect(
      found.map(\.name.why) == [
        "<jobs of octo/ci/.github/workflows/lint.yml@v1>: the called workflow is in another repository"
      ])
    #expect(found.map { $0.name.mayBe("lint / lint") } == [true])
    #expect(found.map { $0.name.mayBe("lint") } == [false])
  }

  @Test("A reference to the same repository begins with './' or '$/', in a called workflow, too")
  func sameRepository() {
    let found = Self.checks(
      "a: {uses: $/.github/workflows/b.yml}",
      [
        ("b.yml", "on: workflow_call\njobs: {b: {uses: $/.github/workflows/c.yml}}"),
        ("c.yml", "on: workflow_call\njobs: {c: {runs-on: x}}"),
      ])
    #expect(found.problems == [])
    #expect(found.checks.map(\.name.known) == ["a / b / c"])
  }

  @Test("A called job has flaws of its own, and none of its caller's")
  func flaws() {
    let found = Self.checks(
      "lint: {runs-on: x}\ncall: {needs: lint, uses: ./.github/workflows/b.yml}",
      [("b.yml", "on: workflow_call\njobs: {t: {runs-on: x}, g: {runs-on: x, needs: t}}")])
    #expect(found.checks.map(\.flaws) == [[], [], [.skippedWhenNeedsFail(needs: ["t"])]])
  }

  @Test("A file that is only called reports nothing by itself")
  func calledOnly() {
    let found = Self.checks(
      "a: {runs-on: x}", [("b.yml", "on: workflow_call\njobs: {t: {runs-on: x}}")])
    #expect(found.checks.map(\.name.shown) == ["a"])
    let both = Self.checks(
      "a: {runs-on: x}", [("b.yml", "on: [workflow_call, push]\njobs: {t: {runs-on: x}}")])
    #expect(both.checks.map(\.name.shown) == ["a", "t"])
  }

  @Test(
    "A call that GitHub refuses leaves the workflow without checks, and says why where it stands",
    arguments: [
      (
        "{uses: ./.github/workflows/none.yml}",
        "calls '.github/workflows/none.yml', which is not there"
      ),
      (
        "{uses: ./.github/workflows/plain.yml}",
        "calls '.github/workflows/plain.yml', which has no 'workflow_call'"
      ),
      (
        "{uses: ./.github/workflows/ci.yml}",
        "calls '.github/workflows/ci.yml', which has no 'workflow_call'"
      ),
      (
        "{uses: ./.github/workflows/self.yml}",
        "'.github/workflows/self.yml' calls '.github/workflows/self.yml' within itself"
      ),
      (
        "{uses: ./.github/workflows/ping.yml}",
        "'.github/workflows/pong.yml' calls '.github/workflows/ping.yml' within itself"
      ),
      (
        "{uses: ./.github/workflows/broken.yml}",
        "calls '.github/workflows/broken.yml', whose line 1 is refused: the file has no 'jobs'"
      ),
      (
        "{uses: ./.github/workflows/matrix.yml}", "'.github/workflows/matrix.yml' 'v' has no values"
      ),
      ("{uses: [a]}", "'uses' is a list, and must be text that is not empty"),
    ])
  func refused(job: String, message: String) {
    let call = "on: workflow_call\njobs: {t: {uses: ./.github/workflows/"
    let found = Self.checks(
      "fine: {runs-on: x}\na: \(job)",
      [
        ("plain.yml", "on: workflow_dispatch\njobs: {t: {runs-on: x}}"),
        ("self.yml", call + "self.yml}}"),
        ("ping.yml", call + "pong.yml}}"), ("pong.yml", call + "ping.yml}}"),
        ("broken.yml", "on: workflow_call"),
        ("matrix.yml", "on: workflow_call\njobs: {t: {runs-on: x, strategy: {matrix: {v: []}}}}"),
      ])
    // What is left is that of another file.
    #expect(found.checks.map(\.name.shown) == ["t"])
    let problems = found.problems.filter { $0.path == ".github/workflows/ci.yml" }
    #expect(problems.map(\.message) == [message])
    #expect(problems.map(\.line) == [4])
    #expect(problems.map(\.mayProduce) == [false])
  }

  @Test("Workflows may be nested ten deep, and calls that multiply come to an end")
  func deep() {
    func chain(_ count: Int, _ jobs: Int) -> [(String, String)] {
      (1...count).map { level in
        let uses = level == count ? "{runs-on: x}" : "{uses: ./.github/workflows/w\(level + 1).yml}"
        let jobs = (0..<jobs).map { "j\($0): \(uses)" }.joined(separator: ", ")
        return ("w\(level).yml", "on: workflow_call\njobs: {\(jobs)}")
      }
    }
    let start = "a: {uses: ./.github/workflows/w1.yml}"
    #expect(Self.checks(start, chain(9, 1)).checks.count == 1)
    let tooDeep = Self.checks(start, chain(10, 1))
    #expect(tooDeep.checks == [])
    #expect(
      tooDeep.problems.map(\.message) == [
        "'.github/workflows/w9.yml' calls workflows more than 10 deep"
      ])
    let wide = Self.checks(start, chain(9, 20))
    #expect(
      wide.problems.map(\.message) == ["the jobs and matrices from here on are too many to look at"]
    )
    #expect(wide.problems.map(\.mayProduce) == [true])
  }
}
