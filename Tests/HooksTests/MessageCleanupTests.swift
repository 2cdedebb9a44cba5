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

  private static let cutting = "# ------------------------ >8 ------------------------"

  @Test(
    "A message is taken as git stores it, whoever writes a line that cuts",
    arguments: ["default", "verbatim", "whitespace", "strip", "scissors"], [false, true])
  func differential(mode: String, isVerbose: Bool) async throws {
    let folder = try TemporaryFolder()
    let work = folder.path + "/work"
    try folder.write("#!/bin/sh\ncp \"$1\" ../seen\n".utf8, to: "work/.git/hooks/commit-msg")
    try folder.write("#!/bin/sh\ncat ../text \"$1\" >../new; mv ../new \"$1\"\n".utf8, to: "editor")
    let made = try await Program.run(
      "sh", ["-ec", "chmod +x .git/hooks/commit-msg ../editor; git init -q -b main"], in: work)
    try #require(made.status == 0, "\(made.errors)")
    let settings = mode == "default" ? "" : "commit.cleanup=\(mode)\n"
    let cleanup = MessageCleanup(GitSettings(Array(settings.utf8)), environment: [:])
    var random = SeededGenerator(seed: 62)
    // One comment at most: a line that cuts with two behind it is Git's own.
    let lines = ["", " ", "Sell", "Sell it  ", "# a comment", "\tx", Self.cutting, "y", ""]
    for _ in 0..<10 {
      let count = Int.random(in: 1...lines.count, using: &random)
      let text = lines.shuffled(using: &random).prefix(count).joined(separator: "\n")
      try folder.write(text.utf8, to: "text")
      let commit = try await Program.run(
        "git",
        ["-c", "commit.cleanup=\(mode)", "commit", "-q", "--allow-empty", "--allow-empty-message"]
          + (isVerbose ? ["--verbose"] : []), in: work, changing: ["GIT_EDITOR": "../editor"])
      try #require(commit.status == 0, "\(text)\n\(commit.errors)")
      let object = try await Git.run(["cat-file", "commit", "HEAD"], in: work).text
      let stored = object[(object.firstRange(of: "\n\n")?.upperBound ?? object.endIndex)...]
      let seen = folder.read("seen") ?? []
      let ours = String(decoding: cleanup.stored(seen), as: UTF8.self)
      #expect(ours == stored, "\(String(decoding: seen, as: UTF8.self))")
    }
  }

  @Test("What stands behind the line that cuts is no part of the message")
  func scissors() {
    let cut = "Sell\n\n# kept\n\(Self.cutting)\n# Nicht\n# alles.\ndiff --git\n"
    let typed = "Sell\n\(Self.cutting)\nMore\n"
    func stored(_ mode: MessageCleanup.Mode, _ text: String, mark: [UInt8]? = [0x23]) -> String {
      String(
        decoding: MessageCleanup(mode, comment: mark).stored(Array(text.utf8)), as: UTF8.self)
    }
    #expect(stored(.scissors, cut) == "Sell\n\n# kept\n")
    #expect(stored(.strip, cut) == "Sell\n")
    #expect(stored(.whitespace, cut) == "Sell\n\n# kept\n")
    #expect(stored(.verbatim, cut) == "Sell\n\n# kept\n")
    #expect(stored(.strip, typed) == "Sell\nMore\n")
    #expect(stored(.whitespace, typed) == typed)
    #expect(stored(.scissors, typed) == "Sell\n")
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
    #expect(cleanup("commit.verbose=true\n").isVerbose && cleanup("commit.verbose=2\n").isVerbose)
    #expect(!cleanup("commit.verbose=0\n").isVerbose)
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
