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
    let start = LeaseStart(
      plan.terms, ends: now + plan.terms.duration, approval: approval,
      snapshot: plan.snapshot.written, target: plan.target.written,
      nonce: String(UInt64.random(in: 0...UInt64.max), radix: 16))
    try enter(start)
    // GitHub takes no "only if it is still so": the next best is to look again, right before.
    let state = try state(of: plan.snapshot.branch)
    guard state == plan.snapshot else {
      try abandon(start)
      throw .refused(
        "the protection of '\(state.branch)' has changed since it was read: "
          + JSON.differences(plan.snapshot.written, state.written).joined(separator: "; "),
        help: "nothing was done: run the same again, what approved it still counts")
    }
    return try lift(plan)
  }

  /// Writes down where everybody sees it that a lease begins. Throws where another one stands in its way.
  private func enter(_ start: LeaseStart) throws(OverrideError) {
    try journal.write(.begin(start)) { content in Self.refusal(of: start, in: content) }
    do throws(OverrideError) {
      try journal.publish()
    } catch {
      try journal.write(Self.abandonment(of: start))
      throw error
    }
    guard let refusal = Self.refusal(of: start, in: try journal.read()) else { return }
    try abandon(start)
    throw refusal
  }

  private func lift(_ plan: LeasePlan) throws(OverrideError) -> Outcome {
    let id = plan.terms.id
    let end = plan.terms.purpose.endCommand(id)
    try make(plan.calls, for: id, ending: end)
    let now = try state(of: plan.snapshot.branch)
    // Also where it is another state: what the lease made is what its end has to put back.
    try journal.write(.active(lease: id, state: now.written))
    let differences = JSON.differences(now.written, plan.target.written)
    guard differences.isEmpty else {
      throw OverrideError(
        .failed,
        "GitHub took the calls and did something else: \(differences.joined(separator: "; "))",
        help: "put it back: \(end)")
    }
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
    let state = try state(after: restoration)
    let (wanted, dropped) =
      restoration.calls.isEmpty
      ? (restoration.target, []) : restoration.target.withoutActors(missingIn: state)
    let differences = JSON.differences(
      restoration.settled(state).written, restoration.settled(wanted).written)
    guard differences.isEmpty else {
      // What is not as it was to be is the lease's doing from now on.
      let made = ThreeWay(
        before: state.written, during: restoration.target.written, now: restoration.record.made)
      try journal.write(.active(lease: id, state: made.result))
      throw OverrideError(
        .failed, "not everything stands as before: \(differences.joined(separator: "; "))",
        help: "run it again: \(end)")
    }
    for actor in dropped { told("GitHub does not take \(actor) any more") }
    try journal.write(
      .restored(lease: id, state: state.written, lost: restoration.lost + dropped))
    try journal.publish()
    return Outcome(lease: id, state: state, calls: restoration.calls)
  }

  /// What stands, with the rulesets that are not about the branch any more.
  private func state(after restoration: LeaseRestoration) throws(OverrideError) -> ProtectionState {
    var state = try state(of: restoration.target.branch)
    for id in restoration.now.rulesets.compactMap(\.id)
    where !state.rulesets.contains(where: { $0.id == id }) {
      do throws(GitHubFailure) {
        if let stray = try keeper.ruleset(id) { state.rulesets.append(stray) }
      } catch {
        throw OverrideError(error)
      }
    }
    return state
  }

  /// Why a lease may not go on: another one of this kind is open on the branch, or somebody else began
  /// the same one.
  private static func refusal(
    of start: LeaseStart, in content: LedgerContent
  ) -> OverrideError? {
    if let doubt = content.book.doubt { return OverrideError(doubt) }
    let terms = start.terms
    let rival = content.records.first { record in
      record.start != start && !record.isAbandoned
        && (record.lease.id == terms.id
          || record.lease.closed == nil && record.lease.branch == terms.branch
            && record.lease.purpose == terms.purpose)
    }
    return rival.map { rival in
      .refused(
        "lease \(rival.lease.id) of '\(terms.branch)' was begun at the same time",
        help: rival.lease.closed == nil
          ? "end it first: \(rival.lease.endCommand)" : "it is over: begin again")
    }
  }

  /// Nothing was done, and nothing is to be ended: not the same lease either that another clone began.
  private static func abandonment(of start: LeaseStart) -> LedgerEvent {
    .abandoned(lease: start.terms.id, nonce: start.nonce ?? "")
  }

  private func abandon(_ start: LeaseStart) throws(OverrideError) {
    try journal.write(Self.abandonment(of: start))
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
