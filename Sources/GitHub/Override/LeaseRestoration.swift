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

  /// What stands and would be demanded no longer, or less of it, in words: somebody has to look at that.
  /// What a freeze has tightened, and still stands, is none of it.
  package let weakens: [String]
  /// What the end of a freeze takes back of what stands, in words, where nothing but an entry that
  /// anybody may have made says that it was the freeze that has tightened it: not for an end that nobody
  /// looks at.
  package let unproven: [String]
  /// What can never be put back, and why.
  package let lost: [String]

  /// The end of a lease; `demands` are the controls that the policy demands of its branch, by key. Throws
  /// where what stands cannot be known, or could not be set without loss.
  package init(
    of record: LeaseRecord, keeper: some ProtectionKeeper, ledger: LedgerContent,
    demands: Set<String> = []
  ) throws(OverrideError) {
    let named = record.start.terms.repository
    guard let repository = GitHubRepository(described: named) else {
      throw .refused(
        "lease \(record.lease.id) is one of '\(named)', which is no repository",
        help: "look at it: git show \(record.entry)")
    }
    guard repository.isSame(as: keeper.repository) else {
      throw .refused(
        "lease \(record.lease.id) is one of \(repository)",
        help: "name it: GH_REPO=\(repository) \(record.lease.endCommand)")
    }
    if let flaw = try record.flaw() {
      throw .refused("the ledger cannot be relied on: \(flaw.words)", help: flaw.help)
    }
    try Self.refuseUnsettled(record, in: ledger)
    let changes = ledger.changes(of: record.lease.branch)
    let change = changes[record.lease.id]?.whole
    var before = try Self.state(change?.before ?? record.start.snapshot, of: record)
    var made = try Self.state(change?.made ?? record.made, of: record)
    let (found, lost) = try Self.found(made: &made, before: &before, keeper)
    // Nobody knows whether a PUT that was not read back has left the signatures alone.
    if try Self.mayHaveSetAll(record, in: keeper.repository), let now = found.classic {
      made.classic?.requiredSignatures = now.requiredSignatures
    }
    var own = LeaseChange(before: before.written, made: made.written)
    for other in ledger.held(over: record).compactMap({ changes[$0]?.asked }) {
      let held = other.standing(in: found.written)
      own = LeaseChange(before: held.done(in: own.before), made: held.done(in: own.made))
    }
    let merge = ThreeWay(before: own.before, during: own.made, now: found.written)
    let wanted = try Self.state(merge.result, of: record)
    let calls = ProtectionCalls(from: found, to: wanted, in: keeper.repository)
    if !calls.calls.isEmpty {
      try LeasePlan.refuseLoss(
        of: found, settingAll: calls.setsAll, in: keeper.repository, ending: record)
    }
    (self.record, now, target) = (record, found, wanted)
    (self.calls, self.lost) = (calls.calls, lost)
    // What GraphQL alone tells goes with a protection that is gone, and comes with it again.
    let isGone = found.classic == nil
    (overwrites, keeps) = (merge.overwrites, merge.keeps.filter { !isGone || $0 != "rule" })
    let freeze = try FreezeTrust(of: record, found, in: ledger, demands)
    let weakenings = found.weakenings(in: wanted)
    weakens = weakenings.filter { !freeze.tightened.contains($0.name) }.map(\.words)
    unproven = weakenings.filter {
      freeze.tightened.contains($0.name) && !freeze.isProven($0)
    }.map(\.words)
  }

  /// Throws where a freeze found protection lifted, and an entry that nobody can read here may say that
  /// it is put back: a thaw would lift it again.
  private static func refuseUnsettled(
    _ record: LeaseRecord, in ledger: LedgerContent
  ) throws(OverrideError) {
    guard record.lease.purpose == .freeze, let doubt = ledger.doubts.first,
      let lifted = ledger.open.first(where: {
        $0.lease.purpose == .override && record.found.contains($0.lease.id)
      })
    else { return }
    throw OverrideError(
      .unknown,
      "whether override \(lifted.lease.id), which the freeze found, has ended cannot be told: "
        + doubt.words,
      help: "\(doubt.help); or end both, the override first: \(lifted.lease.endCommand)")
  }

  /// What stands, with the rulesets that the lease has changed and that are not about the branch any
  /// more; those that are deleted are taken out of what was there, and told.
  private static func found(
    made: inout ProtectionState, before: inout ProtectionState, _ keeper: some ProtectionKeeper
  ) throws(OverrideError) -> (ProtectionState, lost: [String]) {
    var lost: [String] = []
    do throws(GitHubFailure) {
      var found = try keeper.state(of: before.branch)
      for ruleset in before.rulesets where !made.rulesets.contains(ruleset) {
        guard let id = ruleset.id, !found.rulesets.contains(where: { $0.id == id }) else {
          continue
        }
        if let stray = try keeper.ruleset(id) {
          found.rulesets.append(stray)
        } else {
          lost.append("ruleset '\(ruleset.name)' (\(id)), which is deleted")
          before.rulesets.removeAll { $0.id == id }
          made.rulesets.removeAll { $0.id == id }
        }
      }
      return (found, lost)
    } catch {
      throw OverrideError(error)
    }
  }

  /// Whether the last calls for a lease, of which nobody has told what they did, set everything.
  private static func mayHaveSetAll(
    _ record: LeaseRecord, in repository: GitHubRepository
  ) throws(OverrideError) -> Bool {
    let begun = record.active == nil ? (record.start.snapshot, record.start.target) : nil
    for (old, new) in [begun, record.restoring].compactMap({ $0 }) {
      let (old, new) = (try state(old, of: record), try state(new, of: record))
      if ProtectionCalls(from: old, to: new, in: repository).setsAll { return true }
    }
    return false
  }

  private static func state(
    _ written: JSON, of record: LeaseRecord
  ) throws(OverrideError) -> ProtectionState {
    try record.state(written)
  }
}
