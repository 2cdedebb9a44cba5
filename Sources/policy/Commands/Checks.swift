internal import ArgumentParser
internal import PolicyFile
internal import Reports

/// `policy checks`: shows who reports the checks that branches require.
struct Checks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checks",
    abstract: "Show which workflow jobs report the checks that branches require.",
    discussion: """
      Without a subject: the pull request that the event is about in GitHub Actions, elsewhere every \
      branch as it stands.
      Exit status: 0 all are produced, 1 some are renamed, conditional or never reported, 2 unknown.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Subject") var subject: ProposalOptions

  @Option(help: "The form of the answer.")
  var format = AnswerFormat.text

  @Option(help: "Colour in text.")
  var color = OutputOptions.Color.auto

  @Flag(help: "Print the required_status_checks that the workflows really produce.")
  var suggest = false

  func validate() throws {
    guard !suggest || format == .text else {
      throw ValidationError("--suggest and --format json exclude each other.")
    }
  }

  func run() throws {
    let session = try Session(
      source, needsEvent: subject.isOpen,
      orElse: "say what is meant: policy checks --base REF --head REF, --branch NAME or --all")
    let subject = try Subject(self.subject, in: session)
    let policy = try PolicySearch(session, source).policy(for: subject)
    let assessment = Assessment(
      view: session.view, policy: policy, now: session.now, environment: session.environment)
    if suggest {
      return try Stream.output.write(
        PolicyFile.requiredChecks(try assessment.suggestions(for: subject)))
    }
    let report = try assessment.contexts(of: subject)
    let style = color.style(isSeen: Stream.output.isTerminal, session.environment)
    try Stream.output.write(format == .json ? report.json : report.text(style))
    throw ExitCode(report.status.rawValue)
  }
}
