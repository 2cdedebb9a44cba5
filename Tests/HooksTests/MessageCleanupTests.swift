import GitModel
import TestSupport
import Testing

@testable import Hooks

@Suite("What becomes of a written message")
struct MessageCleanupTests {
  private static let lines = [
    "", "", " ", "Sell", "Sell the house  ", "# a comment", " # none", "\tx", "#", ";; y", "\u{c}",
  ]

  private static let messages = {
    var random = SeededGenerator(seed: 61)
    return (0..<120).map { _ in
      (0..<Int.random(in: 0...9, using: &random)).compactMap { _ in
        lines.randomElement(using: &random)
      }.joined(separator: "\n")
    }
  }()

  @Test("White space and comments go as git stripspace takes them away")
  func stripspace() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    for message in Self.messages {
      let bytes = Array(message.utf8)
      let spaces = try await Git.run(["stripspace"], in: folder.path, input: bytes)
      #expect(MessageCleanup(.whitespace).stored(bytes) == spaces.output, "\(message)")
      let comments = try await Git.run(["stripspace", "-s"], in: folder.path, input: bytes)
      #expect(MessageCleanup(.strip).stored(bytes) == comments.output, "\(message)")
      #expect(MessageCleanup(.verbatim).stored(bytes) == bytes)
    }
  }

  @Test("What stands behind the line that cuts is no part of the message")
  func scissors() {
    let cut = "Sell\n\n# kept\n# ------------------------ >8 ------------------------\ndiff --git\n"
    func stored(_ mode: MessageCleanup.Mode, _ text: String, mark: [UInt8]? = [0x23]) -> String {
      String(
        decoding: MessageCleanup(mode, comment: mark).stored(Array(text.utf8)), as: UTF8.self)
    }
    #expect(stored(.scissors, cut) == "Sell\n\n# kept\n")
    #expect(stored(.strip, cut) == "Sell\n")
    #expect(stored(.whitespace, cut) == cut)
    #expect(stored(.strip, "Sell\n;; x\n", mark: Array(";;".utf8)) == "Sell\n")
    // Git chose a mark that the message does not use, and wrote its own lines last.
    #expect(stored(.strip, "# 7 sold\n; On branch main\n;\n", mark: nil) == "# 7 sold\n")
    #expect(stored(.strip, "# 7 sold\n", mark: nil) == "")
  }

  @Test("The mode is the configuration's, and whether an editor was opened")
  func modes() {
    func cleanup(_ settings: String, editor: String? = nil) -> MessageCleanup {
      MessageCleanup(
        GitSettings(Array(settings.utf8)), environment: editor.map { ["GIT_EDITOR": $0] } ?? [:])
    }
    #expect(cleanup("") == MessageCleanup(.strip))
    #expect(cleanup("", editor: ":") == MessageCleanup(.whitespace))
    #expect(cleanup("commit.cleanup=scissors\n", editor: "vi") == MessageCleanup(.scissors))
    #expect(cleanup("commit.cleanup=scissors\n", editor: ":") == MessageCleanup(.whitespace))
    #expect(cleanup("commit.cleanup=strip\ncommit.cleanup=verbatim\n").mode == .verbatim)
    #expect(cleanup("core.commentchar=;\n").comment == [UInt8(ascii: ";")])
    #expect(cleanup("core.commentchar=;\ncore.commentstring=//\n").comment == Array("//".utf8))
    #expect(cleanup("core.commentchar=auto\n").comment == nil)
    let settings = GitSettings(Array("GIT_AUTHOR_IDENT=A <a> 1 +0000\nx\n".utf8))
    #expect(throws: Never.self) { try settings.person("GIT_AUTHOR_IDENT") }
    #expect(throws: GitError.self) { try settings.person("GIT_COMMITTER_IDENT") }
  }

  @Test("Where git does not tell its settings, its own words say why")
  func silence() throws {
    let folder = try TemporaryFolder()
    var environment = HermeticEnvironment.variables(home: folder.path)
    environment["GIT_CONFIG_COUNT"] = "some"
    let why = #expect(throws: GitError.self) { _ = try GitSettings(environment) }
    #expect(why?.message.contains("bogus count") == true, "\(String(describing: why))")
  }
}
