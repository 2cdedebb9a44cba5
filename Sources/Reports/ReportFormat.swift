public import PolicyCore

/// The forms that a report can take.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people at a terminal.
  case text
  /// For programs: `schemas/report-1.json`.
  case json
  /// For code scanning: SARIF 2.1.0.
  case sarif
  /// Annotations in a GitHub Actions log.
  case github
  /// For CI servers that show tests.
  case junit
  /// For a pull request's comment.
  case markdown
}

/// Writes a report in a form. Whatever it holds of the repository is escaped for that form.
public func render(
  _ report: Report, as format: ReportFormat, style: TextStyle = .plain
) -> String {
  switch format {
  case .text: TextReport(report, style).text
  case .json: JSONReport(report).text
  case .sarif: SARIFReport(report).text
  case .github: GitHubReport(report).text
  case .junit: JUnitReport(report).text
  case .markdown: MarkdownReport(report, room: MarkdownReport.commentRoom).text
  }
}

/// Writes the Markdown that belongs into the file `$GITHUB_STEP_SUMMARY`.
public func renderStepSummary(_ report: Report) -> String {
  MarkdownReport(report, room: MarkdownReport.stepSummaryRoom).text
}
