internal import Evidence
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// Begins and ends leases for the commands, or shows what that would take.
struct LeaseOffice {
  let desk: OverrideDesk
  let format: AnswerFormat

  /// Begins what is asked for where that is wanted; else shows it.
  func begin(_ request: LeaseRequest, applying: Bool) throws {
    let keeper = try desk.keeper()
    let terms = try desk.terms(for: request.purpose)
    var request = request
    request.isNamed = BranchName(request.branch).flatMap { desk.policy.kind(of: $0) } != nil
    try Self.translated {
      let journal = try desk.journal(login: try keeper.login(), needsRemote: applying)
      let content = try sound(try journal.read())
      let plan = try LeasePlan(
        request, by: terms, keeper: keeper, ledger: content, at: desk.session.now)
      guard applying else { return try show(plan, host: keeper.repository.host) }
      let proof = try LeaseProof(of: plan.terms, by: terms).find(
        keeper: keeper, ledger: content, signatures: desk.signatures)
      let outcome = try LeaseRun(keeper, journal, telling: tell).begin(
        plan, provenBy: proof, at: desk.session.now)
      try report(outcome, undoing: nil, in: try journal.read(), plan.notes)
    }
  }

  /// Ends a lease where that is wanted; else shows what it would take. What stands becomes weaker by it
  /// only where somebody looks, and has named the lease.
  func end(
    _ id: String?, _ purpose: Lease.Purpose, branch: String?, applying: Bool,
    unattended: Bool = false
  ) throws {
    let keeper = try desk.keeper(isEnd: true)
    try Self.translated {
      let journal = try desk.closingJournal(login: try closer(keeper))
      let content = try journal.read()
      let missed = journal.missed
      Stream.complain(notes(on: content) + desk.flaws(in: content))
      guard id != nil || content.open.contains(where: { $0.lease.purpose == purpose }) else {
        try desk.requireWhole(content, missed)
        if purpose == .override { try requireTrueEnds(in: content) }
        // Who ends it twice, or comes second, has nothing to do.
        return try nothing(purpose)
      }
      let record = try desk.lease(id, purpose, branch: branch, in: content, missed)
      if record.lease.closed != nil {
        guard try isDoubted(record.lease, in: content, keeper) else { return try closed(record) }
      }
      let restoration = try LeaseRestoration(
        of: record, keeper: keeper, ledger: content, demands: demands(on: record.lease.branch))
      guard applying else { return try show(restoration, host: keeper.repository.host) }
      if unattended || id == nil {
        try Self.refuseWeakening(
          by: restoration, restoration.weakens + (unattended ? restoration.unproven : []))
      }
      Stream.complain(changes(restoration))
      let outcome = try LeaseRun(keeper, journal, telling: tell).restore(restoration)
      try report(
        outcome, undoing: record.lease.id, in: try journal.read(),
        remarks(on: journal, missed))
    }
  }

  /// What is to be known of the remote where something was ended.
  private func remarks(on journal: RepositoryJournal, _ missed: OverrideError?) -> [String] {
    if let untold = journal.untold {
      return ["the remote does not know of it yet: \(untold.message); \(untold.help)"]
    }
    // Only a ledger that was taken back is refused: what was pushed has brought it back.
    guard let missed, missed.cause == .refused else { return [] }
    return ["\(missed.message); the remote has them again: ask who did it"]
  }

  /// Who ends a lease. A token that belongs to nobody ends it, too.
  private func closer(_ keeper: GitHubKeeper) throws -> String {
    do throws(GitHubFailure) {
      return try keeper.login()
    } catch {
      return try desk.person()
    }
  }

  /// What the policy demands of a branch, by key.
  private func demands(on branch: String) -> Set<String> {
    guard let name = BranchName(branch), let kind = desk.policy.kind(of: name) else { return [] }
    return Control.demanded(by: kind, and: desk.policy.commits)
  }

  /// Throws where what stands would become weaker: what the ledger says may be anybody's word.
  private static func refuseWeakening(
    by restoration: LeaseRestoration, _ weakens: [String]
  ) throws(OverrideError) {
    guard !weakens.isEmpty else { return }
    let lease = restoration.record.lease
    let command = lease.purpose.endCommand(lease.id)
    throw OverrideError(
      .refused,
      "the end of \(lease.purpose.rawValue) \(lease.id) would weaken what stands: "
        + weakens.joined(separator: "; "),
      help: "see all of it: \(command.dropLast(" --apply".count)); where it is right: \(command)")
  }

