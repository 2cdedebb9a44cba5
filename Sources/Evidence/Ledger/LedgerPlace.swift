internal import GitModel

/// Where an entry stands in the ledger: behind how many others, and when.
struct LedgerPlace: Hashable, Sendable {
  /// One more than the highest before it.
  let sequence: Int
  /// When it was written, in seconds since 1970.
  let at: Int64

  /// How far two clocks may be apart, in seconds.
  static let clockError: Int64 = 300

  init(sequence: Int, at: Int64) { (self.sequence, self.at) = (sequence, at) }

  /// The place behind others, at a moment or later.
  init(behind others: [LedgerPlace], at now: Int64) {
    // A clock that is behind others' must not make an entry that is older than what it follows.
    self.init(
      sequence: Self.next(behind: others), at: max(now, others.map(\.at).max() ?? now))
  }

  /// The number of what follows others.
  static func next(behind others: [LedgerPlace]) -> Int {
    let (next, isTooHigh) = (others.map(\.sequence).max() ?? 0).addingReportingOverflow(1)
    return isTooHigh ? .max : next
  }

  /// What mends a clock that an entry is ahead of.
  static func cure(_ entry: ObjectID) -> String {
    "set the clock: timedatectl set-ntp true; where it is right, look at the entry: git show \(entry)"
  }
}
