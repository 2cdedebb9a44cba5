internal import ArgumentParser
internal import GitStore
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy baseline`: writes down what is broken today, so that only what is new counts.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Write the present violations down; later, take out those that are gone.",
    discussion: """
      A list that exists may only shrink: what is broken and not in it is printed, and the exit \
      status is 1.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Option(
    help: ArgumentHelp(
      "The list (default: the one that the policy names, else .policy-baseline).", valueName: "file"
    ))
  var write: String?

  @Option(
    help: ArgumentHelp(
      "Write no list; say what a baseline of this date would leave.", valueName: "date"))
  var since: String?

  func validate() throws {
    guard write == nil || since == nil else {
      throw ValidationError("--write and --since exclude each other.")
    }
  }

  func run() throws {
    let session = try Session(source)
    var found = try PolicySearch(session, source)
      .policy(for: .standing(only: []))
    let trusted =
      write == nil && found.policy.baseline.file != nil ? found.policy.baseline.known : nil
    found.policy.baseline.known = []
    if let since { found.policy.baseline.since = try CommandDate.seconds(since) }
    let assessment = Assessment(
      view: session.view, policy: found, now: session.now, environment: session.environment)
    let present = try assessment.report(on: .standing(only: [])).violations()
    if let since {
      return try say([
        "add to the policy: baseline: {since: \(since)}",
        "\(count(present.count)) would still count",
      ])
    }
    let list = ViolationList(try path(in: session.view, found.policy))
    let here = try list.read()
    if let trusted {
      // The list that counts is the trusted tree's: one here that has more, or was taken away, begins no
      // new one.
      try shrink(list, here?.filter(trusted.contains) ?? Array(trusted), to: present, from: here)
    } else if let here {
      try shrink(list, here, to: present, from: here)
    } else {
      try begin(list, present, in: session.view)
    }
  }

  /// A list that the policy names lies in the tree; one that the command names, in the folder.
  private func path(in view: RepositoryView, _ policy: Policy) throws(Stop) -> String {
    if let write { return write }
    guard let top = view.repository.workTree else {
      throw .usage(
        "a bare repository has no files",
        help: "write the list in a clone, and push it; or name a file with --write FILE")
    }
    return top + (policy.baseline.file ?? ".policy-baseline")
  }

  private func begin(
    _ list: ViolationList, _ present: Set<KnownViolation>, in view: RepositoryView
  ) throws {
    guard !present.isEmpty else { return try say(["nothing is broken: no baseline is needed"]) }
    try list.write(present)
    let name = list.path.split(separator: "/").last.map(String.init) ?? list.path
    let place = view.pathInTree(of: list.path)
    let advice =
      place == nil ? "no policy can name it there; move it into the tree, and " : ""
    try say([
      "\(count(present.count)) written to \(name)",
      "\(advice)add to the policy: baseline: {file: \(PolicyFile.value(place ?? name))}",
    ])
  }

  /// Takes out what is gone; `here` is what the file lists, `nil` where there is none.
  private func shrink(
    _ list: ViolationList, _ known: [KnownViolation], to present: Set<KnownViolation>,
    from here: [KnownViolation]?
  ) throws {
    let left = KnownViolations.shrink(known, to: present)
    if here.map({ left.count < $0.count }) ?? true { try list.write(left) }
    try say(["\(count(known.count - left.count)) gone, \(left.count) left"])
    let new = present.subtracting(known)
    guard !new.isEmpty else { return }
    try say(
      ["\(count(new.count)) not in the list, which only shrinks:"]
        + KnownViolations.render(new).split(separator: "\n").map(String.init)
        .filter { !$0.hasPrefix("#") })
    throw ExitCode(ExitStatus.broken.rawValue)
  }

  private func count(_ number: Int) -> String { "\(number) violation\(number == 1 ? "" : "s")" }

  private func say(_ lines: [String]) throws(Stop) {
    try Stream.output.write(lines.map { Escaped.text($0) + "\n" }.joined())
  }
}

extension Report {
  /// What is broken and blocks. Throws where a rule could not tell: a list made then would lie.
  fileprivate func violations() throws -> Set<KnownViolation> {
    var present: Set<KnownViolation> = []
    for judgement in judgements where judgement.level == .error {
      switch judgement.verdict {
      case .kept: continue
      case .broken(let findings):
        present.formUnion(
          findings.map { KnownViolation($0, of: judgement.rule, on: judgement.update) })
      case .unknown(let why):
        // A demand without a rule has no violations to list.
        guard RuleCatalog.guide(judgement.rule) == nil else { throw why }
      }
    }
    return present
  }
}

/// The file of known violations.
private struct ViolationList {
  let path: String
  private static let sizeLimit = 64 << 20

  init(_ path: String) { self.path = path }

  /// What it lists; `nil` where there is no file.
  func read() throws -> [KnownViolation]? {
    do {
      let text = try File.read(path, limit: Self.sizeLimit)
      return try KnownViolations.parse(text, name: path)
    } catch let error as File.Failure {
      if error.isMissing { return nil }
      throw Stop.unavailable("'\(path)' cannot be read: \(error.reason)", help: "name another list")
    }
  }

  func write(_ violations: some Sequence<KnownViolation>) throws(Stop) {
    do throws(File.Failure) {
      try File.write(Array(KnownViolations.render(violations).utf8), to: path)
    } catch {
      throw .unavailable(
        "'\(path)' cannot be written: \(error.reason)", help: "name another with --write FILE")
    }
  }
}
