internal import ArgumentParser
internal import PolicyFile
internal import Reports

/// `policy checks`: shows who reports the checks that branches require.
struct Checks: ParsableCommand {
  static let configuration = CommandConfiguration(
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
    let session = try Session(source, needsEvent: subject.options.isOpen)
    let subject = try Subject(self.subject.options, in: session)
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

/// What asks to land, or what stands.
struct ProposalOptions: ParsableArguments {
  @Flag(help: "Every branch, whatever the CI event is about.")
  var all = false

  @Option(help: ArgumentHelp("Only this branch as it stands (repeatable).", valueName: "name"))
  var branch: [String] = []

  @Option(
    help: ArgumentHelp("A pull request's base: BRANCH, or BRANCH:COMMIT.", valueName: "branch"))
  var base: String?

  @Option(
    help: ArgumentHelp("A pull request's head: BRANCH, or BRANCH:COMMIT.", valueName: "branch"))
  var head: String?

  @Flag(help: "The head is a branch of a fork.")
  var fork = false

  /// The same as options of an audit.
  var options: SubjectOptions {
    var options = SubjectOptions()
    (options.all, options.branch, options.tag) = (all, branch, [])
    (options.base, options.head, options.fork) = (base, head, fork)
    // One that is not set at all cannot be read either.
    (options.ref, options.range, options.actor) = (nil, nil, nil)
    return options
  }

  func validate() throws {
    var options = options
    try options.validate()
  }
}
