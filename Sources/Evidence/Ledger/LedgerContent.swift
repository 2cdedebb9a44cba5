package import GitModel
package import PolicyCore

/// A ledger as it was read.
package struct LedgerContent: Sendable {
  /// The entries, each behind those that it follows.
  package internal(set) var entries: [LedgerEntry] = []
  /// What is wrong with them.
  package internal(set) var flaws: [LeaseBook.Flaw] = []
  /// What cannot be told of it: entries that only a newer policy reads. They may say anything.
  package internal(set) var doubts: [LeaseBook.Flaw] = []
  /// The entries that are left out, as the policy knows them to be wrong.
  package internal(set) var known: [ObjectID] = []
  /// Where the entries stand that are known to be some.
  var places: [ObjectID: LedgerPlace] = [:]
  /// The entries that nothing follows: several where ledgers went apart.
  package internal(set) var heads: [ObjectID] = []
  /// Where the own ref stands; `nil` where there is none.
  package internal(set) var tip: ObjectID?

  /// A ledger without entries.
  package init() {}

  /// The approvals of terms with this digest.
  package func approvals(of digest: String) -> [(entry: ObjectID, approval: LeaseApproval)] {
    entries.compactMap { entry in
      guard case .approve(let approval) = entry.event, approval.digest == digest else {
        return nil
      }
      return (entry.id, approval)
    }
  }

  /// The leases, in the order in which they began.
  package var records: [LeaseRecord] { LeaseFold(entries).records }

  /// The leases and everything that is wrong, for rules and reports.
  package var book: LeaseBook {
    let fold = LeaseFold(entries)
    return LeaseBook(fold.records.map(\.lease), flaws: flaws + fold.flaws, doubts: doubts)
  }

  /// What went apart: leases that were begun without knowing of each other.
  package var conflicts: [String] { LeaseFold(entries).conflicts }
}

/// A lease with all that the ledger holds of it.
package struct LeaseRecord: Sendable {
  /// What it is.
  package internal(set) var lease: Lease
  /// What it began with.
  package internal(set) var start: LeaseStart
  /// What the same lease began with in other clones that did not know of this one.
  package internal(set) var twins: [LeaseStart] = []
  /// The entry that began it.
  package let entry: ObjectID
  /// Whether whoever began it has done nothing for it: the same lease may begin again.
  package internal(set) var isAbandoned = false
  /// The leases of the branch that were open when it began.
  package internal(set) var found: [String] = []
  /// Its calls, in their order.
  package internal(set) var calls: [LeaseCall] = []
  /// What the lease made of it, as it was read back; `nil` where nobody did.
  package internal(set) var active: JSON?
  /// What stood and what was to stand when somebody last set out to end it, and was not heard of again.
  package internal(set) var restoring: (state: JSON, target: JSON)?
  /// What could not be put back, in words.
  package internal(set) var lost: [String] = []
  /// What was repaired, and where; `nil` while nobody has said so.
  package internal(set) var repair: String?

  /// What the lease made of what stood, as far as anybody knows.
  package var made: JSON { active ?? start.target }
}
