import TestSupport
import Testing

/// What git would never write to `pre-push`.
@Suite struct PrePushInputTests {
  private static let zero: String = ServerInputTests.zeros
  private static let id: String = ServerInputTests.id

  static let malformed: [String] = [
    "\n", "garbage\u{1b}[2J\n", "refs/heads/a \(id) refs/heads/a\n",
    "a \(id) refs/heads/a \(zero)",
    "a \(id) refs/heads/a \(zero)\na \(id) refs/he", "a \(id.dropLast()) refs/heads/a \(zero)\n",
    "a \(id) refs/heads/a..b \(zero)\n", "a \(id) refs/heads/a \(zero)\(zero.prefix(24))\n",
    "(delete) \(zero) main \(id)\n", "a \(id) refs/heads/\u{0} \(zero)\n",
  ]

  @Test("What is no update is unknown, in words that no terminal acts on", arguments: malformed)
  func garbage(_ input: String) async throws {
    let clone = try await PolicedClone()
    let answer = try await PolicyProgram.run(
      ["hook", "pre-push", "origin", "../server.git"], in: clone.work, input: Array(input.utf8))
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(
      answer.errors.hasPrefix("policy stops this push\nunknown: read standard input: "),
      "\(answer.errors)")
    #expect(answer.errors.utf8.allSatisfy { $0 == 10 || 0x20..<0x7f ~= $0 }, "\(answer.errors)")
  }

  @Test("A gigabyte is refused in bounded memory")
  func gigabyte() async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(
      """
      ulimit -v 1500000
      { yes 'a \(Self.id) refs/heads/a \(Self.zero)' | head -c 1073741824; } 2>/dev/null | \
        policy hook pre-push origin ../server.git
      """)
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(answer.errors.contains("there are more than 64 MiB of it"), "\(answer.errors)")
  }

  @Test("Zeros on both sides, 40 or 64 of them, move nothing and harm nothing")
  func zeros() async throws {
    let clone = try await PolicedClone()
    for zeros in [Self.zero, Self.zero + Self.zero.prefix(24)] {
      let answer = try await PolicyProgram.run(
        ["hook", "pre-push", "origin", "../server.git"], in: clone.work,
        input: Array("(delete) \(zeros) refs/heads/story-7 \(zeros)\n".utf8))
      #expect(answer.status == 0, "\(answer.errors)")
    }
  }
}
