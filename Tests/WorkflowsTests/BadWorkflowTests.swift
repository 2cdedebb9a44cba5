import PolicyCore
import TestSupport
import Testing
import Workflows

/// Files that are broken, huge, or made to hang who reads them.
@Suite struct BadWorkflowTests {
  private static func problems(_ text: String) -> [String] {
    let found = WorkflowFiles.checks(of: [("ci.yml", Array(text.utf8))])
    #expect(found.checks == [] && found.workflows == [])
    return found.problems.map {
      "\($0.line):\($0.column): \($0.message)\($0.mayProduce ? " (may produce)" : "")"
    }
  }

  @Test(
    "A file that GitHub refuses is a problem at its place",
    arguments: [
      ("", "1:1: the file is no mapping"), ("# nothing", "1:1: the file is no mapping"),
      ("- on", "1:1: the file is no mapping"), ("on: push", "1:1: the file has no 'jobs'"),
      ("on: push\njobs:", "2:6: the file has no 'jobs'"),
      ("on: push\njobs: {}", "2:7: the file has no 'jobs'"),
      ("on: push\njobs: [a]", "2:7: the file has no 'jobs'"),
      ("on: push\njobs: {a: b}", "2:11: job 'a' is no mapping"),
      ("on: push\njobs: {a: {needs: b, runs-on: x}}", "2:19: job 'a' needs 'b', which is no job"),
      (
        "on: push\njobs: {a: {needs: [b], runs-on: x}, b: {needs: A, runs-on: x}}",
        "2:19: job 'a' needs itself by way of others"
      ),
      (
        "on: push\njobs:\n  Build: {runs-on: x}\n  build: {runs-on: x}",
        "4:1: two jobs are called 'build'"
      ),
      ("on: push\njobs: {a: {needs: {}, runs-on: x}}", "2:19: this is no list"),
      ("on: push\njobs: {a: {}}", "2:1: job 'a' has neither 'runs-on' nor 'uses'"),
      ("on: push\njobs: {a: {runs-on: ~}}", "2:1: job 'a' has neither 'runs-on' nor 'uses'"),
      ("on: pull\njobs: {a: {runs-on: x}}", "1:5: 'pull' is no event"),
      ("on: [push, Push]\njobs: {a: {runs-on: x}}", "1:12: 'Push' is no event"),
      ("on: {push: , pr: }\njobs: {a: {runs-on: x}}", "1:14: 'pr' is no event"),
      ("x: 1\non: push\njobs: {a: {runs-on: x}}", "1:1: 'x' is no key of a workflow"),
      (
        "on: push\njobs: {a b: {runs-on: x}}",
        "2:1: 'a b' is no id of a job: a letter or '_', then letters, digits, '_' and '-', fewer "
          + "than 100 in all, and no '__' before them"
      ),
      ("on: push\non: push\njobs: {a: {runs-on: x}}", "2:1: duplicate key 'on'"),
      (
        "on: push\njobs:\n  a: [",
        "3:7: did not find expected node content while parsing a flow node"
      ),
    ])
  func refused(text: String, problem: String) {
    #expect(Self.problems(text) == [problem])
  }

