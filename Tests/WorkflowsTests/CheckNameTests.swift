import PolicyCore
import Testing
import Workflows

/// The names under which jobs show up.
@Suite struct CheckNameTests {
  /// The names that a workflow's jobs make; `jobs` is what stands below `jobs:`.
  static func names(_ jobs: String, others: [(String, String)] = []) -> [String] {
    checks(jobs, others: others).checks.map(\.name.shown)
  }

  static func checks(
    _ jobs: String, trigger: String = "push", others: [(String, String)] = []
  ) -> WorkflowChecks {
    let main = "on: \(trigger)\njobs:\n" + jobs.split(separator: "\n").map { "  \($0)\n" }.joined()
    return WorkflowFiles.checks(
      of: [(".github/workflows/ci.yml", Array(main.utf8))]
        + others.map { (".github/workflows/\($0.0)", Array($0.1.utf8)) })
  }

  @Test(
    "A job's check is named as GitHub names it",
    arguments: [
      ("build: {runs-on: x}", ["build"]),
      ("build: {name: Build it, runs-on: x}", ["Build it"]),
      ("build: {name: '', runs-on: x}", ["build"]),
      ("build: {name: 3.10, runs-on: x}", ["3.1"]),
      ("t: {runs-on: x, strategy: {matrix: {v: [3.9, 3.10]}}}", ["t (3.9)", "t (3.1)"]),
      ("t: {runs-on: x, strategy: {matrix: {v: ['3.9', '3.10']}}}", ["t (3.9)", "t (3.10)"]),
      ("t: {runs-on: x, strategy: {matrix: {v: [!!str 3.10, 3.10]}}}", ["t (3.10)", "t (3.1)"]),
      (
        "t: {runs-on: x, strategy: {matrix: {v: [1.0, 1e3, 0x10, 0o10, 08, 1_000, 12.x]}}}",
        ["t (1)", "t (1000)", "t (16)", "t (8)", "t (8)", "t (1_000)", "t (12.x)"]
      ),
      (
        "t: {runs-on: x, strategy: {matrix: {v: [on, yes, true, False, ~, '']}}}",
        ["t (on)", "t (yes)", "t (true)", "t (false)", "t", "t"]
      ),
      (
        "t: {runs-on: x, strategy: {matrix: {a: [1, 2], b: [x, y]}}}",
        ["t (1, x)", "t (1, y)", "t (2, x)", "t (2, y)"]
      ),
      (
        "t: {runs-on: x, strategy: {matrix: {o: [{n: a, m: {k: 1}}, {n: b}]}}}",
        ["t (a, 1)", "t (b)"]
      ),
      ("t: {runs-on: x, name: Test, strategy: {matrix: {v: ['1.25']}}}", ["Test (1.25)"]),
      (
        "t: {runs-on: x, name: 'Test ${{ matrix.v }}', strategy: {matrix: {v: [a, b]}}}",
        ["Test a", "Test b"]
      ),
      ("t: {runs-on: x, name: '${{ matrix.none }}', strategy: {matrix: {v: [a]}}}", ["t (a)"]),
      (
        "t: {runs-on: x, name: \"${{ format('{0}-{1}', matrix.v, 'x') }}\", strategy: {matrix: {v: [a]}}}",
        ["a-x"]
      ),
      (
        "t: {runs-on: x, name: \"${{ matrix.v == 'A' && 'yes' || 'no' }}\", strategy: {matrix: {v: [a, b]}}}",
        ["yes", "no"]
      ),
      (
        "t: {runs-on: x, strategy: {matrix: {v: \"${{ fromJSON('[1, \\\"b\\\"]') }}\"}}}",
        ["t (1)", "t (b)"]
      ),
      (
        "t: {runs-on: x, name: \"${{ strategy.job-index }} of ${{ strategy.job-total }}\", strategy: {matrix: {v: [a, b]}}}",
        ["0 of 2", "1 of 2"]
      ),
      ("t: {runs-on: x, name: 'x ${{ github.ref }}'}", ["x ${{ github.ref }}"]),
      (
        "t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(needs.a.outputs.v) }}'}}}",
        ["t (${{ fromJSON(needs.a.outputs.v) }})"]
      ),
    ] as [(String, [String])])
  func named(jobs: String, names: [String]) {
    #expect(Self.names(jobs) == names)
    #expect(Self.checks(jobs).problems == [])
  }

