package import Evidence
internal import PolicyCore

/// What ends a lease: what stood before it, what it made of that, and what stands now, put together.
package struct LeaseRestoration {
  /// The lease.
  package let record: LeaseRecord
  /// What stands.
  package let now: ProtectionState
  /// What is to stand.
  package let target: ProtectionState
  /// The calls.
  package let calls: [GitHubCall]
  /// What others changed meanwhile and what is set back all the same: the lease was about it.
  package let overwrites: [String]
  /// What others changed meanwhile and what stays.
  package let keeps: [String]

  /// The end of a lease. Throws where what stands cannot be known, or could not be set without loss.
  package init(
    of record: LeaseRecord, keeper: some ProtectionKeeper, ledger: LedgerContent
  ) throws(OverrideError) {
    let found: ProtectionState
    do throws(GitHubFailure) {
      found = try keeper.state(of: record.lease.branch)
    } catch {
      throw OverrideError(error)
    }
    guard record.start.terms.repository == keeper.repository.description else {
      throw .refused(
        "lease \(record.lease.id) is one of \(record.start.terms.repository)",
        help: "name it: GH_REPO=\(record.start.terms.repository) policy …")
    }
    let merge = ThreeWay(
      before: Self.snapshot(of: record, in: ledger), during: record.start.target,
      now: found.written)
    let wanted: ProtectionState
    do throws(GitHubAnswer.Flaw) {
      wanted = try ProtectionState(written: merge.result)
    } catch {
      throw OverrideError(
        .unknown, "the ledger's snapshot cannot be used: \(error.message)",
        help: "look at it: policy override log --format json")
    }
    let calls = ProtectionCalls(from: found, to: wanted, in: keeper.repository)
    if !calls.calls.isEmpty { try LeasePlan.refuseLoss(of: found, settingAll: calls.setsAll) }
    (self.record, now, target) = (record, found, wanted)
    self.calls = calls.calls
    (overwrites, keeps) = (merge.overwrites, merge.keeps)
  }

  /// What stood before the lease. What it found lifted by another lease that is closed by now would not
  /// have been lifted: so a thaw does not lift what the override that it came upon has put back. What
  /// that other one had found itself is told apart in the same way, from the oldest on.
  private static func snapshot(of record: LeaseRecord, in ledger: LedgerContent) -> JSON {
    let records = ledger.records
    var snapshots: [String: JSON] = [:]
    for other in records where other.lease.branch == record.lease.branch {
      var snapshot = other.start.snapshot
      // One clone may have looked while another one was at work for the same lease.
      for twin in other.twins {
        snapshot = ThreeWay(before: twin.snapshot, during: twin.target, now: snapshot).result
      }
      for found in records where found.lease.closed != nil && other.found.contains(found.lease.id) {
        guard let before = snapshots[found.lease.id] else { continue }
        snapshot = ThreeWay(before: before, during: found.start.target, now: snapshot).result
      }
      snapshots[other.lease.id] = snapshot
    }
    return snapshots[record.lease.id] ?? record.start.snapshot
  }
}
