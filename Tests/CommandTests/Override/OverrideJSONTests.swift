import TestSupport
import Testing

/// What programs read of overrides.
@Suite struct OverrideJSONTests {
  private static let json = ["--format", "json"]

  /// Everything that the commands write from before an override to after its end, by what it is.
  private static func written(by shop: OverrideShop) async throws -> [String: ProgramOutput] {
    var written: [String: ProgramOutput] = [:]
    _ = try shop.approve(
      try await shop.policy(shop.begin("checks", "enforce-admins", apply: false)))
    let restore = ["override", "restore"] + json
    let commands: [(String, [String])] = [
      ("none", restore), ("plan", shop.begin("checks", "enforce-admins", apply: false) + json),
      ("begun", shop.begin("checks", "enforce-admins") + json),
      ("open", ["override", "status"] + json), ("end", restore),
      ("frozen", ["freeze", "--reason", "broken", "--apply"] + json),
      ("thawed", ["thaw", "--apply"] + json), ("ended", restore + ["--apply"]),
      ("log", ["override", "log", "--github"] + json),
    ]
    for (name, arguments) in commands {
      let result = try await shop.policy(arguments)
      #expect(result.status == 0, "\(name): \(result.text)\(result.errors)")
      written[name] = result
    }
    return written
  }

  @Test("What begins, ends and lists overrides keeps the schema, with calls and proof")
  func valid() async throws {
    let schema = try SourceTree.text(of: "schemas/override-1.json")
    let written = try await Self.written(by: try await OverrideShop())
    for (name, result) in written {
      let errors = try await Documents.errors(in: [result.text], schema: schema)
      #expect(errors == [], "\(name): \(result.text)")
    }
    let lease = try #require(
      written["log"].flatMap { JSON($0.output) }?["leases"]?.elements?.first)
    #expect(lease["made"]?.elements?.count == 4, "\(lease)")
    #expect(lease["proof"]?.text?.contains("issuecomment-") == true, "\(lease)")
    for (text, other) in [
      (#""proof":"#, #""prof":"#), (#""version": 1"#, #""version": 2"#),
      (#""overdue": false"#, #""overdue": "no""#), (#""purpose": "override""#, #""purpose": "x""#),
    ] {
      let log = try #require(written["log"]?.text)
      #expect(log.contains(text), "\(text): \(log)")
      let wrong = log.replacing(text, with: other)
      #expect(try await Documents.errors(in: [wrong], schema: schema) != [], "\(text)")
    }
  }
}
