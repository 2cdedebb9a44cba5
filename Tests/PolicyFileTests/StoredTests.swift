import PolicyFile
import Testing

@testable import PolicyCore

@Suite("Policies of files in their binary form")
struct StoredTests {
  private static func expectRoundTrip(_ policy: Policy) throws {
    var writer = StoredWriter()
    policy.write(to: &writer)
    var reader = StoredReader(writer.bytes[...])
    #expect(try Policy(from: &reader) == policy)
    #expect(reader.isAtEnd)
  }

  @Test("Every preset is read as it was written", arguments: PolicyFile.presetNames)
  func preset(name: String) throws { try Self.expectRoundTrip(try PresetTests.preset(name)) }

  @Test("Every policy of the corpus is read as it was written", arguments: PolicyCorpus.changes)
  func corpus(change: String) throws { try Self.expectRoundTrip(try CorpusTests.parse(change)) }

  @Test("Every policy of the rules' examples is read as it was written")
  func examples() throws {
    let changes = Set(RuleCatalog.all.flatMap { $0.guide.examples.map(\.policy) })
    #expect(changes.count > 5)
    for change in changes {
      let text = "\(change)\nversion: 1\nextends: story-flow\n"
      try Self.expectRoundTrip(try PolicyFile.parse(text, name: "example"))
    }
  }

  @Test("A baseline is read with all that it knows")
  func baseline() throws {
    let lines = (0..<100).map { number in
      let id = String(repeating: ["1", "a", "f"][number % 3], count: 40)
      return "lock refs/heads/b\(number) \(number % 3 == 0 ? "-" : id)\n"
    }
    let policy = try PolicyFile.parse(
      Array("version: 1\nextends: trunk\nbaseline: {file: known}\n".utf8), name: "p.yml"
    ) { _ throws(PolicyFileError) in Array(lines.joined().utf8) }
    #expect(policy.baseline.known.count == 100)
    try Self.expectRoundTrip(policy)
  }
}
