import PolicyCore
import PolicyFile
import Testing

/// Files made to hang or crash what reads them. A hang is a test that never ends.
@Suite("Hostile files")
struct BombTests {
  static let laughs = (1...9).reduce("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n") { text, level in
    let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
    return text + "a\(level): &a\(level) [\(items)]\n"
  }

  static let cases: [(key: String, value: String)] = [
    ("aliases that double nine times", laughs),
    ("aliases that double, in a key", laughs + "? [*a9]\n: x\n"),
    ("aliases that double, as a key", laughs + "*a9 : x\n"),
    (
      "aliases that double, in two equal keys",
      laughs + "z: {? [*a9, *a9]\n: x, ? [*a9, *a9]\n: y}\n"
    ),
    ("lists in lists", String(repeating: "[", count: 100_000)),
    ("mappings in mappings", String(repeating: "{a: ", count: 100_000)),
    ("closed lists", String(repeating: "[", count: 900) + String(repeating: "]", count: 900)),
    ("lists in blocks", String(repeating: "- ", count: 100_000)),
    ("keys in keys", String(repeating: "? ", count: 150_000)),
    (
      "keys in keys over a long list",
      String(repeating: "{? ", count: 30) + "[" + String(repeating: "a,", count: 20_000) + "]"
        + String(repeating: "}", count: 30)
    ),
    ("many values", "a: [" + String(repeating: "a,", count: 150_000) + "]"),
    ("many anchors", (0..<30_000).map { "a\($0): &b\($0) x\n" }.joined()),
    ("many aliases", "a: &a x\nb: [" + String(repeating: "*a,", count: 200_000) + "]"),
    ("one long key", String(repeating: "a", count: 300_000)),
    ("one long quoted value", "a: \"" + String(repeating: "\\u00e9", count: 40_000)),
    ("open quotes", "mode: '" + String(repeating: "\n", count: 300_000)),
    ("stars", String(repeating: "*", count: 300_000)),
    ("equal keys", String(repeating: "a: 1\n", count: 20_000)),
    ("many pairs of equal keys", (0..<5_000).map { "a\($0): 1\na\($0): 1\n" }.joined()),
    ("many unknown keys", (0..<20_000).map { "a\($0): 1\n" }.joined()),
    (
      "a glob that backtracks",
      "version: 1\nbranches: {b: {}, '\(String(repeating: "*a", count: 20_000))': {frm: b}}"
    ),
    (
      "a regular expression that grows",
      "version: 1\ncommits: {pattern: '((a{1000}){1000}){1000}'}"
    ),
    ("2 MiB", "version: 1\n" + String(repeating: "# a comment\n", count: 200_000)),
    (
      "all private characters",
      String(String.UnicodeScalarView((0xE000...0xF8FF).compactMap(Unicode.Scalar.init)))
    ),
  ]

  @Test("A hostile file ends in an error within the file", arguments: cases.map(\.key))
  func ends(name: String) throws {
    let yaml = try #require(Self.cases.first { $0.key == name }).value
    let error = #expect(throws: PolicyFileError.self) { try PolicyFile.parse(yaml, name: "p.yml") }
    let said = error?.problems.map { $0.message + ($0.help ?? "") }.joined() ?? ""
    #expect(!said.contains("yaml_") && !said.contains("()"), "\(said)")
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).count
    for problem in error?.problems ?? [] { #expect((1...lines).contains(problem.line)) }
  }

  @Test("A file that is not UTF-8 says where")
  func notUTF8() {
    let text = Array("version: 1\nmode: ".utf8) + [0xFF, 0xFE]
    let error = #expect(throws: PolicyFileError.self) {
      try PolicyFile.parse(text, name: "p.yml") { _ throws(PolicyFileError) in [] }
    }
    #expect(error?.description == "p.yml:2:7: the file is not UTF-8; save it as UTF-8")
  }

  @Test("An alias stands for what it names")
  func aliases() throws {
    let policy = try PolicyFile.parse(
      """
      version: 1
      branches:
        main: {}
        a-*: &topic {from: &m main, into: [*m]}
        "*b-*": *topic
      """, name: "p.yml")
    #expect(policy.kinds.map(\.name) == ["main", "a-*", "*b-*"])
    #expect(policy.kinds[2].into == ["main"])
  }

  @Test("Stars and the characters that stand in for them stay what they are")
  func stars() throws {
    let policy = try PolicyFile.parse(
      """
      version: 1
      branches:
        "\\ue000-*-\\U0000E001": {}
        '\u{E002}': {}
        a*: {}
      """, name: "p.yml")
    #expect(policy.kinds.map(\.name) == ["\u{E000}-*-\u{E001}", "\u{E002}", "a*"])
  }
}
