internal import ArgumentParser
internal import Evidence
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy check record`: writes down how a check of a commit ended.
struct CheckRecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record how a check of a commit ended.",
    discussion: """
      The key that signs is --sign, else git config policy.signingKey, else user.signingKey.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Argument(help: "The check's name, as required_status_checks has it.")
  var context: String

  @Option(help: "How it ended: success, failure, neutral, skipped, cancelled, timed_out, …")
  var conclusion = CheckResult.Conclusion.success.rawValue

  @Option(help: "The commit that was checked.")
  var commit = "HEAD"

  @Option(help: "Who reports it, as app: of a required check has it.")
  var app: String?

  @Option(help: ArgumentHelp("When it ended (default: now).", valueName: "date"))
  var at: String?

  @Option(help: ArgumentHelp("A number that was measured.", valueName: "number"))
  var metric: String?

  @Option(help: "Where more is told.")
  var url: String?

  @Option(
    help: ArgumentHelp(
      "The file of an SSH key, or an OpenPGP fingerprint, to sign with.", valueName: "key"))
  var sign: String?

  @Flag(name: .customLong("no-sign"), help: "Do not sign: the record is a claim.")
  var isUnsigned = false

  func validate() throws {
    guard sign == nil || !isUnsigned else {
      throw ValidationError("--sign and --no-sign exclude each other.")
    }
  }

  func run() throws {
    let session = try Session(source)
    let repository = session.view.repository
    let commit = try repository.commit(try repository.commitID(of: commit))
    var record = CheckRecord(
      commit: commit.id, tree: commit.tree, context: context, app: app, conclusion: try ending(),
      completedAt: try at.map(CommandDate.seconds) ?? session.now, metric: metric, url: url)
    try check(record)
    let key = try isUnsigned ? nil : key(in: session)
    if let key { record.signature = try signature(on: record, with: key, session.environment) }
    let identity = try GitCommand(environment: session.environment).committer()
    try CheckNotes(repository).add([record], identity: identity)
    try Stream.output.write("recorded: \(Escaped.text(RecordLine.text(record)))\n")
    guard key == nil else { return }
    Stream.complain(["note: it is not signed, and so a claim; sign it with --sign KEY"])
  }

  private func ending() throws -> CheckResult.Conclusion {
    let words = CheckResult.Conclusion.allCases.filter { $0 != .pending }.map(\.rawValue)
    guard words.contains(conclusion), let ending = CheckResult.Conclusion(rawValue: conclusion)
    else {
      throw Stop.usage(
        "'\(conclusion)' is no conclusion",
        help: didYouMean(conclusion, among: words) ?? words.joined(separator: ", "))
    }
    return ending
  }

  /// What nobody could read is not written.
  private func check(_ record: CheckRecord) throws {
    if let metric, Double(metric)?.isFinite != true {
      throw Stop.usage(
        "'\(metric)' is no number", help: "write it in digits: --metric 92.5")
    }
    do throws(RecordError) {
      _ = try CheckRecord(line: record.line)
    } catch {
      throw Stop.usage("this cannot be recorded: \(error.message)", help: "see docs/evidence.md")
    }
  }

  private func signature(
    on record: CheckRecord, with key: SigningKey, _ environment: [String: String]
  ) throws(Stop) -> String {
    do throws(GitError) {
      return try Signatures(by: [], environment: environment).sign(
        record.signedText, with: key, for: CheckRecord.namespace)
    } catch {
      throw .unavailable(error.message, help: error.help)
    }
  }

  private func key(in session: Session) throws -> SigningKey? {
    if let sign { return SigningKey(sign) }
    return try SigningKey.usual(in: session.view.repository, home: session.environment["HOME"])
  }
}

extension GitCommand {
  /// Who commits, as git finds out: git-var(1), `GIT_COMMITTER_IDENT`.
  func committer() throws(Stop) -> [UInt8] {
    Array(try line(["var", "GIT_COMMITTER_IDENT"]).utf8)
  }
}
