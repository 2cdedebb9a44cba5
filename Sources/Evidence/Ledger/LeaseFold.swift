internal import GitModel
internal import PolicyCore

/// What the entries of a ledger, one after the other, make of its leases.
struct LeaseFold {
  private(set) var records: [LeaseRecord] = []
  private(set) var flaws: [LeaseBook.Flaw] = []
  private(set) var conflicts: [String] = []
  private var places: [String: Int] = [:]
  /// What each lease was seen to have made of what stood, when somebody looked first.
  private var made: [String: JSON] = [:]
  /// The entries that say that nothing was done for a lease.
  private var abandonments: [String: LedgerEntry] = [:]

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
    case .call(let call):
      revive(id, at: place)
      records[place].calls.append(call)
    case .active(_, let state):
      revive(id, at: place)
      made[id] = made[id] ?? state
      (records[place].active, records[place].restoring) = (state, nil)
    case .restoring(_, let state, let target, _, _):
      records[place].restoring = (state, target)
    case .abandoned(_, let nonce): abandon(nonce, at: place, entry)
    // Who restores twice changes nothing.
    case .restored(_, let state, let lost) where records[place].lease.closed == nil:
      if let name = placeStillLifted(in: state, by: records[place]) {
        return complain(
          "closes lease \(id), and says that what it changed still is: \(name)", entry)
      }
      (records[place].lease.closed, records[place].lost) = (entry.at, lost)
    case .remediated(_, let note) where records[place].lease.remediated == nil:
      (records[place].lease.remediated, records[place].repair) = (entry.at, note)
    default: break
    }
  }

  private mutating func begin(_ start: LeaseStart, _ entry: LedgerEntry) {
    let terms = start.terms
    if start.ends - entry.at > terms.duration {
      complain("lets lease \(terms.id) last longer than was approved", entry)
    }
    if terms.purpose == .override, start.approval == nil {
      complain("begins lease \(terms.id), which nobody has approved", entry)
    }
    if let place = places[terms.id], !records[place].isAbandoned {
      return beginAgain(start, at: place, entry)
    }
    let open = records.filter { $0.lease.branch == terms.branch && $0.lease.closed == nil }
    if let other = open.first(where: { $0.lease.purpose == terms.purpose }) {
      conflicts.append(
        "leases \(other.lease.id) and \(terms.id) of \(terms.branch) were open at the same time")
    }
    let record = LeaseRecord(
      lease: Lease(start, began: entry.at), start: start, entry: entry.id,
      found: open.map(\.lease.id))
    if let place = places[terms.id] {
      records[place] = record
      (abandonments[terms.id], made[terms.id]) = (nil, nil)
    } else {
      places[terms.id] = records.count
      records.append(record)
    }
  }

  /// Two clones that did not know of each other began the same lease: both are kept.
  private mutating func beginAgain(
    _ start: LeaseStart, at place: Int, _ entry: LedgerEntry
  ) {
    let terms = start.terms
    guard records[place].start != start, !records[place].twins.contains(start) else {
      return complain("begins lease \(terms.id) a second time", entry)
    }
    conflicts.append(
      "lease \(terms.id) of \(terms.branch) was begun in two clones at once")
    records[place].twins.append(start)
  }

  /// Where a state still has what a lease has made of what stood. Where it found the work of a lease that
  /// is closed by now, or has a twin, only its end works out what was to stand: nothing is said of that.
  private func placeStillLifted(in state: JSON, by record: LeaseRecord) -> String? {
    let isAlone = !records.contains {
      $0.lease.closed != nil && record.found.contains($0.lease.id)
    }
    guard isAlone, record.twins.isEmpty else { return nil }
    return state.placeStillLifted(
      from: record.start.snapshot, by: made[record.lease.id] ?? record.start.target)
  }

  /// Ends what began with a nonce and nothing else: another clone may be at work for the same lease.
  private mutating func abandon(_ nonce: String, at place: Int, _ entry: LedgerEntry) {
    guard records[place].start.nonce == nonce else {
      return records[place].twins.removeAll { $0.nonce == nonce }
    }
    if !records[place].twins.isEmpty {
      records[place].start = records[place].twins.removeFirst()
      records[place].lease.ends = records[place].start.ends
      return
    }
    guard records[place].calls.isEmpty, records[place].active == nil else {
      // Whoever has ended it meanwhile has done so.
      if records[place].lease.closed == nil { complainOfAbandoning(entry) }
      return
    }
    records[place].lease.closed = records[place].lease.closed ?? entry.at
    // Nothing was done, and so there is nothing to repair.
    records[place].lease.remediateBy = nil
    // What approved it counts again.
    records[place].isAbandoned = true
    abandonments[records[place].lease.id] = entry
  }

  /// What was done for a lease counts, whoever says that nothing was. An end that somebody else set out
  /// to make is nothing that was done for it.
  private mutating func revive(_ id: String, at place: Int) {
    guard let entry = abandonments.removeValue(forKey: id), records[place].restoring == nil else {
      return
    }
    records[place].isAbandoned = false
    records[place].lease.closed = nil
    records[place].lease.remediateBy = records[place].start.terms.remediateBy
    complainOfAbandoning(entry)
  }

  private mutating func complainOfAbandoning(_ entry: LedgerEntry) {
    complain(
      "says that nothing was done for lease \(entry.event.lease ?? ""), and calls were made", entry)
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
