import PolicyCore
import Testing
import Workflows

/// Expressions, as they stand in a name.
@Suite struct ExpressionTests {
  private static func name(_ expression: String) -> CheckName? {
    let quoted = expression.replacing("\"", with: "\\\"")
    return CheckNameTests.checks(
      "t: {runs-on: x, name: \"<${{ \(quoted) }}>\", strategy: {matrix: {v: [{n: 1, l: [a, b], E: x}]}}}"
    ).checks.first?.name
  }

  // docs.github.com, "Evaluate expressions in workflows and actions"; actions/runner,
  // src/Sdk/Expressions.
  @Test(
    "An expression comes to what GitHub makes of it",
    arguments: [
      ("1", "1"), ("-2.50", "-2.5"), ("0xff", "255"), ("0o17", "15"), ("1e3", "1000"),
      ("1e20", "1E+20"), ("0.00001", "1E-05"), ("0.0001", "0.0001"), (".5", "0.5"), ("+1", "1"),
      ("0.1234567890123456789", "0.123456789012346"),
      ("123456789012345678", "1.23456789012346E+17"),
      ("Infinity", "Infinity"), ("-Infinity", "-Infinity"), ("NaN", "NaN"),
      ("null", ""), ("true", "true"), ("'it''s'", "it's"), ("''", ""), ("'}}'", "}}"),
      ("'a' == 'A'", "true"), ("'é' == 'É'", "true"), ("'ß' == 'SS'", "false"),
      ("'e\u{301}' == '\u{E9}'", "false"),
      ("'ä' < 'b'", "false"), ("1 == '1'", "true"), ("'' == 0", "true"),
      ("null == 0", "true"), ("true == 1", "true"), ("'true' == true", "false"),
      ("NaN == NaN", "false"),
      ("'x' == 0", "false"), ("'0x10' == 16", "true"), ("'inf' == Infinity", "false"),
      ("' 3 ' == 3", "true"),
      ("matrix.v == matrix.v.l", "false"), ("'a' < 'B'", "true"), ("2 >= '10'", "false"),
      ("'2' >= '10'", "true"),
      ("1 < 'x'", "false"), ("!''", "true"), ("!!'a'", "true"), ("!1 == false", "true"),
      ("1 == 1 == true", "true"),
      ("1 < 2 == true", "true"), ("'a' && 'b'", "b"), ("'' && 'b'", ""), ("'' || 'b'", "b"),
      ("0 || null", ""),
      ("true || false && false", "true"), ("(true || false) && false", "false"),
      ("matrix.v.n", "1"), ("matrix.v['n']", "1"), ("MATRIX.V.e", "x"), ("matrix.v.l[1]", "b"),
      ("matrix.v.l[2]", ""), ("matrix.v.l['0']", "a"), ("matrix.v.l[-1]", ""),
      ("matrix.none.deep.er", ""),
      ("join(matrix.v.l)", "a,b"), ("join(matrix.v.l, '-')", "a-b"), ("join('x', '-')", "x"),
      ("join(matrix.v.*, '|')", "1|Array|x"), ("join(matrix.v.l.*, '|')", "a|b"),
      ("contains('Hello', 'ELL')", "true"), ("contains(matrix.v.l, 'B')", "true"),
      ("contains(matrix.v.l, 'c')", "false"),
      ("contains('abc', '')", "true"), ("contains(matrix.v, 'n')", "false"),
      ("startsWith('Hello', 'he')", "true"), ("endsWith('Hello', 'LO')", "true"),
      ("endsWith('o', 'lo')", "false"),
      ("startsWith(12, 1)", "true"), ("format('{0} {1} {0}', 1, 'x')", "1 x 1"),
      ("format('{{{0}}}', 1)", "{1}"),
      ("fromJSON('{\"a\": [1, \"x\", null, true]}').a[1]", "x"), ("fromJSON('3.10')", "3.1"),
      ("fromJSON('\"3.10\"')", "3.10"),
      ("toJSON(matrix.v.l)", "[\n  \"a\",\n  \"b\"\n]"), ("toJson(null)", "null"),
      (
        "toJSON(fromJSON('{\"a\": {}, \"b\": [true]}'))",
        "{\n  \"a\": {},\n  \"b\": [\n    true\n  ]\n}"
      ),
      ("case(false, 'a', true, 'b', 'c')", "b"), ("case(false, 'a', 'c')", "c"),
      ("strategy.fail-fast", "true"), ("strategy.job-total", "1"), ("strategy.max-parallel", "1"),
    ])
  func values(expression: String, text: String) {
    #expect(Self.name(expression)?.known == "<\(text)>", "\(Self.name(expression)?.shown ?? "")")
  }

