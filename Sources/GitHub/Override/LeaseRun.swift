package import Evidence
internal import PolicyCore

/// Begins leases and ends them. Whatever happens in between, the ledger alone is enough to end them.
package struct LeaseRun<Keeper: ProtectionKeeper, Journal: LeaseJournal> {
  private let keeper: Keeper
  private let journal: Journal
  private let told: (String) -> Void

  /// What has been done.
  package struct Outcome {
    /// The lease's id.
    package let lease: String
    /// What stands now.
    package let state: ProtectionState
    /// The calls that were made.
    package let calls: [GitHubCall]
  }

  /// A run; `told` is called with each thing that is done.
  package init(
    _ keeper: Keeper, _ journal: Journal, telling told: @escaping (String) -> Void = { _ in }
  ) {
    (self.keeper, self.journal, self.told) = (keeper, journal, told)
  }

  /// Begins a lease: first it is written down where everybody sees it, then the calls are made.
  package func begin(
    _ plan: LeasePlan, provenBy approval: String?, at now: Int64
  ) throws(OverrideError) -> Outcome {
    let id = plan.terms.id
    let start = LeaseStart(
      plan.terms, ends: now + plan.terms.duration, approval: approval,
      snapshot: plan.snapshot.written, target: plan.target.written)
    try journal.write(.begin(start)) { content in
      Self.rival(of: plan, in: content).map { rival in
        .refused(
          "lease \(rival.lease.id) of '\(rival.lease.branch)' was begun at the same time",
          help: "end it first: policy \(rival.endCommand) --apply")
      }
    }
    do throws(OverrideError) {
      try journal.publish()
    } catch {
      // Nothing was done, and nothing is to be ended.
      try journal.write(.restored(lease: id, state: plan.snapshot.written))
      throw error
    }
    if let rival = Self.rival(of: plan, in: try journal.read()) {
      try abandon(id, plan)
      throw .refused(
        "lease \(rival.lease.id) of '\(rival.lease.branch)' was begun at the same time",
        help: "end it first: policy \(rival.endCommand) --apply")
    }
    // GitHub takes no "only if it is still so": the next best is to look again, right before.
    let state = try state(of: plan.snapshot.branch)
    guard state == plan.snapshot else {
      try abandon(id, plan)
      throw .refused(
        "the protection of '\(state.branch)' has changed since it was read: "
          + JSON.differences(plan.snapshot.written, state.written).joined(separator: "; "),
        help: "begin again")
    }
    try make(plan.calls, for: id, ending: Self.endCommand(plan.terms))
    let now = try self.state(of: state.branch)
    let differences = JSON.differences(now.written, plan.target.written)
    guard differences.isEmpty else {
      throw OverrideError(
        .failed,
        "GitHub took the calls and did something else: \(differences.joined(separator: "; "))",
        help: "put it back: policy \(Self.endCommand(plan.terms)) --apply")
    }
    try journal.write(.active(lease: id, state: now.written))
    try journal.publish()
    return Outcome(lease: id, state: now, calls: plan.calls)
  }

  /// Ends a lease. Doing so again changes nothing.
  package func restore(_ restoration: LeaseRestoration) throws(OverrideError) -> Outcome {
    let id = restoration.record.lease.id
    if !restoration.calls.isEmpty {
      try journal.write(
        .restoring(
          lease: id, state: restoration.now.written, target: restoration.target.written,
          overwrites: restoration.overwrites, keeps: restoration.keeps))
      try make(restoration.calls, for: id, ending: restoration.record.endCommand)
    }
    let state = try state(of: restoration.target.branch)
    let differences = JSON.differences(state.written, restoration.target.written)
    guard differences.isEmpty else {
      throw OverrideError(
        .failed, "not everything stands as before: \(differences.joined(separator: "; "))",
        help: "run it again: policy \(restoration.record.endCommand) --apply")
    }
    try journal.write(.restored(lease: id, state: state.written))
    try journal.publish()
    return Outcome(lease: id, state: state, calls: restoration.calls)
  }

  /// Another lease of this kind that is open on the branch.
  private static func rival(of plan: LeasePlan, in content: LedgerContent) -> LeaseRecord? {
    content.open.first {
      $0.lease.branch == plan.terms.branch && $0.lease.purpose == plan.terms.purpose
        && $0.lease.id != plan.terms.id
    }
  }

  private static func endCommand(_ terms: LeaseTerms) -> String {
    terms.purpose == .freeze ? "thaw --lease \(terms.id)" : "override restore --lease \(terms.id)"
  }

  /// Closes a lease for which nothing was done.
  private func abandon(_ id: String, _ plan: LeasePlan) throws(OverrideError) {
    try journal.write(.restored(lease: id, state: plan.snapshot.written))
    try journal.publish()
  }

  private func make(
    _ calls: [GitHubCall], for lease: String, ending end: String
  ) throws(OverrideError) {
    for call in calls {
      let words = "\(call.method.rawValue) \(call.path)"
      told("\(call.why): \(words)")
      do throws(GitHubFailure) {
        try keeper.make(call)
      } catch {
        // Whether it was done is for the next reading to say.
        try journal.write(
          .call(LeaseCall(lease: lease, call: words, failure: error.message)))
        throw OverrideError(
          .failed, "\(call.why): \(error.message)",
          help: "\(error.help); then put everything back: policy \(end) --apply")
      }
      try journal.write(.call(LeaseCall(lease: lease, call: words)))
    }
  }

  private func state(of branch: String) throws(OverrideError) -> ProtectionState {
    do throws(GitHubFailure) {
      return try keeper.state(of: branch)
    } catch {
      throw OverrideError(error)
    }
  }
}
