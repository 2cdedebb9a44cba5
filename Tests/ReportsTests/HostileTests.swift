import PolicyCore
import Reports
import Testing

@Suite("Hostile words in every report")
struct HostileTests {
  static let plainFormats = ReportFormat.allCases

  @Test("No format passes on what acts on a terminal or cannot be seen", arguments: plainFormats)
  func unseen(_ format: ReportFormat) {
    #expect(Hostile.harm(in: render(Hostile.report, as: format)) == [])
  }

  @Test("No format passes on a command to GitHub's runner", arguments: plainFormats)
  func commands(_ format: ReportFormat) {
    let own = ["::error title=", "::warning title=", "::notice title=policy::and "]
    let text = render(Hostile.report, as: format, style: TextStyle(colour: false, width: 40))
    #expect(!text.contains("##["))
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.drop(while: \.isWhitespace)
      guard line.hasPrefix("::") else { continue }
      #expect(format == .github && own.contains { line.hasPrefix($0) }, "\(line)")
    }
  }

  @Test("Every line of the text for people is begun by us")
  func lines() {
    let own = [
      "error[", "warning[", "unknown[", "waived[", "off: ", "note: ", "broken: ", "  --> ",
      "  help: ", "… and ",
    ]
    for line in render(Hostile.report, as: .text).split(separator: "\n") {
      #expect(own.contains { line.hasPrefix($0) }, "\(line)")
    }
  }

  @Test("Markdown has no markup but ours", arguments: [ReportFormat.markdown])
  func markup(_ format: ReportFormat) {
    var text = render(Hostile.report, as: format)
    for tag in ["code", "details", "summary"] {
      text = text.replacing("<\(tag)>", with: "").replacing("</\(tag)>", with: "")
    }
    #expect(!text.contains { "<>`[]@\\\"".contains($0) })
    // The rows of the table have the cells of its head.
    let rows = text.split(separator: "\n").filter { $0.contains("|") }
    #expect(rows.count > 10)
    #expect(rows.allSatisfy { $0.count { $0 == "|" } == 6 })
    #expect(
      text.split(separator: "\n").filter { $0.contains("#") && !$0.contains("&#") }.count == 1)
  }
}
