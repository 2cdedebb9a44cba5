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

  /// What the ledger itself is: broken where an entry is wrong, unknown where one cannot be read.
  var status: ExitStatus {
    !content.book.flaws.isEmpty ? .broken : content.doubts.isEmpty ? .kept : .unknown
  }

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
      let members: [(String, JSONValue?)] = [
        ("version", .int(1)),
        ("leases", .array(records.map { LeaseText.json($0, at: now) })),
        ("flaws", .array(flaws.map { .string($0) })),
        ("conflicts", .array(content.conflicts.map { .string($0) })),
        ("without_lease", trail?.json),
        ("unknown", unknown(trail)),
      ]
      let value = members.compactMap { name, value in value.map { (name, $0) } }
      return try Stream.output.write(
        String(decoding: JSONValue.object(value).line, as: UTF8.self))
    }
    let lines = records.flatMap { LeaseText.lines($0, at: now) }
    try Stream.output.write(
      ((lines.isEmpty && content.doubts.isEmpty ? [nothing] : lines) + flaws + doubts
        + (trail?.lines ?? [])).shown)
  }

  /// What neither the ledger nor GitHub tells, for programs; `nil` where nobody has to ask for it.
  private func unknown(_ trail: LeaseTrail?) -> JSONValue? {
    guard trail != nil || !content.doubts.isEmpty else { return nil }
    return .array((content.doubts.map(\.words) + (trail?.unknown ?? [])).map { .string($0) })
  }

  /// What GitHub has kept, held against the leases.
  func trail() throws -> LeaseTrail {
    let keeper = try desk.connection()
    let reading = ForgeTrail(of: keeper.repository, client: keeper.client).read(desk.policy)
    return LeaseTrail(reading, leases: content.records.map(\.lease))
  }

  /// What the verification found, in lines.
  var verification: [String] {
    let signed = content.entries.count { if case .by? = $0.signature { true } else { false } }
    let count = content.entries.count
    return [
      "\(count) \(count == 1 ? "entry" : "entries"), \(signed) signed by a key of the policy"
    ] + (status == .kept ? ["nothing is wrong"] : flaws + doubts)
  }

  private var doubts: [String] {
    content.doubts.flatMap { ["unknown: \($0.words)", "help: \($0.help)"] }
  }

  private var flaws: [String] {
    content.book.flaws.map { "wrong: \($0.words)" }
  }
}
