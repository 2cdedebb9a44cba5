internal import ArgumentParser
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// `policy health`: scores what is recorded of the gates.
struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Score what is recorded of the quality gates, and draw the trend and the badge.",
    discussion: """
      100, less the weight of each gate that failed: from 80 on healthy, from 60 on in need of \
      attention, below critical. Nothing is run. Exit status: 0 healthy, 1 not, 2 unknown.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Option(help: ArgumentHelp("The branch (default: what is checked out).", valueName: "name"))
  var branch: String?

  @Flag(help: "Count results that no checker of the policy signed, too.")
  var claims = false

  @Option(help: ArgumentHelp("How many recorded trees the trend shows.", valueName: "number"))
  var last = 10

  @Option(help: ArgumentHelp("Draw the badge into this SVG file.", valueName: "file"))
  var badge: String?

  @Option(
    help: ArgumentHelp("Write the JSON of a shields.io endpoint badge.", valueName: "file"))
  var endpoint: String?

  @Option(help: "The report's form.")
  var format = AnswerFormat.text

  func validate() throws {
    guard (1...100).contains(last) else { throw ValidationError("--last is from 1 to 100.") }
  }

  func run() throws {
    let session = try Session(source)
    let found = try PolicySearch(session, source).policy(for: .standing(only: []))
    guard !found.policy.gates.isEmpty else {
      throw Stop.usage(
        "the policy has no gates: \(found.source.source)",
        help: "add some: gates: {format: {run: 'black --check .'}}")
    }
    let place = try place(in: session.view)
    let kind = BranchName(place.name).flatMap(found.policy.kind)
    let shelf = GateShelf(
      session.view, book(found.policy, session), countingClaims: claims,
      isStanding: kind?.isLongLived == true)
    let trend = try HealthTrend(
      at: place.commit, of: found.policy.gates, in: session.view.repository, shelf, last: last)
    let health = Health(
      try shelf.records(
        of: found.policy.gates, on: trend.tree, at: place.commit,
        checkedOut: branch == nil ? place.commit : nil))
    let picture = HealthBadge(health)
    if let badge { try write(picture.svg, to: badge, "--badge") }
    if let endpoint { try write(picture.endpoint, to: endpoint, "--endpoint") }
    let report = HealthReport(
      health: health, trend: trend, place: place.name, commit: place.commit, source: found.source)
    try Stream.output.write(format == .json ? report.json : report.text)
    guard found.policy.mode == .enforce else { return }
    let status: ExitStatus =
      switch health.status {
      case .healthy: .kept
      case .needsAttention, .critical: .broken
      case .unknown: .unknown
      }
    throw ExitCode(status.rawValue)
  }

  /// The sources that the policy lists and a repository has; its own notes where it lists none.
  private func book(_ policy: Policy, _ session: Session) -> EvidenceBook {
    EvidenceSources.book(
      of: policy, for: session.view, environment: session.environment, now: session.now,
      orElse: ["notes"]) ?? EvidenceBook([])
  }

  private func place(in view: RepositoryView) throws -> (name: String, commit: ObjectID) {
    if let branch {
      guard let name = BranchName(branch), let tip = view.branches.branch(name)?.tip else {
        throw GitError(.missingRef, "find branch", "branch '\(branch)' is not here")
      }
      return (branch, tip)
    }
    let commit = try view.repository.commitID(of: "HEAD")
    return (try view.repository.head()?.branch?.text ?? "HEAD", commit)
  }

  private func write(_ text: String, to path: String, _ option: String) throws(Stop) {
    do throws(File.Failure) {
      try File.write(Array(text.utf8), to: path)
    } catch {
      throw .unavailable(
        "'\(path)' cannot be written: \(error.reason)", help: "name another with \(option) FILE")
    }
  }
}
