import PolicyCore
import Testing

@Suite("Command lines of gates")
struct GateCommandTests {
  @Test(
    "A line becomes the words that a shell would make of it",
    arguments: [
      ("black --check .", ["black", "--check", "."]), ("  a\t b  ", ["a", "b"]),
      ("sh -c 'a | b && c > $d'", ["sh", "-c", "a | b && c > $d"]),
      (#"a "b 'c' \"d\" \\ \x""#, ["a", #"b 'c' "d" \ \x"#]), (#"a\ b \' \\"#, ["a b", "'", "\\"]),
      ("a ''  \"\"", ["a", "", ""]), ("a'b'\"c\"d", ["abcd"]),
      ("a b=c --x=y~z a#b", ["a", "b=c", "--x=y~z", "a#b"]),
      ("a '*' \\*", ["a", "*", "*"]), ("a \\\nb", ["a", "b"]), ("é 'ü ñ'", ["é", "ü ñ"]),
    ])
  func parts(line: String, words: [String]) throws {
    #expect(try GateCommand.words(line) == words)
  }

  @Test(
    "What only a shell can do is refused, with the cure",
    arguments: [
      "a | b", "a && b", "a; b", "a > b", "a < b", "(a)", "a &", "a\nb", "a $B", "a `b`",
      "a \"$B\"", "a \"`b`\"", "a *.py", "a b?", "a [b]", "~/a", "a ~", "a # b", "A=1 b", "a 'b",
      "a \"b", "a \\", "", "  ", "''", "a \u{0}",
    ])
  func refuses(line: String) {
    let failure = #expect(throws: GateCommand.Failure.self) { try GateCommand.words(line) }
    #expect(failure?.help.isEmpty == false)
  }
}
