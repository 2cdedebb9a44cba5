package import Evidence
package import PolicyCore

/// Ends that the ledger tells of, held against what stands: whoever may push to the ledger may have
/// written that something is put back.
package struct LeaseEnds {
  /// Ends are held against what stands for so long, in seconds: 30 days. What is lifted again after that
  /// is somebody's will.
  private static let time: Int64 = 30 * 86_400

  /// An end after which something is still lifted.
  package struct Doubted {
    /// The override.
    package let lease: Lease
    /// The first place at which what stands is as the override has made it: `classic.enforce_admins`.
    package let place: String

    /// What is wrong.
    package var words: String {
      "override \(lease.id) of \(lease.branch) is closed in the ledger, and GitHub still has what it "
        + "lifted: \(place)"
    }

    /// What mends it.
    package var help: String {
      let command = lease.endCommand
      return
        "see what would be put back: \(command.dropLast(" --apply".count)); where that is right: "
        + command
    }
  }

  /// The ends that nothing at GitHub speaks for.
  package private(set) var doubted: [Doubted] = []
  /// What GitHub does not tell.
  package private(set) var gaps: [GitHubFailure] = []

  /// The ends of the last month, or one of them. A branch that is gone is asked for again when it is there.
  package init(
    _ ledger: LedgerContent, of id: String? = nil, by keeper: some ProtectionKeeper, at now: Int64
  ) {
    for record in Self.records(in: ledger, at: now) where id == nil || record.lease.id == id {
      do throws(GitHubFailure) {
        let state = try keeper.state(of: record.lease.branch)
        if let place = ledger.placeStillLifted(by: record, in: state) {
          doubted.append(Doubted(lease: record.lease, place: place))
        }
      } catch {
        if !error.isMissingBranch { gaps.append(error) }
      }
    }
  }

  /// The ends of a ledger that can be held against what stands. While a lease is open on a branch, what
  /// stands may be that one's doing, and its end puts it back.
  package static func records(in ledger: LedgerContent, at now: Int64) -> [LeaseRecord] {
    let held = Set(ledger.open.map(\.lease.branch))
    return ledger.records.filter { record in
      record.lease.purpose == .override && !held.contains(record.lease.branch)
        && record.lease.closed.map { $0 > now - time } ?? false && record.start.isSound
    }
  }

  /// The same as what has no lease.
  package func traces(at now: Int64) -> [ForgeTrace] {
    doubted.map { doubt in
      ForgeTrace(
        kind: .lifted, branch: doubt.lease.branch, actor: nil, at: now,
        deed: "left lifted what override \(doubt.lease.id) had lifted (\(doubt.place))")
    }
  }
}

extension LedgerContent {
  /// The first place at which a state still has what a lease has made of it.
  fileprivate func placeStillLifted(by record: LeaseRecord, in state: ProtectionState) -> String? {
    guard let asked = changes(of: record.lease.branch)[record.lease.id]?.asked else { return nil }
    return state.written.placeStillLifted(from: asked.before, by: asked.made)
  }
}