  private static let shapes: [(text: String, problem: String)] = [
    (
      "on: {pull_request: {branch: [main]}}\njobs: {a: {runs-on: x}}",
      "1:21: 'branch' is no key of the event 'pull_request', did you mean 'branches'"
    ),
    (
      "on: {pull_request: {types: [opened, reopend]}}\njobs: {a: {runs-on: x}}",
      "1:37: 'types' takes no 'reopend', did you mean 'reopened'"
    ),
    (
      "on: {pull_request: {types: [opened, waved]}}\njobs: {a: {runs-on: x}}",
      "1:37: 'types' takes no 'waved' (may produce)"
    ),
    (
      "on: {workflow_call: {inputs: {v: {required: true}}}}\njobs: {a: {runs-on: x}}",
      "1:34: an input of 'workflow_call' lacks 'type'"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, runs_on: y}}",
      "2:24: 'runs_on' is no key of a job, did you mean 'runs-on'"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, strategy: {failfast: true}}}",
      "2:35: 'failfast' is no key of 'strategy', did you mean 'fail-fast'"
    ),
    (
      "on: push\njobs: {a: {uses: o/r/w.yml@v1, runs-on: x}}",
      "2:32: 'runs-on' is no key of a job with 'uses'"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, steps: [{run: 'true', uses: a/b@v1}]}}",
      "2:46: 'uses' is no key of a step with 'run'"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, steps: [{id: s}]}}",
      "2:32: a step has neither 'run' nor 'uses'"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, steps: nope}}",
      "2:31: 'steps' is 'nope', and must be a list"
    ),
    (
      "on: push\nenv: [a]\njobs: {a: {runs-on: x}}",
      "2:6: 'env' is a list, and must be a mapping"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, name: '${{ secrets.X }}'}}",
      "2:30: 'name' names 'secrets', and may name github, inputs, matrix, needs, strategy, vars only"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, name: '${{ foo( }}'}}",
      "2:30: 'name' is no expression: foo("
    ),
    (
      "on: push\njobs: {a: {runs-on: x, name: 'x ${{ github.ref'}}",
      "2:30: 'name' has a '${{' that no '}}' closes"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, needs: '${{ github.ref }}'}}",
      "2:31: job 'a' needs '${{ github.ref }}', which is no job"
    ),
    (
      "on: {push: {branches: ['${{ github.ref }}']}}\njobs: {a: {runs-on: x}}",
      "1:24: 'branches' takes no expression: github.ref"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, steps: [{run: a, if: secrets.X}]}}",
      "2:45: 'if' names 'secrets', and may name env, github, inputs, job, matrix, needs, runner, "
        + "steps, strategy, vars only"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, timeout-minutes: soon}}",
      "2:41: 'timeout-minutes' is 'soon', and must be a number"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, steps: [{id: s, run: a}, {run: b, id: S}]}}",
      "2:62: two steps of job 'a' have the id 'S'"
    ),
    (
      "on: push\njobs: {a: {runs-on: x, steps: [{id: 1s, run: a}]}}",
      "2:37: '1s' is no id of a step: a letter or '_', then letters, digits, '_' and '-', fewer "
        + "than 100 in all, and no '__' before them"
    ),
  ]

  @Test("A key, a word or an expression that GitHub does not take is a problem", arguments: shapes)
  func strange(text: String, problem: String) {
    #expect(Self.problems(text) == [problem])
  }

  @Test(
    "A step uses an action in one of three forms",
    arguments: [
      "actions/checkout", "actions@v1", "actions/checkout@", "actions/checkout@v1@v2",
      "/checkout@v1",
      "docker:alpine", ".", "github/codeql-action/init",
    ])
  func noAction(uses: String) {
    #expect(
      Self.problems("on: push\njobs: {a: {runs-on: x, steps: [{uses: '\(uses)'}]}}") == [
        "2:39: '\(uses)' is no action: OWNER/REPOSITORY[/PATH]@REF, ./PATH or docker://IMAGE"
      ])
  }

  @Test(
    "An expression has 21,000 characters at most, text around it included",
    arguments: [
      // format('x…{0}', env.A)
      ("name", "", "${{ env.A }}", 21_000 - 20), ("name", "${{ ", " }}", 21_000),
      // format('x…''{{}}{0}', env.A): what the text has of quotes and braces counts twice.
      ("name", "", "'{}${{ env.A }}", 21_000 - 26), ("if", "'", "' == env.A", 21_000 - 11),
    ])
  func longest(key: String, before: String, behind: String, most: Int) {
    func found(_ step: String) -> [String] {
      let text = "on: push\njobs: {a: {runs-on: x, steps: [{run: a, \(step)}]}}"
      return WorkflowFiles.checks(of: [("ci.yml", Array(text.utf8))]).problems.map(\.message)
    }
    func long(_ count: Int) -> String { String(repeating: "x", count: count) }
    let kept = found("\(key): \"\(before)\(long(most))\(behind)\"")
    #expect(!kept.contains { $0.contains("21000") })
    #expect(
      found("\(key): \"\(before)\(long(most + 1))\(behind)\"") == [
        "'\(key)' comes to an expression of 21001 characters, and GitHub takes 21000: move it to a "
          + "file"
      ])
    #expect(found("name: \(long(30_000))") == [])
  }

  @Test(
    "What GitHub takes is taken",
    arguments: [
      "name: '${{ x'\non: {pull_request: , push: {tags: v1}, schedule: [{cron: '0 0 * * *', timezone: UTC}]}",
      "run-name: '${{ github.actor }} runs'\non: {pull_request: {types: labeled}, watch: {types: started}}",
      "on: {create: {tags: ['v*']}, fork: }",
      "env: {A: 1, B: '${{ secrets.X }}', C: ~}\npermissions: read-all\non: push",
      "permissions: {contents: read, of-tomorrow: write}\nconcurrency: {group: '${{ github.ref }}'}\non: push",
      "defaults: {run: {shell: bash}}\non: {workflow_call: {secrets: {s: , t: {required: true}}}}",
      "on: {workflow_dispatch: {inputs: {a: {type: choice, options: [x], default: x}}}}",
    ])
  func takenFile(head: String) {
    let jobs = """
      jobs:
        a:
          runs-on: {group: g, labels: [x, '${{ matrix.os }}']}
          strategy: {fail-fast: '${{ vars.X }}', max-parallel: 2, matrix: {os: [l, '${{ vars.Y }}']}}
          outputs: {o: '${{ steps.s.outputs.o }}'}
          environment: {name: e, url: '${{ steps.s.outputs.o }}'}
          container: {image: i, credentials: {username: u, password: '${{ secrets.P }}'}}
          services: {db: {image: i, ports: [1]}}
          steps:
            - {id: s, run: "echo '${{ hashFiles('**') }}'", if: "!cancelled() && steps.x.outcome", env: {A: '${{ secrets.X }}'}}
            - {uses: a/b@v1, with: {a: 1, b: ~, c: '${{ secrets.X }}'}, timeout-minutes: 3}
            - {uses: a/b/c/d@x/y}
            - {uses: ./a}
            - {uses: docker://alpine:3}
            - {uses: '$/a'}
            - {run: a, working-directory: '${{ env.X }}', shell: sh, continue-on-error: true}
        b: {uses: o/r/.github/workflows/w.yml@v1, with: {a: '${{ needs.a.outputs.o }}'}, secrets: inherit, needs: a}
      """
    let found = WorkflowFiles.checks(of: [("ci.yml", Array("\(head)\n\(jobs)".utf8))])
    #expect(found.problems == [])
  }

  @Test(
    "A job's 'if' that is none is refused with the whole file",
    arguments: [
      ("\"env.X == '1'\"", "names 'env', and may name github, inputs, needs, vars only"),
      ("matrix.os", "names 'matrix', and may name github, inputs, needs, vars only"),
      ("'${{ secrets.X }}'", "names 'secrets', and may name github, inputs, needs, vars only"),
      ("'x ${{ env.X }}'", "names 'env', and may name github, inputs, needs, vars only"),
      ("'github.ref == \"x\"'", "is no expression: github.ref == \"x\""),
      ("a ==", "is no expression: a =="), ("'${{ true'", "has a '${{' that no '}}' closes"),
      ("hashFiles('x')", "calls 'hashFiles()', which is no function there"),
      ("\"always('x')\"", "calls 'always()' with 1 argument"),
      ("\"contains('x')\"", "calls 'contains()' with 1 argument"),
    ])
  func condition(text: String, fault: String) {
    #expect(
      Self.problems("on: push\njobs:\n  a:\n    runs-on: x\n    if: \(text)\n  b: {runs-on: x}")
        == ["5:9: 'if' \(fault)"])
  }

  @Test(
    "An id and an 'if' that GitHub takes are taken",
    arguments: [
      "_a-1: {runs-on: x}", "A: {runs-on: [x]}", "a: {runs-on: {group: x}}",
      "a: {runs-on: x, if: \"failure('x') || GitHub.Actor == Inputs.x && !Vars.X\"}",
      "a: {runs-on: x, if: ''}", "a: {runs-on: x, if: ~}", "a: {runs-on: x, if: 3}",
      "a: {runs-on: x, if: \"startsWith(github.ref, 'a') || toJSON(needs) == '' || case(true, 1, 2)\"}",
    ])
  func taken(job: String) {
    let found = WorkflowFiles.checks(of: [("ci.yml", Array("on: push\njobs: {\(job)}".utf8))])
    #expect(found.problems == [] && found.checks.count == 1)
  }

  @Test("What is only too much for us may be fine for GitHub, and is said to be")
  func tooMuch() {
    let large = "on: push\njobs: {a: {runs-on: x}}\n#" + String(repeating: "x", count: 1 << 20)
    #expect(
      Self.problems(large) == [
        "1:1: the file has \(large.utf8.count) bytes, more than 1 MiB (may produce)"
      ])
    let deep =
      "on: push\njobs: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(Self.problems(deep).map { $0.hasSuffix("deep (may produce)") } == [true])
    let latin = WorkflowFiles.checks(of: [("ci.yml", Array("on: push # caf".utf8) + [0xE9, 0x0A])])
    #expect(latin.problems.map(\.mayProduce) == [true])
  }

  @Test("A byte order mark is no part of the file")
  func mark() {
    let found = WorkflowFiles.checks(of: [
      ("ci.yml", Array("\u{FEFF}on: push\njobs: {a: {runs-on: x}}".utf8))
    ]
    )
    #expect(found.problems == [] && found.checks.map(\.name.shown) == ["a"])
  }

  @Test("Aliases that multiply are refused before they take memory")
  func bomb() {
    let levels = (1...9).map { level in
      "l\(level): &l\(level) ["
        + Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ") + "]"
    }
    let bomb = (["on: push", "l0: &l0 [x, x]"] + levels + ["jobs: {a: {runs-on: x}}"]).joined(
      separator: "\n")
    #expect(
      Self.problems(bomb).map { $0.contains("values once its aliases are written out") } == [true])
    let key = bomb + "\n? *l9\n: x"
    #expect(Self.problems(key).count == 1)
    #expect(Self.problems("on: push\njobs: &j {a: *j}").count == 1)
  }

  @Test("A file of 1 MiB is read")
  func large() {
    let jobs = (0..<20_000).map {
      "  j\($0): {runs-on: x, needs: [\($0 == 0 ? "" : "j\($0 - 1)")]}"
    }
    let text = (["on: push", "jobs:"] + jobs).joined(separator: "\n")
    let found = WorkflowFiles.checks(of: [("ci.yml", Array(text.utf8))])
    #expect(found.checks.count == 20_000 && found.problems == [])
    let block =
      "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n"
      + String(repeating: "          echo '$({ env.x }}' *a &b ? !t\n", count: 25_000)
    #expect(WorkflowFiles.checks(of: [("ci.yml", Array(block.utf8))]).checks.count == 1)
  }

  @Test("Matrices that take too long to combine are left, and said to be")
  func matrices() {
    let values = (0..<100).map(String.init).joined(separator: ", ")
    let many = "{a: &v [\(values)], b: *v, c: *v, d: *v, e: *v, exclude: [{a: 1}]}"
    let excludes = (0..<3_000).map { "{a: \($0)}" }.joined(separator: ", ")
    let held = "{a: [\(values)], b: [\(values)], exclude: [\(excludes)]}"
    for matrix in [many, held] {
      let text = "on: push\njobs:\n  t: {runs-on: x, strategy: {matrix: \(matrix)}}"
      let found = WorkflowFiles.checks(of: [("ci.yml", Array(text.utf8))])
      #expect(found.checks == [])
      #expect(
        found.problems.map(\.message) == [
          "the jobs and matrices from here on are too many to look at"
        ])
      #expect(found.problems.map { $0.mayProduce && $0.line == 3 } == [true])
    }
  }

  @Test("Random bytes and cut files end in an answer")
  func random() {
    let text = Array(
      """
      on: {push: {branches: [main, '**/x']}, pull_request: }
      jobs:
        a: {runs-on: x, name: "x ${{ matrix.v || format('{0}', 1) }}", strategy: {matrix: {v: [&q 1, *q], include: [{v: 2}]}}}
        b: {uses: ./.github/workflows/ci.yml, if: "${{ always() && !(github.ref == 'x') }}", needs: [a]}
      """.utf8)
    var generator = SeededGenerator(seed: 42)
    for length in 0...text.count {
      _ = WorkflowFiles.checks(of: [("ci.yml", Array(text.prefix(length)))])
    }
    for _ in 0..<2_000 {
      var broken = text
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        broken[Int.random(in: 0..<broken.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      let found = WorkflowFiles.checks(of: [(".github/workflows/ci.yml", broken)])
      #expect(!found.problems.isEmpty || !found.workflows.isEmpty)
      #expect(found.checks.allSatisfy { $0.name.known != nil || $0.name.why != nil })
    }
  }
}