  @Test(
    "What only a run can tell is said, with the expression",
    arguments: [
      ("github.ref", "only the event tells it"),
      ("needs.a.outputs.b", "only the jobs before it tell it"),
      ("vars.X || 'a'", "the repository or its owner keeps the variable"),
      ("format('{0}', github.sha)", "only the event tells it"),
      ("fromJSON('{a')", "'fromjson()' cannot be told from these arguments"),
      ("fromJSON('x')", "'fromjson()' cannot be told from these arguments"),
      ("format('{1}', 1)", "'format()' cannot be told from these arguments"),
      ("format('{', 1)", "'format()' cannot be told from these arguments"),
      ("case('a', 'b', 'c')", "a condition of 'case()' is neither true nor false"),
    ])
  func unknown(expression: String, why: String) {
    #expect(Self.name(expression)?.why == "${{ \(expression) }}: \(why)")
    #expect(Self.name(expression)?.shown == "<${{ \(expression) }}>")
  }

  private static func fault(_ expression: String) -> String? {
    let found = CheckNameTests.checks("t: {runs-on: x, name: \"<${{ \(expression) }}>\"}")
    #expect(found.checks == [])
    return found.problems.first?.message
  }

  @Test(
    "What is no expression of a name is refused with the whole file",
    arguments: ["1 +", "a b", "()", "f(,)", "a..b", "1x", "$", "$x", "a[1", "a.", "!"])
  func refused(expression: String) {
    #expect(Self.fault(expression) == "'name' is no expression: \(expression)")
  }

  @Test("A context or a function that no name may have is refused", arguments: ["env.X", "X"])
  func strange(expression: String) {
    #expect(
      Self.fault(expression)?.hasPrefix("'name' names '\(expression.prefix { $0 != "." })'") == true
    )
    #expect(
      Self.fault("hashFiles('x')") == "'name' calls 'hashFiles()', which is no function there")
  }

  @Test("A text as an expression is text")
  func literals() {
    #expect(
      CheckNameTests.names("t: {runs-on: x, name: \"${{ 'Test' }}\", strategy: {matrix: {v: [1]}}}")
        == [
          "Test (1)"
        ])
  }

  @Test("A text that doubles with each step is not made")
  func doubling() {
    let expression = (0..<24).reduce("'A'") { text, _ in "format('{0}{0}', \(text))" }
    #expect(Self.name(expression)?.why?.hasSuffix(": 'format()' makes too long a text") == true)
  }

  @Test("A long list is not written out, and a text as long as that is no value")
  func longLists() {
    let list = "fromJSON('[\(Array(repeating: "1", count: 3_000).joined(separator: ","))]')"
    let separator = String(repeating: "x", count: 10)
    #expect(
      Self.name("join(\(list), '\(separator)')")?.why?.hasSuffix(
        ": 'join()' makes too long a text") == true)
    #expect(
      Self.name("contains(join(\(list)), '1,1')")?.known == "<true>")
  }

  @Test("Deep and long expressions come to an end")
  func long() {
    func isRefused(_ text: String) -> Bool {
      Self.fault(text)?.hasPrefix("'name' is no expression: ") == true
    }
    let deep = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
    #expect(isRefused(deep))
    let nots = String(repeating: "!", count: 20_000) + "true"
    #expect(isRefused(nots))
    let chain = "github" + String(repeating: ".a", count: 10_000)
    #expect(isRefused(chain))
    let equals = "1" + String(repeating: " == 1", count: 4_000)
    #expect(isRefused(equals))
    let sum = Array(repeating: "1 == 1", count: 2_000).joined(separator: " && ")
    #expect(Self.name(sum)?.known == "<true>")
  }
}
