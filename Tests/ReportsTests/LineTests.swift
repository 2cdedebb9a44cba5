import Reports
import Testing

@Suite struct LineTests {
  @Test(
    "A finding in a file is shown at its line, wherever a report has a place for it",
    arguments: [
      (ReportFormat.text, ", path '.github/workflows/ci.yml:12'\n"),
      (.json, "\"path\": \".github/workflows/ci.yml\",\n      \"line\": 12,"),
      (.github, ",file=.github/workflows/ci.yml,line=12::"),
      (.sarif, "\"startLine\": 12\n"),
      (.markdown, "<code>.github/workflows/ci.yml&#58;12</code>"),
    ])
  func shown(format: ReportFormat, text: String) {
    let report = render(Samples.located, as: format)
    #expect(report.contains(text), "\(report)")
  }

  @Test("Findings that differ in nothing but the line stand in its order")
  func order() throws {
    let report = render(Samples.located, as: .text)
    let (nine, twelve) = (report.firstRange(of: "ci.yml:9"), report.firstRange(of: "ci.yml:12"))
    #expect(try #require(nine).lowerBound < #require(twelve).lowerBound)
  }
}
