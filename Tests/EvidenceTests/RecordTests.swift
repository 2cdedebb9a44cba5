import GitModel
import PolicyCore
import Testing

@testable import Evidence

@Suite("Records of checks")
struct RecordTests {
  static let commit = ObjectID(hex: String(repeating: "c0", count: 20)) ?? .zero
  static let tree = ObjectID(hex: String(repeating: "7e", count: 20)) ?? .zero
  static let record: CheckRecord = {
    var record = CheckRecord(
      commit: commit, tree: tree, context: "test (3.10) \u{1F680}", app: "ci",
      conclusion: .timedOut, completedAt: 1_767_614_400, metric: "92.50", url: "https://x/1")
    record.signature = "-----BEGIN SSH SIGNATURE-----\nx\n"
    return record
  }()

  @Test("A record is read as it was written, and has one form")
  func roundTrip() throws {
    let read = try CheckRecord(line: Self.record.line)
    #expect(read == Self.record)
    #expect(read.line == Self.record.line)
    let text = String(decoding: Self.record.line, as: UTF8.self)
    #expect(
      text
        == #"{"version": 1, "commit": "\#(Self.commit)", "tree": "\#(Self.tree)", "#
        + #""context": "test (3.10) \ud83d\ude80", "app": "ci", "conclusion": "timed_out", "#
        + #""completed_at": "2026-01-05T12:00:00Z", "metric": 92.50, "url": "https://x/1", "#
        + #""signature": "-----BEGIN SSH SIGNATURE-----\u000ax\u000a"}"#)
  }

  @Test("What is signed is all of it but the signature")
  func signedText() {
    var unsigned = Self.record
    unsigned.signature = nil
    #expect(unsigned.signedText == Self.record.signedText)
    #expect(
      unsigned.signedText == Array("policy check record 1\n".utf8) + unsigned.line + [0x0a])
  }

  static let wrong: [(String, String, String)] = [
    (#""version": 1, "#, "", "'version' is missing"),
    (#""version": 1"#, #""version": 2"#, "its version is not 1"),
    (#""version": 1"#, #""version": 1.0"#, "its version is not 1"),
    (#""tree": "7e"#, #""tree": "7"#, "'tree' is no object's id"),
    (#""context": "test"#, #""contexts": "test"#, "'context' is missing"),
    (#""timed_out""#, #""passed""#, "'conclusion' is no word that is known"),
    (#""timed_out""#, #""pending""#, "'conclusion' is 'pending'"),
    (#""2026-01-05T"#, #""2026-02-30T"#, "'completed_at' is no moment"),
    ("00Z", "00+01:00", "'completed_at' is no moment"), ("92.50", "1e999", "'metric' is no number"),
    ("92.50", #""92""#, "'metric' is no number"),
    (#""ci""#, #""""#, "'app' is no text"), (#""ci""#, "null", "'app' is no text"),
    (#""app""#, #""appp""#, "'appp' is no member that is known"),
    (#""app": "ci""#, #""url": "ci""#, "it is no JSON: a member stands twice at byte"),
  ]

  @Test("A line with anything wrong in it is no record", arguments: wrong)
  func refuses(change: (old: String, new: String, message: String)) throws {
    let text = String(decoding: Self.record.line, as: UTF8.self)
    try #require(text.contains(change.old))
    let changed = text.replacing(change.old, with: change.new, maxReplacements: 1)
    let error = #expect(throws: RecordError.self) {
      try CheckRecord(line: Array(changed.utf8))
    }
    #expect(error?.message.hasPrefix(change.message) == true, "\(error?.message ?? "")")
  }

  @Test("Values that are too long are refused, and so are lines")
  func tooLong() {
    var record = Self.record
    record.context = String(repeating: "x", count: 1025)
    #expect(throws: RecordError("'context' has more than 1024 bytes")) {
      try CheckRecord(line: record.line)
    }
    record.context = String(repeating: "x", count: CheckRecord.longestLine)
    let error = #expect(throws: RecordError.self) { try CheckRecord(line: record.line) }
    #expect(error?.message.hasPrefix("it has ") == true)
    for line in ["[]", "1", "\"x\"", "null", "not JSON", ""] {
      #expect(throws: RecordError.self) { try CheckRecord(line: Array(line.utf8)) }
    }
  }
}
