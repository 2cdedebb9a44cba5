internal import Evidence
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// The ledger as somebody looks at it: what is here, and what the remote has where it can be asked.
struct LedgerReview {
  let content: LedgerContent
  let now: Int64
  /// What is wrong with the ledger.
  private let wrong: [LeaseBook.Flaw]
  /// What cannot be told of it.
  private let doubted: [LeaseBook.Flaw]
  private let desk: OverrideDesk

  init(_ source: SourceOptions) throws {
    desk = try OverrideDesk(source)
    now = desk.session.now
    let missed = try desk.fetch()
    let found = try desk.ledger.read()
    if found == nil, let missed {
      throw GitError(
        .missingRef, "read ledger",
        "no ledger is here, and the remote's was not read: \(missed.message)", help: missed.help)
    }
    let content = found ?? LedgerContent()
    var (flaws, doubts) = (content.book.flaws, content.doubts)
    for record in content.records {
      do throws(OverrideError) {
        if let flaw = try record.flaw() { flaws.append(flaw) }
      } catch {
        doubts.append(LeaseBook.Flaw(error.message, help: error.help))
      }
    }
    if let missed {
      doubts.append(
        LeaseBook.Flaw(
          "the ledger that is here may be old, as the remote's was not read: \(missed.message)",
          help: missed.help))
    }
    (self.content, wrong, doubted) = (content, flaws, doubts)
    Stream.complain(content.conflicts.map { "note: \($0)" })
  }

  /// What the ledger itself is: broken where an entry is wrong, unknown where one cannot be read.
  var status: ExitStatus {
    !wrong.isEmpty ? .broken : doubted.isEmpty ? .kept : .unknown
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
      ((lines.isEmpty && doubted.isEmpty ? [nothing] : lines) + flaws + doubts
        + (trail?.lines ?? [])).shown)
  }

  /// What neither the ledger nor GitHub tells, for programs; `nil` where nobody has to ask for it.
  private func unknown(_ trail: LeaseTrail?) -> JSONValue? {
    guard trail != nil || !doubted.isEmpty else { return nil }
    return .array((doubted.map(\.words) + (trail?.unknown ?? [])).map { .string($0) })
  }

  /// What GitHub has kept, held against the leases.
  func trail() throws -> LeaseTrail {
    let keeper = try desk.connection()
    let reading = ForgeTrail(of: keeper.repository, client: keeper.client).read(desk.policy)
    let ends = LeaseEnds(content, by: try desk.keeper(isEnd: true), at: now)
    return LeaseTrail(reading, ends, leases: content.records.map(\.lease), at: now)
  }

  /// What the verification found, in lines.
  var verification: [String] {
    let signed = content.entries.count(where: \.isSigned)
    let count = content.entries.count
    return [
      "\(count) \(count == 1 ? "entry" : "entries"), \(signed) signed by a key of the policy"
    ] + known + unsigned + (status == .kept ? ["nothing is wrong"] : flaws + doubts)
  }

  private var known: [String] {
    content.known.map {
      "note: entry \($0) counts for nothing: the policy lists it under known_flaws"
    }
  }

  /// The entries that say what to put back, or that it was, and that no known key has signed though older
  /// ones are.
  private var unsigned: [String] {
    let later = content.entries.drop { !$0.isSigned }
    return later.filter { $0.isOfAnEnd && !$0.isSigned }.map {
      "note: entry \($0.id) is not signed by a key of the policy, and older ones are: "
        + "look at it: git show \($0.id)"
    }
  }

  private var doubts: [String] {
    doubted.flatMap { ["unknown: \($0.words)", "help: \($0.help)"] }
  }

  private var flaws: [String] {
    wrong.map { "wrong: \($0.words)" }
  }
}

extension LedgerEntry {
  /// Whether the end of a lease rests on what it says, or is what it says.
  fileprivate var isOfAnEnd: Bool {
    switch event {
    case .begin, .active, .abandoned, .restored: true
    case .approve, .call, .restoring, .remediated, .merge: false
    }
  }
}
