internal import ArgumentParser
internal import FoundationEssentials
internal import Gates
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy gates`: runs the policy's quality gates.
struct GatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gates",
    abstract: "Run the quality gates of the policy.",
    discussion: """
      The commands come from the trusted policy, not from the work tree's; try those with --policy \
      FILE. They run at the same time, in the top folder of the work tree. The results are recorded as \
      evidence where the files are exactly those of the commit.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Argument(help: "The gates to run (default: all).")
  var names: [String] = []

  @Option(help: ArgumentHelp("How many run at the same time.", valueName: "number"))
  var jobs: Int?

  @Option(help: "The report's form.")
  var format = AnswerFormat.text

  @Flag(inversion: .prefixedNo, help: "Record the results.")
  var record = true

  @Flag(inversion: .prefixedNo, help: "Sign them, where a key is configured.")
  var sign = true

  @Flag(inversion: .prefixedNo, help: "Show progress on a terminal.")
  var progress = true

  func validate() throws {
    guard jobs.map({ $0 > 0 }) ?? true else { throw ValidationError("--jobs is 1 at least.") }
  }

  func run() throws {
    let start = ContinuousClock.now
    let session = try Session(source)
    let found = try PolicySearch(session, source).policy(for: .standing(only: []))
    guard let top = session.view.repository.workTree else {
      throw Stop.usage("a bare repository has no files", help: "run the gates in a clone")
    }
    let gates = try selected(from: found)
    let git = try GitCommand(environment: session.environment)
    let before = try TestedTree(.head, git, environment: session.environment)
    let shelf = GateShelf(
      notesOf: session.view, found.policy, session.environment, now: session.now)
    var progress = progress(of: gates, session.environment)
    let tested = before.difference == nil ? before.tree : nil
    let runs = GateFloor(top, atOnce: jobs).run(
      gates, reference: { shelf.reference($0, for: tested) }, tell: { progress.tell($0) })
    progress.finish()
    let after = try TestedTree(.head, git, environment: session.environment)
    let spent = ContinuousClock.now - start
    let seconds =
      Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
    let record = try recording(runs, before, after, session, git)
    switch format {
    case .json:
      try Stream.output.write(
        GatesJSON(runs: runs, source: found.source, tree: before.tree, recording: record).text)
    case .text:
      for note in found.notes { try Stream.output.write("note: \(Escaped.text(note))\n") }
      try Stream.output.write("\(Escaped.text(record.told))\n")
      try Stream.output.write(
        GateLines.summary(runs, source: found.source.source, seconds: seconds))
    }
    throw ExitCode(Self.status(of: runs, in: found.policy.mode).rawValue)
  }

  /// Writes the results down, where they are evidence.
  private func recording(
    _ runs: [GateRun], _ before: TestedTree, _ after: TestedTree, _ session: Session,
    _ git: GitCommand
  ) throws -> GateRecording {
    if !record { return .refused("--no-record") }
    if source.policyFile != nil || source.policyRef != nil {
      return .refused("the policy is not the trusted one, but one that the command line names")
    }
    if let refusal = GateRecording.refusal(before, after) { return refusal }
    guard let tree = before.tree, let commit = before.commit else {
      return .refused("there is no commit yet")
    }
    let notes = GateNotes(
      view: session.view, git: git, environment: session.environment, now: session.now,
      signs: sign)
    switch try notes.record(runs, tree: tree, commit: commit) {
    case nil: return .refused("no gate ended in a verdict")
    case let isSigned?: return .recorded(tree: tree, isSigned: isSigned)
    }
  }

  private func progress(of gates: [Gate], _ environment: [String: String]) -> GateProgress {
    let isPlain = environment["TERM"] == "dumb"
    let lines = GateLines(
      colour: Stream.output.isTerminal && !isPlain && environment["NO_COLOR", default: ""].isEmpty)
    let isLive = progress && !isPlain && Stream.output.isTerminal && Stream.errors.isTerminal
    return GateProgress(
      gates.map(\.name), lines, isLive: isLive,
      told: format == .json ? .nothing : .everything)
  }

  private func selected(from found: FoundPolicy) throws(Stop) -> [Gate] {
    let gates = found.policy.gates
    guard !gates.isEmpty else {
      throw .usage(
        "the policy has no gates: \(found.source.source)",
        help: (found.notes.first.map { $0 + "; " } ?? "")
          + "add some: gates: {format: {run: 'black --check .'}}")
    }
    for name in names where !gates.contains(where: { $0.name == name }) {
      let known = gates.map(\.name)
      throw .usage(
        "the policy has no gate '\(name)': \(found.source.source)",
        help: didYouMean(name, among: known) ?? "there are: \(known.joined(separator: ", "))")
    }
    return names.isEmpty ? gates : gates.filter { names.contains($0.name) }
  }

  /// Broken outranks unknown; in mode `evaluate` nothing blocks.
  static func status(of runs: [GateRun], in mode: Policy.Mode) -> ExitStatus {
    guard mode == .enforce else { return .kept }
    if runs.contains(where: { $0.verdict.word == "failed" }) { return .broken }
    return runs.contains { $0.verdict.word == "unknown" } ? .unknown : .kept
  }
}
