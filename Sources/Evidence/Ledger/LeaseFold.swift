internal import GitModel
internal import PolicyCore

/// What the entries of a ledger, one after the other, make of its leases.
struct LeaseFold {
  private(set) var records: [LeaseRecord] = []
  private(set) var flaws: [LeaseBook.Flaw] = []
  private(set) var conflicts: [String] = []
  private var places: [String: Int] = [:]

  init(_ entries: [LedgerEntry]) {
    for entry in entries { take(entry) }
  }

  private mutating func take(_ entry: LedgerEntry) {
    guard let id = entry.event.lease else { return }
    if case .begin(let start) = entry.event { return begin(start, entry) }
    guard let place = places[id] else {
      return complain("tells of lease \(id), which has not begun", entry)
    }
    switch entry.event {
    case .call(let call): records[place].calls.append(call)
    // Who restores twice changes nothing.
    case .restored where records[place].lease.closed == nil:
      records[place].lease.closed = entry.at
    case .remediated where records[place].lease.remediated == nil:
      records[place].lease.remediated = entry.at
    default: break
    }
  }

  private mutating func begin(_ start: LeaseStart, _ entry: LedgerEntry) {
    let terms = start.terms
    guard places[terms.id] == nil else {
      return complain("begins lease \(terms.id) a second time", entry)
    }
    if start.ends - entry.at > terms.duration {
      complain("lets lease \(terms.id) last longer than was approved", entry)
    }
    if terms.purpose == .override, start.approval == nil {
      complain("begins lease \(terms.id), which nobody has approved", entry)
    }
    let open = records.filter { $0.lease.branch == terms.branch && $0.lease.closed == nil }
    if let other = open.first(where: { $0.lease.purpose == terms.purpose }) {
      conflicts.append(
        "leases \(other.lease.id) and \(terms.id) of \(terms.branch) were open at the same time")
    }
    places[terms.id] = records.count
    records.append(
      LeaseRecord(
        lease: Lease(start, began: entry.at), start: start, entry: entry.id,
        found: open.map(\.lease.id)))
  }

  private mutating func complain(_ message: String, _ entry: LedgerEntry) {
    flaws.append(LeaseBook.Flaw(message, at: entry.id, help: LedgerCheck.help(entry.id)))
  }
}

extension Lease {
  /// The lease that begins.
  init(_ start: LeaseStart, began: Int64) {
    let terms = start.terms
    self.init(
      id: terms.id, terms.purpose, of: terms.branch, controls: terms.controls,
      reason: terms.reason, issue: terms.issue, requester: terms.requester,
      approver: terms.approver, began: began, ends: start.ends, remediateBy: terms.remediateBy)
  }
}
