internal import ArgumentParser
internal import Evidence
internal import GitModel
internal import Reports

/// `policy check list`: shows the records of a commit, and what each is worth.
struct CheckList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the records of a commit, and of others with its tree.")

  @OptionGroup(title: "Source") var source: SourceOptions

  @Argument(help: "The commit.")
  var commit = "HEAD"

  @Flag(help: "The records of every commit.")
  var all = false

  @Option(help: "The form.")
  var format = AnswerFormat.text

  func run() throws {
    let session = try Session(source)
    let subject = try all ? nil : RecordReview.subject(commit, in: session)
    let review = try RecordReview(of: subject, in: session, source)
    switch format {
    case .json: try Stream.output.write(String(decoding: review.json.line, as: UTF8.self))
    case .text:
      let lines = review.text.isEmpty ? ["nothing is recorded"] : review.text
      try Stream.output.write(lines.shown)
    }
  }
}

/// `policy check verify`: proves that every record was signed by a checker.
struct CheckVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove that a checker of the policy has signed each record.",
    discussion: "Exit status: 0 all are proof, 1 some are claims or there is none, 2 unknown.")

  @OptionGroup(title: "Source") var source: SourceOptions

  @Argument(help: "The commit.")
  var commit = "HEAD"

  @Flag(help: "The records of every commit.")
  var all = false

  func run() throws {
    let session = try Session(source)
    let subject = try all ? nil : RecordReview.subject(commit, in: session)
    let review = try RecordReview(of: subject, in: session, source)
    try Stream.output.write((review.text.isEmpty ? ["nothing is recorded"] : review.text).shown)
    guard review.status == .kept else { throw ExitCode(review.status.rawValue) }
  }
}

extension [String] {
  /// Each made harmless and one line, so that nobody's text begins one of its own, with a newline
  /// behind it.
  var shown: String { map { Escaped.text($0) + "\n" }.joined() }
}
