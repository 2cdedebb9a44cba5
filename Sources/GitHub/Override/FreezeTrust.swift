internal import Evidence
internal import PolicyCore

/// What the end of a freeze may take back of what stands, and on whose word.
///
/// Whoever may push to the ledger may write that a freeze has tightened what has always stood: nobody has
/// to approve a freeze. So nothing is taken back but while the branch is closed, and unseen no more than
/// the lock, where neither the policy nor anybody who signs says otherwise.
struct FreezeTrust {
  /// What the freeze says to have tightened, by name; nothing where the branch is not closed, as under an
  /// override of the lock that came upon it.
  let tightened: Set<String>
  /// The controls that are taken back on anybody's word.
  private let free: Set<String>
  /// Whether a key of the policy has signed what the freeze says.
  private let isSigned: Bool

  init(
    of record: LeaseRecord, _ found: ProtectionState, in ledger: LedgerContent,
    _ demands: Set<String>
  ) throws(OverrideError) {
    guard record.lease.purpose == .freeze else {
      (tightened, free, isSigned) = ([], [], false)
      return
    }
    let made = try record.state(record.start.target)
    let before = try record.state(record.start.snapshot)
    tightened =
      found.isClosed(as: made, from: before) ? Set(made.weakenings(in: before).map(\.name)) : []
    let isAlone =
      record.twins.isEmpty
      && !ledger.open.contains {
        $0.lease.id != record.lease.id && $0.lease.purpose == .freeze
          && $0.lease.branch == record.lease.branch
      }
    let signed = ledger.entries.filter(\.isSigned).map(\.id)
    isSigned = isAlone && signed.contains(record.entry)
    // Where others sign, what nobody has signed is nobody's word.
    free = isAlone && signed.isEmpty ? Self.lock.subtracting(demands) : []
  }

  /// Whether something is taken back though nobody looks at it.
  func isProven(_ weakening: Weakening) -> Bool {
    isSigned || free.contains { weakening.name == $0 || weakening.name.hasSuffix(": \($0)") }
  }

  /// What closes a branch, as the policy and as rulesets name it. Who passes a ruleset by, and whether it
  /// acts at all, is none of it.
  private static let lock: Set<String> = [
    "lock_branch", "update", "allow_fork_syncing", Control.admins,
  ]
}

extension ProtectionState {
  /// Whether that by which a freeze has closed the branch closes it still.
  fileprivate func isClosed(as made: ProtectionState, from before: ProtectionState) -> Bool {
    guard made.classic == nil else { return classic?.switches.contains(.lock) ?? false }
    return made.rulesets.filter { !before.rulesets.contains($0) }.allSatisfy { closed in
      rulesets.contains { $0.id == closed.id && $0.isClosed }
    }
  }
}
