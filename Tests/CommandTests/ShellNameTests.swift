import GitModel
import TestSupport
import Testing

@testable import PolicyCore

/// A name in a command that people are told to run is that name to a shell and to git, and harmless to
/// a terminal.
@Suite struct ShellNameTests {
  static let names: [[UInt8]] =
    ["story-9", "it's", "$(reboot)", "-bad", "a\u{202e}b", "\u{9b}31m", "z\u{200d}w'q", "é", "#"]
    .map { Array($0.utf8) } + [[0x61, 0xff, 0x27, 0xfe], [0xc3, 0x28]]

  @Test("A shell reads it back", arguments: names)
  func shell(name: [UInt8]) async throws {
    let word = Words.shell(name)
    let isHarmless = !word.unicodeScalars.contains { $0.isHidden }
    #expect(isHarmless, "\(word)")
    let answer = try await Program.run(
      "bash", ["-c", "printf %s \(word) | od -An -tu1 -v"], in: "/tmp")
    let bytes = answer.text.split { $0 == " " || $0 == "\n" }.compactMap { UInt8($0) }
    #expect(bytes == name, "\(word)")
  }

  @Test("git takes it for a branch's name, in the command that renames it", arguments: names)
  func rename(name: [UInt8]) async throws {
    let clone = try await PolicedClone()
    let branch = try #require(BranchName(bytes: name))
    let tip = try #require(try await Git.run(["rev-parse", "main"], in: clone.work).lines.first)
    try await Git.run(
      ["-c", "core.hooksPath=/dev/null", "update-ref", "--stdin"], in: clone.work,
      input: Array("create refs/heads/".utf8) + name + Array(" \(tip)\n".utf8))
    let command = "git branch -m \(Words.operand(branch)) story-new"
    let answer = try await Program.run("bash", ["-c", command], in: clone.work)
    #expect(answer.status == 0, "\(command): \(answer.errors)")
    #expect(try await Git.run(["rev-parse", "story-new"], in: clone.work).lines == [tip])
  }
}
