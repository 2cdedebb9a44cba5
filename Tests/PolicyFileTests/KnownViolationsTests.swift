import GitModel
import PolicyCore
import PolicyFile
import Testing

@Suite("Known violations")
struct KnownViolationsTests {
  static func violation(_ rule: String, _ branch: String, _ digit: Character?) -> KnownViolation {
    KnownViolation(
      rule: rule, ref: "refs/heads/\(branch)",
      commit: digit.flatMap { ObjectID(hex: String(repeating: $0, count: 40)) })
  }

  static let known = [
    violation("linear-history", "main", "2"), violation("branch-age", "story-1", nil),
    violation("linear-history", "main", "1"), violation("linear-history", "main", "1"),
  ]

  @Test("What is written is sorted, without doubles, and read back")
  func roundTrip() throws {
    let text = KnownViolations.render(Self.known)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(
      lines == [
        "branch-age refs/heads/story-1 -",
        "linear-history refs/heads/main \(String(repeating: "1", count: 40))",
        "linear-history refs/heads/main \(String(repeating: "2", count: 40))",
      ])
    let read = try KnownViolations.parse(Array(text.utf8), name: "known")
    #expect(Set(read) == Set(Self.known))
    #expect(KnownViolations.render(read) == text)
  }

  @Test("Shrinking takes out what is gone and never adds")
  func shrinks() {
    let present: Set = [Self.known[0], Self.violation("lock", "main", nil)]
    #expect(KnownViolations.shrink(Self.known, to: present) == [Self.known[0]])
    #expect(KnownViolations.shrink([], to: present).isEmpty)
  }

  @Test("Every bad line is named")
  func refuses() {
    let text = "linear-history refs/heads/main\n\n# ok\nlock main -\r\nlock refs/heads/main 12\n"
    let error = #expect(throws: PolicyFileError.self) {
      try KnownViolations.parse(Array(text.utf8) + [0xFF], name: "known")
    }
    #expect(
      error?.problems.map(\.description) == [
        "known:1:1: expected a rule, a ref and a commit, found 2 words; "
          + "write RULE REF COMMIT, with - for no commit",
        "known:4:1: 'main' is no ref; write a full name: refs/heads/main",
        "known:5:1: '12' is no commit's id; write 40 or 64 hexadecimal digits, or -",
        "known:6:1: expected a rule, a ref and a commit, found 1 word; "
          + "write RULE REF COMMIT, with - for no commit",
      ])
  }
}
