import PolicyCore
import TestSupport
import Testing
import Workflows

/// Files as hard as public ones are, and what becomes of them when somebody slips: each ends in an
/// answer.
@Suite struct HardWorkflowTests {
  private static let texts = [
    // Anchors, merges, folded and literal blocks, quotes of both kinds.
    """
    name: &n "a: b # c"
    on: {push: {branches: &b [main, 'release/**', '!release/old']}, pull_request: {branches: *b}}
    jobs:
      one: &job
        runs-on: [self-hosted, "${{ matrix.os || 'l' }}"]
        name: >-
          long ${{ matrix.os }}
          name
        strategy: {matrix: {os: [l, w], v: [3.10, '3.10', 010, 0x1F, 1e3, ~, ""]}}
        steps:
          - run: |
              echo "${{ toJSON(github.event) }}" && cat <<'EOF'
              EOF
      two: {needs: [one], runs-on: x, if: "${{ !cancelled() && needs.one.result != 'failure' }}"}
    """,
    // Calls within calls, with a matrix handed on.
    """
    on: {pull_request: , workflow_call: {inputs: {os: {type: string, default: l}}}}
    jobs:
      call:
        strategy: {matrix: {include: [{os: l}, {os: w, extra: [1, {a: b}]}]}}
        uses: ./.github/workflows/1.yml
        with: {os: '${{ matrix.os }}'}
      far: {uses: o/r/.github/workflows/w.yml@v1, secrets: inherit}
      gate: {needs: [call, far], if: always(), runs-on: x}
    """,
    // Expressions of every kind.
    """
    on: [push, pull_request, merge_group, schedule]
    jobs:
      a:
        runs-on: x
        name: ${{ format('{0}-{{x}}-{1}', github.event_name, join(fromJSON('[1,"b",null]'), '/')) }}
        if: >
          (github.event_name == 'push' || contains(github.event.pull_request.labels.*.name, 'ci'))
          && startsWith(github.ref, 'refs/') && !endsWith(github.head_ref, '[bot]')
          && (inputs.x > -1.5e3 || vars['Y'] == Infinity)
        outputs: {o: "${{ case(true, 'y', 'n') }}"}
      b: {needs: a, runs-on: x, if: "contains(needs.*.result, 'success') && needs['a'].outputs.o"}
      c: {needs: b, runs-on: x, if: "always() && needs.a.outputs.o == 'y' && !failure()"}
    """,
    // Excludes, includes, objects, more combinations than GitHub takes.
    """
    on: pull_request
    jobs:
      m:
        runs-on: ${{ matrix.run.on }}
        strategy:
          max-parallel: 2
          matrix:
            run: [{on: l, with: {a: 1}}, {on: w}]
            v: [1, 1.0, "1", true]
            exclude: [{run: {on: w}, v: 1}]
            include: [{v: 1, more: x}, {run: {on: z}}, {only: this}]
      n: {runs-on: x, strategy: {matrix: {a: [1,2,3,4,5,6,7], b: [1,2,3,4,5,6,7], c: [1,2,3,4,5,6]}}}
      o: {runs-on: x, strategy: {matrix: "${{ fromJSON(vars.MATRIX) }}"}}
      "p": {runs-on: x, name: "🚀 ::error:: ${{ matrix.x }}\\n\\t\\u0007", continue-on-error: true}
    """,
  ]

  private static func check(_ files: [(path: String, text: [UInt8])]) {
    let found = WorkflowFiles.checks(of: files)
    #expect(!found.problems.isEmpty || found.workflows.count == files.count)
    #expect(found.problems.allSatisfy { !$0.message.isEmpty && $0.line > 0 && $0.column > 0 })
    #expect(found.checks.allSatisfy { $0.name.known != nil || $0.name.why != nil })
  }

  private static func path(_ number: Int) -> String { ".github/workflows/\(number).yml" }

  @Test("They are read whole")
  func whole() {
    let files = Self.texts.enumerated().map { (path: Self.path($0), text: Array($1.utf8)) }
    let found = WorkflowFiles.checks(of: files)
    #expect(
      found.problems.map(\.message) == [
        "calls '.github/workflows/1.yml' within itself",
        "the matrix has at least 294 combinations, more than 256",
      ])
    #expect(found.checks.count > 20)
  }

  @Test("Lines that are lost, doubled, swapped, moved in or cut end in an answer", arguments: 0..<8)
  func slips(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let files = Self.texts.enumerated().map { number, text in
        (path: Self.path(number), text: Array(Self.slipped(text, &generator).utf8))
      }
      Self.check(files)
    }
  }

  private static func slipped(_ text: String, _ generator: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0...Int.random(in: 0..<3, using: &generator) {
      let (one, other) = (
        Int.random(in: 0..<lines.count, using: &generator),
        Int.random(in: 0..<lines.count, using: &generator)
      )
      switch Int.random(in: 0..<6, using: &generator) {
      case 0 where lines.count > 1: lines.remove(at: one)
      case 1: lines.insert(lines[one], at: other)
      case 2: lines.swapAt(one, other)
      case 3: lines[one] = "  " + lines[one]
      case 4:
        lines[one] = String(
          lines[one].prefix(Int.random(in: 0...lines[one].count, using: &generator)))
      default: lines[one].append(["'", "\"", "{", "]", ": ", "${{", "}}", "*n", "&n"][one % 9])
      }
    }
    return lines.joined(separator: "\n")
  }
}
