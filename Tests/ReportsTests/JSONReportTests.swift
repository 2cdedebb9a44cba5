import FoundationEssentials
import GitModel
import PolicyCore
import Reports
import TestSupport
import Testing

@Suite("JSON")
struct JSONReportTests {
  private static func schema() throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "/\(root)/schemas/report-1.json", encoding: .utf8)
  }

  @Test("Every report keeps the schema")
  func valid() async throws {
    let documents = Samples.all.map { render($0.report, as: .json) }
    let errors = try await Documents.errors(in: documents, schema: Self.schema())
    #expect(errors == [])
  }

  @Test(
    "The schema refuses what is no report",
    arguments: [
      ("\"report-1\"", "\"report-2\""), ("\"mode\": \"enforce\",", ""), ("\"why\":", "\"reason\":"),
      ("\"rule\": \"linear-history\"", "\"rule\": \"Linear History\""),
      ("aaaaaaaaaa2\"", "aaaaaaaaa2\""), ("\"refs/heads/main\"", "\"main\""),
      ("\"cause\": null", "\"cause\": \"shallow\""), ("\"commits\": 1234", "\"commits\": -1"),
    ])
  func refused(_ text: String, _ other: String) async throws {
    let document = render(Samples.broken, as: .json)
    #expect(document.contains(text))
    let wrong = document.replacing(text, with: other)
    let errors = try await Documents.errors(in: [wrong], schema: Self.schema())
    #expect(errors != [])
  }

  @Test("The schema names every cause and every moment")
  func words() throws {
    let schema = try Self.schema()
    for word in GitError.Cause.allCases.map(\.rawValue) + Moment.allCases.map(\.rawValue) {
      #expect(schema.contains("\"\(word)\""))
    }
  }

  @Test("A document reads as written here")
  func broken() {
    #expect(
      render(Samples.waived, as: .json) == """
        {
          "schema": "report-1",
          "verdict": "kept",
          "mode": "enforce",
          "policy": {
            "source": "preset story-flow",
            "digest": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa63"
          },
          "repository": "/srv/git/project.git",
          "summary": {
            "kept": 1,
            "broken": 0,
            "unknown": 0,
            "warnings": 0,
            "waived": 2,
            "commits": 1234,
            "refs": 5,
            "seconds": 0.123
          },
          "off": [],
          "notes": [],
          "findings": [
        \(Self.waived(2, "imported", "\"2026-12-31\"")),
        \(Self.waived(3, "known since the baseline", "null"))
          ]
        }

        """)
  }

  private static func waived(_ commit: Int, _ reason: String, _ until: String) -> String {
    """
        {
          "rule": "linear-history",
          "level": "error",
          "verdict": "broken",
          "cause": null,
          "moment": "standing",
          "ref": "refs/heads/main",
          "head": null,
          "base": null,
          "commit": "\(Samples.id(commit))",
          "commits": [
            "\(Samples.id(commit))"
          ],
          "path": null,
          "line": null,
          "message": "merges 2 parents",
          "help": "make it linear: git rebase --onto \(Samples.id(1))",
          "waived": "\(reason)",
          "until": \(until)
        }
    """
  }

  private struct Document: Decodable {
    struct Summary: Decodable { var kept, broken, unknown, warnings, waived: Int }
    struct Finding: Decodable {
      var rule, ref, message: String
      var base, path, head: String?
    }
    var verdict: String
    var summary: Summary
    var findings: [Finding]
  }

  private func document(_ report: Report) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(render(report, as: .json).utf8))
  }

  @Test("Words read back as they were, refs in full, bytes that are not UTF-8 as bytes")
  func exact() throws {
    let document = try document(Hostile.report)
    let merges = document.findings.filter { $0.rule == "linear-history" }
    let messages = Hostile.words.map { "x" + $0 }
    #expect(Set(merges.map { Array($0.message.utf8) }) == Set(messages.map { Array($0.utf8) }))
    #expect(merges.allSatisfy { $0.ref == Escaped.utf8(Hostile.ref) && $0.head == $0.ref })
    #expect(merges.allSatisfy { $0.path?.hasSuffix(#"\xfe\xe2\x80"#) == true })
    let named = try self.document(Samples.broken)
    #expect(named.findings.compactMap(\.base) == ["refs/heads/develop"])
    #expect(named.findings.compactMap(\.head) == ["refs/heads/story-1"])
  }

  @Test("The summary counts verdicts, and findings that are waived")
  func summary() throws {
    let document = try document(
      Samples.report(Samples.all.dropLast(3).flatMap(\.report.judgements)))
    let summary = document.summary
    #expect(
      [summary.kept, summary.broken, summary.unknown, summary.warnings, summary.waived]
        == [6, 3, 1, 2, 2])
    #expect(document.verdict == "broken")
    #expect(document.findings.count == 9)
  }

  @Test("All findings are there, however many")
  func all() throws {
    #expect(try document(Samples.merges(1_000)).findings.count == 1_000)
    #expect(try document(Samples.empty).findings.isEmpty)
  }
}
