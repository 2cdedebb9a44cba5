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
    let end = plan.terms.purpose.endCommand(id)
    let start = LeaseStart(
      plan.terms, ends: now + plan.terms.duration, approval: approval,
      snapshot: plan.snapshot.written, target: plan.target.written)
    try journal.write(.begin(start)) { content in Self.refusal(of: plan, in: content) }
    do throws(OverrideError) {
      try journal.publish()
    } catch {
      // Nothing was done, and nothing is to be ended.
      try close(plan)
      throw error
    }
    if let refusal = Self.refusal(of: plan, in: try journal.read()) {
      try abandon(plan)
      throw refusal
    }
    // GitHub takes no "only if it is still so": the next best is to look again, right before.
    let state = try state(of: plan.snapshot.branch)
    guard state == plan.snapshot else {
      try abandon(plan)
      throw .refused(
        "the protection of '\(state.branch)' has changed since it was read: "
          + JSON.differences(plan.snapshot.written, state.written).joined(separator: "; "),
        help: "begin again")
    }
    try make(plan.calls, for: id, ending: end)
    let now = try self.state(of: state.branch)
    let differences = JSON.differences(now.written, plan.target.written)
    guard differences.isEmpty else {
      throw OverrideError(
        .failed,
        "GitHub took the calls and did something else: \(differences.joined(separator: "; "))",
        help: "put it back: \(end)")
    }
    try journal.write(.active(lease: id, state: now.written))
    try journal.publish()
    return Outcome(lease: id, state: now, calls: plan.calls)
  }

  /// Ends a lease. Doing so again changes nothing.
  package func restore(_ restoration: LeaseRestoration) throws(OverrideError) -> Outcome {
    let lease = restoration.record.lease
    let (id, end) = (lease.id, lease.endCommand)
    if !restoration.calls.isEmpty {
      try journal.write(
        .restoring(
          lease: id, state: restoration.now.written, target: restoration.target.written,
          overwrites: restoration.overwrites, keeps: restoration.keeps))
      try make(restoration.calls, for: id, ending: end)
    }
    let state = try state(of: restoration.target.branch)
    let differences = JSON.differences(state.written, restoration.target.written)
    guard differences.isEmpty else {
      throw OverrideError(
        .failed, "not everything stands as before: \(differences.joined(separator: "; "))",
        help: "run it again: \(end)")
    }
    try journal.write(.restored(lease: id, state: state.written))
    try journal.publish()
    return Outcome(lease: id, state: state, calls: restoration.calls)
  }

  /// Why a lease must not begin: another one of its kind is open on the branch.
  private static func refusal(of plan: LeasePlan, in content: LedgerContent) -> OverrideError? {
    let terms = plan.terms
    return content.rival(of: terms.branch, terms.purpose, besides: terms.id).map { rival in
      .refused(
        "lease \(rival.id) of '\(rival.branch)' was begun at the same time",
        help: "end it first: \(rival.endCommand)")
    }
  }

  /// Closes a lease for which nothing was done, and lets the remote know of it.
  private func abandon(_ plan: LeasePlan) throws(OverrideError) {
    try close(plan)
    try journal.publish()
  }

  private func close(_ plan: LeasePlan) throws(OverrideError) {
    try journal.write(.restored(lease: plan.terms.id, state: plan.snapshot.written))
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
          help: "\(error.help); then put everything back: \(end)")
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
