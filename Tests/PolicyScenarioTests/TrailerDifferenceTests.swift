import PolicyCore
import TestSupport
import Testing

/// The trailers of generated messages, as Git finds them.
@Suite struct TrailerDifferenceTests {
  private static let lines = [
    "", "", "", " ", "Sell the house", "a: b", "Signed-off-by: A U Thor <author@example.com>",
    "signed-off-by : a", "Co-authored-by: Bob <bob@example.com>", " goes on", "\tand on: x",
    "(cherry picked from commit 0123456789012345678901234567890123456789)", "# a comment: x",
    "Change-Id:", "Two words: x", "https://example.com", "Ünicode: x", "No-separator", ": nothing",
    "Conflicts:", "\tpath/to/file", "---", "--- a/file", "key:\tvalue  ", "Fixes #7: it",
    "# ------------------------ >8 ------------------------", "A1-b2:c", "[x: note]", "Acked-by:x",
  ]

  private static func messages(_ count: Int) -> [String] {
    var random = SeededGenerator(seed: 6)
    return (0..<count).map { _ in
      let body = (0..<Int.random(in: 0...14, using: &random)).compactMap { _ in
        lines.randomElement(using: &random)
      }
      let opening = Bool.random(using: &random) ? ["Sell", ""] : []
      // As Git stores them: from the first line on, and with a last line that ends.
      return String((opening + body).joined(separator: "\n").drop { $0.isWhitespace }) + "\n"
    }
  }

  private static func text(_ message: [UInt8]) -> [String] {
    TrailerBlock(message).trailers.map {
      String(decoding: $0.key, as: UTF8.self) + ": " + String(decoding: $0.value, as: UTF8.self)
    }
  }

  @Test("The trailers of thousands of stored messages are those that git log shows")
  func log() async throws {
    let messages = Self.messages(4_000)
    var stream = ""
    for message in messages {
      stream += "commit refs/heads/main\ncommitter C <c@example.com> 1767614400 +0000\n"
      stream += "data \(message.utf8.count)\n\(message)\n"
    }
    let repository = try await BareRepository(Array(stream.utf8))
    let answer = try await Git.run(
      ["log", "--reverse", "--format=%(trailers:only,unfold)%x00", "main"], in: repository.path)
    let told = answer.text.split(separator: "\0", omittingEmptySubsequences: false)
    try #require(told.count == messages.count + 1)
    var found = 0
    for (message, lines) in zip(messages, told) {
      let git = lines.split(separator: "\n").map(String.init)
      let mine = Self.text(Array(message.utf8))
      #expect(mine == git, "\(message.debugDescription)")
      found += git.isEmpty ? 0 : 1
    }
    #expect(found > 200)
  }

  @Test("The trailers of hundreds of messages are those that git interpret-trailers shows")
  func interpreted() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    for message in Self.messages(300) {
      let answer = try await Git.run(
        ["interpret-trailers", "--parse", "--no-divider"], in: folder.path,
        input: Array(message.utf8))
      #expect(answer.lines == Self.text(Array(message.utf8)), "\(message.debugDescription)")
    }
  }
}