  private func tell(_ words: String) { Stream.complain([words]) }

  private func changes(_ restoration: LeaseRestoration) -> [String] {
    (restoration.weakens + restoration.unproven).map { "weakens \($0)" }
      + restoration.overwrites.map { "overwrites what others made of \($0)" }
      + restoration.keeps.map { "keeps what others made of \($0)" }
      + restoration.lost.map { "cannot put back \($0)" }
  }

  func sound(_ content: LedgerContent) throws(Stop) -> LedgerContent {
    Stream.complain(notes(on: content))
    return try desk.soundContent(content)
  }

  private func notes(on content: LedgerContent) -> [String] {
    content.conflicts.map { "note: \($0)" }
  }
}

/// What is shown.
extension LeaseOffice {
  private func show(_ plan: LeasePlan, host: String) throws {
    let terms = plan.terms
    if format == .json {
      let calls = LeaseText.json(plan.calls, undoing: nil)
      return try write([
        "version": .int(1), "lease": LeaseText.json(terms), "calls": calls,
        "state": plan.snapshot.shown, "applied": .bool(false),
      ])
    }
    var lines = [
      "lease \(terms.id): \(terms.purpose.rawValue) of \(terms.branch)",
      "digest: \(terms.digest)",
    ]
    lines += plan.notes.map { "note: \($0)" }
    if terms.purpose == .override, let approver = terms.approver {
      lines.append("\(approver) approves it on \(terms.issue ?? ""): approve \(terms.digest)")
    }
    lines.append("nothing was done; the same with --apply writes it down and makes these calls:")
    try write(lines, then: plan.calls.script(host: host))
    try write(
      ["and these end it, where nobody changes anything meanwhile:"],
      then: plan.undoing.script(host: host))
  }

  private func show(_ restoration: LeaseRestoration, host: String) throws {
    let lease = restoration.record.lease
    if format == .json {
      return try write([
        "version": .int(1), "lease": LeaseText.json(restoration.record, at: desk.session.now),
        "calls": LeaseText.json(restoration.calls, undoing: lease.id),
        "state": restoration.now.shown, "applied": .bool(false),
      ])
    }
    let calls =
      restoration.calls.isEmpty
      ? "everything stands as before; the same with --apply writes that down"
      : "nothing was done; the same with --apply makes these calls:"
    try write(
      [LeaseText.line(lease, at: desk.session.now)] + changes(restoration) + [calls],
      then: restoration.calls.script(host: host))
  }

  private func nothing(_ purpose: Lease.Purpose) throws {
    if format == .text { return try write(["no \(purpose.rawValue) is open"], then: "") }
    try write([
      "version": .int(1), "lease": .null, "calls": .array([]), "state": .null,
      "applied": .bool(false),
    ])
  }

  private func closed(_ record: LeaseRecord) throws {
    if format == .json {
      return try write([
        "version": .int(1), "lease": LeaseText.json(record, at: desk.session.now),
        "calls": .array([]),
        "state": .null, "applied": .bool(true),
      ])
    }
    try write([LeaseText.line(record.lease, at: desk.session.now)], then: "")
  }

  private func report(
    _ outcome: LeaseRun<GitHubKeeper, RepositoryJournal>.Outcome, undoing: String?,
    in content: LedgerContent, _ notes: [String]
  ) throws {
    let record = content.records.first { $0.lease.id == outcome.lease }
    if format == .json {
      return try write([
        "version": .int(1),
        "lease": record.map { LeaseText.json($0, at: desk.session.now) } ?? .null,
        "calls": LeaseText.json(outcome.calls, undoing: undoing),
        "state": outcome.state.shown, "applied": .bool(true),
      ])
    }
    var lines = record.map { LeaseText.lines($0, at: desk.session.now) } ?? []
    lines += notes.map { "note: \($0)" }
    if undoing == nil, let record { lines.append("end it: \(record.lease.endCommand)") }
    try write(lines, then: "")
  }

  func write(_ lines: [String], then rest: String) throws {
    try Stream.output.write(lines.shown + rest)
  }

  func write(_ value: JSONValue) throws {
    try Stream.output.write(String(decoding: value.line, as: UTF8.self))
  }
}

extension LeaseOffice {
  /// Runs something, and gives each of its errors its words and its exit status.
  static func translated(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as OverrideError {
      throw Stop(error)
    } catch let error as GitHubFailure {
      throw Stop(error)
    }
  }
}
