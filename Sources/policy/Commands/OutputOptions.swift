internal import ArgumentParser
internal import FoundationEssentials
internal import GitModel
internal import PolicyCore
internal import Reports

/// How the report is shown, and where.
struct OutputOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: "The report's form (default: text; in GitHub Actions: github).")
  var format: ReportFormat?

  @Option(help: ArgumentHelp("Write the report to this file.", valueName: "file"))
  var output: String?

  @Option(help: "Colour in text.")
  var color = Color.auto

  @Flag(inversion: .prefixedNo, help: "Show progress on long work.")
  var progress = true

  /// Leaves no report of an earlier run where none could be made: who could not be asked is unknown in
  /// every form. What standard error says is enough for people.
  func replace(because error: any Error) throws {
    let environment = ProcessInfo.processInfo.environment
    guard let error = error as? GitError, let report = Report(unknownBecauseOf: error) else {
      if let output { File.removeIfPlain(output) }
      return
    }
    let format = form(environment)
    if output == nil, format == .text || format == .github { return }
    try write(report, environment: environment)
    // A machine reads standard output: no annotation may follow there.
    guard output == nil else { return }
    Stream.complain(Stop(error).lines)
    throw ExitCode(ExitStatus.unknown.rawValue)
  }

  private func form(_ environment: [String: String]) -> ReportFormat {
    format ?? (environment["GITHUB_ACTIONS"] == "true" ? .github : .text)
  }

  /// Writes the report where it is wanted, and the step summary in GitHub Actions.
  func write(_ report: Report, environment: [String: String]) throws {
    let isAction = environment["GITHUB_ACTIONS"] == "true"
    let format = form(environment)
    let text = render(report, as: format, style: style(environment))
    if let output {
      do throws(File.Failure) {
        try File.write(Array(text.utf8), to: output)
      } catch {
        throw Stop.unavailable(
          "'\(output)' cannot be written: \(error.reason)", help: "name another with --output FILE")
      }
    } else {
      try Stream.output.write(text)
    }
    if isAction, format == .github, let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty {
      try summarize(report, in: path)
    }
  }

  private func summarize(_ report: Report, in path: String) throws(Stop) {
    do throws(File.Failure) {
      try File.append(Array(renderStepSummary(report).utf8), to: path)
    } catch {
      throw .unavailable(
        "the step summary '\(path)' cannot be written: \(error.reason)",
        help: "unset GITHUB_STEP_SUMMARY, or make it writable")
    }
  }

  /// Colour where it was asked for, or where a terminal shows it and nobody said no (no-color.org).
  private func style(_ environment: [String: String]) -> TextStyle {
    color.style(isSeen: output == nil && Stream.output.isTerminal, environment)
  }
}

extension OutputOptions.Color {
  /// The style of text that a terminal shows, or that goes elsewhere.
  func style(isSeen: Bool, _ environment: [String: String]) -> TextStyle {
    let colour =
      switch self {
      case .always: true
      case .never: false
      case .auto:
        isSeen && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
      }
    return TextStyle(colour: colour, width: isSeen ? Stream.output.width : nil)
  }
}