  @Test("A name of more than 100 characters loses its end")
  func long() {
    let value = String(repeating: "v", count: 97)
    #expect(
      Self.names("t: {runs-on: x, strategy: {matrix: {v: [\(value)]}}}") == [
        "t (" + value.prefix(94) + "..."
      ])
    let fits = String(repeating: "v", count: 96)
    #expect(Self.names("t: {runs-on: x, strategy: {matrix: {v: [\(fits)]}}}") == ["t (\(fits))"])
  }

  @Test(
    "include and exclude are applied in GitHub's order",
    arguments: [
      ("{os: [l, w], v: [1, 2], exclude: [{os: w, v: 1}]}", ["l, 1", "l, 2", "w, 2"]),
      ("{os: [l, w], v: [1, 2], exclude: [{os: w}]}", ["l, 1", "l, 2"]),
      ("{os: [l, w], include: [{os: l, x: 9}]}", ["l", "w"]),
      ("{os: [l, w], include: [{os: m, x: 9}]}", ["l", "w", "m, 9"]),
      ("{os: [l, w], include: [{x: 9}]}", ["l", "w"]),
      ("{os: [l], exclude: [{os: l}], include: [{os: l, x: 9}]}", ["l, 9"]),
      ("{include: [{a: 1, b: 2}, {b: 3}]}", ["1, 2", "3"]),
      ("{v: [12], include: [{v: '12', x: 1}]}", ["12"]),
      ("{v: [a], include: [{v: A, x: 1}]}", ["a"]),
      ("{o: [{n: 1, m: 2}, {n: 3}], exclude: [{o: {n: 1}}]}", ["3"]),
      ("{v: [true, ''], exclude: [{v: 1}]}", [""]),
      ("{V: [a], include: [{v: a, x: 1}]}", ["a"]),
      // docs.github.com, "Running variations of jobs in a workflow": "Expanding or adding matrix
      // configurations".
      (
        "{fruit: [apple, pear], animal: [cat, dog], include: [{color: green}, {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana}, {fruit: banana, animal: cat}]}",
        ["apple, cat", "apple, dog", "pear, cat", "pear, dog", "banana", "banana, cat"]
      ),
    ] as [(String, [String])])
  func combined(matrix: String, legs: [String]) {
    let checks = Self.checks("t: {runs-on: x, strategy: {matrix: \(matrix)}}")
    #expect(checks.checks.map(\.leg) == legs)
    #expect(checks.checks.map(\.name.shown) == legs.map { $0.isEmpty ? "t" : "t (\($0))" })
  }

  @Test("What include adds is there for names")
  func extras() {
    #expect(
      Self.names(
        """
        t:
          runs-on: x
          name: ${{ matrix.fruit }} ${{ matrix.animal }} ${{ matrix.color }} ${{ matrix.shape }}
          strategy:
            matrix:
              fruit: [apple, pear]
              animal: [cat, dog]
              include: [{color: green}, {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana}, {fruit: banana, animal: cat}]
        """) == [
          "apple cat pink circle", "apple dog green circle", "pear cat pink ", "pear dog green ",
          "banana   ", "banana cat  ",
        ])
  }

  @Test(
    "A matrix that GitHub refuses is a problem at its place",
    arguments: [
      ("{v: []}", "'v' has no values"),
      ("{}", "the matrix has neither a key with values nor an 'include'"),
      ("{v: x}", "'v' is no list"),
      ("{v: [1], exclude: [{w: 1}]}", "'exclude' names 'w', which the matrix lacks"),
      ("{v: [1], include: [x]}", "an entry of 'include' is no mapping with values"),
      ("[a]", "the matrix is no mapping"),
    ])
  func refused(matrix: String, message: String) {
    let checks = Self.checks("t:\n  runs-on: x\n  strategy:\n    matrix: \(matrix)")
    #expect(checks.checks == [])
    #expect(
      checks.problems == [
        WorkflowChecks.Problem(
          path: ".github/workflows/ci.yml", line: 6, column: 15, message: message, mayProduce: false
        )
      ])
  }

  @Test("A matrix has 256 combinations at most", arguments: [(256, true), (257, false)])
  func combinations(count: Int, isTaken: Bool) {
    let values = (0..<count).map(String.init).joined(separator: ",")
    let checks = Self.checks(
      "t: {runs-on: x, strategy: {matrix: {v: [\(values)]}}}\nother: {runs-on: x}")
    #expect(checks.checks.count == (isTaken ? count : 0) + 1)
    #expect(checks.problems.isEmpty == isTaken)
    let wide = (0..<20).map { "k\($0): [1,2,3,4,5,6,7,8,9,0]" }.joined(separator: ", ")
    #expect(
      Self.checks("t: {runs-on: x, strategy: {matrix: {\(wide)}}}").problems.map(\.message) == [
        "the matrix has at least 1000 combinations, more than 256"
      ])
  }

  @Test("Combinations that exclude takes away do not count")
  func excludedCombinations() {
    let values = (0..<20).map(String.init).joined(separator: ",")
    let excludes = (0..<20).map { "{a: \($0), b: 0}" }.joined(separator: ", ")
    let matrix = "{a: [\(values)], b: [0, \(values)], exclude: [\(excludes)]}"
    // 20 times 21, less two values of b for each a.
    #expect(
      Self.checks("t: {runs-on: x, strategy: {matrix: \(matrix)}}").problems.map(\.message) == [
        "the matrix has 380 combinations, more than 256"
      ])
  }

  @Test(
    "What of a matrix only a run can tell stays open, and the rest is known",
    arguments: [
      ("{os: [l, '${{ inputs.os }}']}", ["t (l)", "t (${{ inputs.os }})"]),
      (
        "{os: [l, w], v: '${{ fromJSON(vars.V) }}'}",
        [
          "t (l, ${{ fromJSON(vars.V) }})", "t (w, ${{ fromJSON(vars.V) }})",
        ]
      ),
      (
        "{os: [l, w], v: '${{ fromJSON(vars.V) }}', exclude: [{os: w}]}",
        [
          "t (l, ${{ fromJSON(vars.V) }})"
        ]
      ),
      // Whether the combination is taken away nobody can tell.
      ("{v: '${{ fromJSON(vars.V) }}', exclude: [{v: w}]}", ["t (${{ fromJSON(vars.V) }})"]),
      ("{os: [l], include: '${{ fromJSON(vars.V) }}'}", ["t (${{ fromJSON(vars.V) }})"]),
      ("'${{ fromJSON(vars.V) }}'", ["t (${{ fromJSON(vars.V) }})"]),
    ] as [(String, [String])])
  func openMatrix(matrix: String, names: [String]) {
    let found = Self.checks(
      "t: {runs-on: x, strategy: {matrix: \(matrix)}}", trigger: "workflow_dispatch")
    #expect(found.checks.map(\.name.shown) == names)
    #expect(found.checks.allSatisfy { ($0.name.why != nil) == $0.name.shown.contains("${{") })
  }

  @Test(
    "A name that is open in part can be what fits its known parts",
    arguments: [
      ("t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}}", "t (3.10)", true),
      ("t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}}", "t (3.10, x)", true),
      ("t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}}", "test (3.10)", false),
      ("t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}}", "t (3.10", false),
      (
        "t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}}",
        "t (" + String(repeating: "v", count: 94) + "...", true
      ),
      // What comes to nothing is left out of the name.
      ("t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}}", "t", true),
      ("t: {runs-on: x, strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}}", "t ()", false),
      ("t: {runs-on: x, strategy: {matrix: '${{ fromJSON(vars.V) }}'}}", "t", true),
      ("t: {runs-on: x, strategy: {matrix: {v: ['x${{ vars.V }}']}}}", "t", false),
      ("t: {runs-on: x, strategy: {matrix: {v: ['${{ vars.V }}x']}}}", "t (x)", true),
      ("t: {runs-on: x, name: 't (${{ vars.V }})'}", "t", false),
      ("t: {runs-on: x, name: T, strategy: {matrix: {v: ['${{ vars.V }}']}}}", "T", true),
      (two, "t (l)", true), (two, "t (l, 1)", true), (two, "t (l, 1, 2)", true),
      (two, "t (w)", false), (two, "t (1, l)", false), (two, "t", false), (two, "t (l, )", false),
      (three, "t (l)", true), (three, "t (1, l)", true), (three, "t (l, 1)", true),
      (three, "t (1, l, 2)", true), (three, "t (1, 2)", false), (three, "t (, l)", false),
      ("t: {runs-on: x, name: 'a ${{ vars.X }} b ${{ vars.Y }} c'}", "a 1 b 2 c", true),
      ("t: {runs-on: x, name: 'a ${{ vars.X }} b ${{ vars.Y }} c'}", "a 1 c", false),
      ("t: {runs-on: x, name: '${{ vars.X }}'}", "anything", true),
      ("t: {runs-on: x, name: Caf\u{E9}}", "Caf\u{E9}", true),
      // The same letter in another encoding is another name.
      ("t: {runs-on: x, name: Caf\u{E9}}", "Cafe\u{301}", false),
    ])
  func mayBe(job: String, context: String, isPossible: Bool) {
    #expect(Self.checks(job).checks.map { $0.name.mayBe(context) } == [isPossible])
  }

  private static let two =
    "t: {runs-on: x, strategy: {matrix: {os: [l], v: '${{ fromJSON(vars.V) }}'}}}"
  private static let three =
    "t: {runs-on: x, strategy: {matrix: {a: ['${{ vars.A }}'], os: [l], b: ['${{ vars.B }}']}}}"

  @Test("What GitHub makes of a long name from an expression is open behind its beginning")
  func longEvaluated() {
    let long = String(repeating: "v", count: 101)
    let check = Self.checks(
      "t: {runs-on: x, name: '${{ matrix.v }}', strategy: {matrix: {v: [\(long)]}}}"
    )
    .checks
    #expect(check.map { $0.name.mayBe(long) } == [true])
    #expect(check.map { $0.name.mayBe(long.prefix(97) + "...") } == [true])
    #expect(check.map { $0.name.mayBe("vv") } == [false])
  }

  @Test("Emoji, quotes, newlines and colons stand in names as they are")
  func strange() {
    #expect(
      Self.names("t:\n  runs-on: x\n  name: \"🚀 \\\"a\\\" 'b' ::error::\\n%0A\"") == [
        "🚀 \"a\" 'b' ::error::\n%0A"
      ])
    #expect(
      Self.names("t: {runs-on: x, strategy: {matrix: {v: ['👩‍🔬, x', \"a\\nb\"]}}}") == [
        "t (👩‍🔬, x)", "t (a\nb)",
      ])
    let rockets = String(repeating: "🚀", count: 60)
    // Two UTF-16 units each: the cut goes through the 49th.
    let cut = Self.names("t: {runs-on: x, name: \(rockets)}")
    #expect(cut.map(\.utf16.count) == [100])
    #expect(cut[0].hasPrefix(String(repeating: "🚀", count: 48)) && cut[0].hasSuffix("..."))
  }
}
