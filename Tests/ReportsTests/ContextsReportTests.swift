import FoundationEssentials
import GitModel
import Reports
import TestSupport
import Testing

@testable import PolicyCore

@Suite struct ContextsReportTests {
  private static func check(_ name: String, leg: String? = nil, line: Int = 3) -> ProducedCheck {
    ProducedCheck(
      name: CheckName(name), path: ".github/workflows/ci.yml", line: line, job: "test", leg: leg,
      triggers: [WorkflowTrigger(event: "pull_request", line: 1)])
  }

  private static func answer(
    _ verdict: ContextAnswer.Verdict, _ context: String = "test", app: String? = nil,
    by producers: [ProducedCheck] = [], help: String = "rename it"
  ) -> ContextAnswer {
    ContextAnswer(
      .init(context: context, app: app), on: Samples.ref("refs/heads/main"), verdict,
      "'\(context)' is \(verdict)", by: producers, help: verdict == .produced ? "" : help)
  }

  /// One report for each thing that can be told.
  private static let reports: [ContextsReport] =
    [ContextsReport([])]
    + ContextAnswer.Verdict.allCases.map { verdict in
      ContextsReport([answer(verdict, by: [check("test", leg: "3.10"), check("test", line: 9)])])
    }
    + [
      ContextsReport([answer(.produced, app: "codecov")], notes: ["1 exempt branch"]),
      ContextsReport(
        Hostile.words.map { answer(.unknown, $0, by: [check($0, leg: $0)], help: $0 + "x") }),
    ]

  private static func schema() throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "/\(root)/schemas/checks-1.json", encoding: .utf8)
  }

  @Test("Every report keeps the schema")
  func valid() async throws {
    #expect(
      try await Documents.errors(in: Self.reports.map(\.json), schema: Self.schema()) == [])
  }

  @Test(
    "The schema refuses what is no report",
    arguments: [
      ("\"verdict\": \"renamed\"", "\"verdict\": \"kept\""),
      ("\"help\": \"rename it\"", "\"help\": \"\""),
      ("\"leg\": null", "\"leg\": 1"), ("\"line\": 9", "\"line\": 0"),
      ("\"refs/heads/main\"", "\"main\""), ("\"contexts\":", "\"checks\":"),
    ])
  func refused(text: String, other: String) async throws {
    let document = Self.reports[2].json
    #expect(document.contains(text))
    let wrong = document.replacing(text, with: other)
    #expect(try await Documents.errors(in: [wrong], schema: Self.schema()) != [])
  }

  @Test("A document reads as written here")
  func document() {
    #expect(
      Self.reports[1].json == """
        {
          "contexts": [
            {
              "context": "test",
              "app": null,
              "ref": "refs/heads/main",
              "verdict": "produced",
              "producers": [
                {
                  "path": ".github/workflows/ci.yml",
                  "line": 3,
                  "job": "test",
                  "leg": "3.10"
                },
                {
                  "path": ".github/workflows/ci.yml",
                  "line": 9,
                  "job": "test",
                  "leg": null
                }
              ],
              "message": "'test' is produced",
              "help": ""
            }
          ]
        }

        """)
  }

  @Test("What is missing outranks what is unknown, and that what is there")
  func status() {
    func status(_ verdicts: ContextAnswer.Verdict...) -> Reports.ExitStatus {
      ContextsReport(verdicts.map { Self.answer($0) }).status
    }
    #expect(status() == .kept && status(.produced) == .kept)
    #expect(status(.produced, .unknown) == .unknown)
    for verdict in [ContextAnswer.Verdict.renamed, .conditional, .never] {
      #expect(status(.unknown, verdict, .produced) == .broken)
    }
  }

  @Test("The table has a line for each job, and below it what is wrong")
  func text() {
    let report = ContextsReport([
      Self.answer(.produced, "a", by: [Self.check("a", leg: "3.10"), Self.check("a", line: 9)]),
      Self.answer(.produced, "cov", app: "codecov"), Self.answer(.renamed, by: [Self.check("b")]),
    ])
    #expect(
      report.text()
        == """
        context  required on  verdict   produced by                               when
        a        main         produced  .github/workflows/ci.yml:3 test (3.10)    pull_request
                                        .github/workflows/ci.yml:9 test           pull_request
        cov      main         produced  app codecov
        test     main         renamed   -

        produced[cov]: 'cov' is produced
          --> refs/heads/main

        renamed[test]: 'test' is renamed
          --> refs/heads/main, path '.github/workflows/ci.yml:3'
          help: rename it

        3 contexts on 1 ref: 2 produced, 1 renamed

        """.replacing("(3.10)    pull", with: "(3.10)  pull").replacing(
          "test           pull", with: "test         pull"
        ).replacing(
          "produced by                               when",
          with: "produced by                             when"))
    #expect(ContextsReport([]).text().hasPrefix("no branch that stands here requires a check"))
  }

  @Test(
    "Whatever a context holds, nothing of it reaches a terminal or GitHub's runner as a command")
  func hostile() throws {
    let text = try #require(Self.reports.last).text(TextStyle(colour: false, width: 60))
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.properties.generalCategory != .control)
      #expect(scalar.properties.generalCategory != .format)
    }
    for line in text.split(separator: "\n") {
      #expect(!line.trimmingPrefix { $0 == " " }.hasPrefix("::") && !line.contains("##["))
    }
  }
}
