internal import Evidence
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// The ledger as somebody looks at it: what is here, and what the remote has where it can be asked.
struct LedgerReview {
  let content: LedgerContent
  let now: Int64
  private let desk: OverrideDesk

  init(_ source: SourceOptions) throws {
    desk = try OverrideDesk(source)
    now = desk.session.now
    var notes = try desk.fetch()
    let found = try desk.ledger.read()
    if found == nil, !notes.isEmpty {
      throw GitError(
        .missingRef, "read ledger", "no ledger is here, and \(notes.joined(separator: "; "))",
        help: "see that the remote can be reached: git ls-remote")
    }
    content = found ?? LedgerContent()
    notes += content.conflicts
    Stream.complain(notes.map { "note: \($0)" })
  }

  /// Whether nothing is wrong with any entry.
  var isSound: Bool { content.book.flaws.isEmpty }

  /// Whether something should be over, or repaired, and is not.
  var isOverdue: Bool {
    content.records.contains {
      $0.lease.isOverdue(at: now) || $0.lease.owesRemediation(at: now)
    }
  }

  /// Shows leases, and what is wrong with the ledger.
  func show(
    _ records: [LeaseRecord], as format: AnswerFormat, otherwise nothing: String,
    with trail: LeaseTrail? = nil
  ) throws {
    if format == .json {
      let value: [(String, JSONValue)] = [
        ("version", .int(1)),
        ("leases", .array(records.map { LeaseText.json($0, at: now) })),
        ("flaws", .array(flaws.map { .string($0) })),
        ("conflicts", .array(content.conflicts.map { .string($0) })),
      ]
      return try Stream.output.write(
        String(decoding: JSONValue.object(value + (trail?.members ?? [])).line, as: UTF8.self))
    }
    let lines = records.flatMap { LeaseText.lines($0, at: now) }
    try Stream.output.write(
      ((lines.isEmpty ? [nothing] : lines) + flaws + (trail?.lines ?? [])).shown)
  }

  /// What GitHub has kept, held against the leases.
  func trail() throws -> LeaseTrail {
    let keeper = try desk.connection()
    let kinds = desk.policy.longLived
    let closed = kinds.filter { $0.directPushers?.isEmpty == true }
    let reading = ForgeTrail(of: keeper.repository, client: keeper.client).read(
      kinds.map(\.name), closed: Set(closed.map(\.name)))
    return LeaseTrail(reading, leases: content.records.map(\.lease))
  }

  /// What the verification found, in lines.
  var verification: [String] {
    let signed = content.entries.count { if case .by? = $0.signature { true } else { false } }
    let count = content.entries.count
    return [
      "\(count) \(count == 1 ? "entry" : "entries"), \(signed) signed by a key of the policy"
    ] + (flaws.isEmpty ? ["nothing is wrong"] : flaws)
  }

  private var flaws: [String] {
    content.book.flaws.map { "wrong: \($0.words)" }
  }
}
