import TestSupport
import Testing

@testable import PolicyCore

/// Lists of submodules, beside what the real git reads in them.
@Suite struct SubmoduleListTests {
  @Test(
    "Submodules' addresses are read as git-config reads them",
    arguments: [
      ("[submodule \"x\"]\n\turl = a\n", ["2 a"]),
      ("[SubModule \"x\"] ; c\r\n  URL=\"a b\" # c\r\n", ["2 a b"]),
      ("[submodule \"x\"]\nurl = a \\\n  b\n[core]\nurl = no\n", ["2 a   b"]),
      ("[submodule \"x\"]\nurl = \"a;b\"c  \nurl = \\\"q\\\\\n", ["2 a;bc", "3 \"q\\"]),
      ("# [submodule]\n\n[submodule]\nurl = no\n", []), ("[submodule \"x\"]\nurl\n", ["2 "]),
      // Git goes on behind the bracket.
      ("[submodule \"x\"] url = a\n", ["1 a"]), ("[core] [submodule \"x]y\"]url=a", ["1 a"]),
      ("[core \"]\"] a = b\n[submodule \"\"] url = a\n", ["2 a"]),
      // The old form of a subsection.
      ("[submodule.x]\nurl = a\n", ["2 a"]), ("[SUBMODULE.X] URL = a\n", ["1 a"]),
      // No comment goes on.
      ("[submodule \"x\"]\n# c \\\n url = a\n", ["3 a"]),
      ("[submodule \"x\"]\nurl = a # c \\\n url = b\n", ["2 a", "3 b"]),
      ("[submodule \"x\"]; c \\\n url = a\n", ["2 a"]),
      // Ends of files, of lines, and what precedes them.
      ("[submodule \"x\"] url = a \\", ["1 a "]), ("[submodule \"x\"]\nurl = \\\n  a\n", ["2 a"]),
      ("[submodule \"x\"]\nurl = \"\"  a \"\"\n", ["2 a "]),
      ("\u{FEFF}[submodule \"x\"]\rurl = a\r\n", ["1 a"]),
    ])
  func addresses(text: String, expected: [String]) async throws {
    let list = SubmoduleList(Array(text.utf8))
    #expect(list.flaw == nil)
    #expect(
      list.addresses.map { "\($0.line) \(String(decoding: $0.url, as: UTF8.self))" } == expected)
    #expect(try await Self.addresses(byGit: text) == list.addresses.map(\.url))
  }

  @Test(
    "What Git does not read is a flaw of its line",
    arguments: [
      ("[submodule \"x\"\n", 1), ("[submodule \"x\"]\nurl = \"a\n", 2), ("\n[a]\nurl = a\\q\n", 3),
      ("[]\nurl = a\n", 1), ("=\n", 1), ("[a]\nurl a\n", 2), ("[a]\nurl # c\n", 2),
      ("[a]\n-url = a\n", 2), ("[a \"b\" ]\n", 1), ("[a \"b\\\n\"]\n", 1), ("[a\n \"b\"]\n", 1),
    ])
  func flaws(text: String, line: Int) async throws {
    #expect(SubmoduleList(Array(text.utf8)).flaw == line)
    #expect(try await Self.addresses(byGit: text) == nil)
  }

  @Test("A value that Git would cut off at a NUL is a flaw")
  func cutOff() {
    #expect(SubmoduleList(Array("[submodule \"x\"]\nurl = a\0.git\n".utf8)).flaw == 2)
  }

  @Test("Files made at random are read as git reads them")
  func randomFiles() async throws {
    var generator = SeededGenerator(seed: 20_261_121)
    var (read, flawed) = (0, 0)
    for _ in 0..<160 {
      let text = Self.file(&generator)
      let list = SubmoduleList(Array(text.utf8))
      let told = try await Self.addresses(byGit: text)
      #expect(
        told.map { $0.map(Self.plain) }
          == (list.flaw == nil ? list.addresses.map { Self.plain($0.url) } : nil),
        "\(text.debugDescription)")
      if let told, !told.isEmpty { read += 1 }
      if told == nil { flawed += 1 }
    }
    #expect(read > 10 && flawed > 50)
  }

  /// The addresses that git itself tells of such a file; `nil` where it does not read it.
  private static func addresses(byGit text: String) async throws -> [[UInt8]]? {
    let folder = try TemporaryFolder()
    let told = try await Program.run(
      "git", ["config", "--file", "-", "--list", "-z"], in: folder.path, input: Array(text.utf8))
    guard told.status == 0 else { return nil }
    return told.output.split(separator: 0).compactMap { setting in
      let key = setting.prefix { $0 != UInt8(ascii: "\n") }
      let isAddress =
        key.starts(with: "submodule.".utf8) && key.suffix(4).elementsEqual(".url".utf8)
        && key.count > "submodule.url".utf8.count
      return isAddress ? Array(setting.dropFirst(key.count + 1)) : nil
    }
  }

  /// Old versions of git make a space of each blank within a value.
  private static func plain(_ url: [UInt8]) -> [UInt8] { url.map { $0 == 9 || $0 == 13 ? 32 : $0 } }

  private static func file(_ generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      for part in parts { text += part.randomElement(using: &generator) ?? "" }
    }
    return text
  }

  /// What a line is made of, one after the other.
  private static let parts = [
    [
      "[submodule \"x\"]", "[submodule \"a]b\"]", "[submodule \"q\\\"\\\\\"]", "[submodule.x]",
      "[SubModule\t \"X\"]", "[submodule]", "[core]", "", "", "", "", " ", "# c", "; c \\", "[a",
    ],
    [
      "", "url = a", " URL=b # c", "\tpath = p", " url", " url = \"a;b\" c", "url = a \"b", "u-r",
      " url =  \\\"q\\t\\\\ \\\n d", "url = a\\", " [core] url = a",
    ],
    ["", "", "", "", " ", "\\", " \\", " # c \\", "\"", " x"],
    ["\n", "\n", "\n", "\r\n", "\r", ""],
  ]
}
