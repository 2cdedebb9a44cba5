package import Evidence
package import PolicyCore

/// What an entry says that began a lease: whoever may push to the ledger may have written it.
extension LeaseRecord {
  /// What is wrong with what it began with; `nil` where nothing is. Nothing is put back from what is: it
  /// may never have stood.
  package func flaw() throws(OverrideError) -> LeaseBook.Flaw? {
    _ = (try state(start.snapshot), try state(start.target))
    guard !start.isSound else { return nil }
    return LeaseBook.Flaw(
      "begins lease \(lease.id), whose target is not its snapshot without "
        + lease.controls.joined(separator: ", "),
      at: entry, help: LedgerCheck.help(entry))
  }

  /// A state that the ledger holds of the lease.
  func state(_ written: JSON) throws(OverrideError) -> ProtectionState {
    do throws(GitHubAnswer.Flaw) {
      return try ProtectionState(written: written)
    } catch {
      throw OverrideError(
        .unknown, "what the ledger holds of lease \(lease.id) cannot be used: \(error.message)",
        help: "look at it: git show \(entry)")
    }
  }
}

extension LeaseStart {
  /// Whether the target is what the terms make of the snapshot, and of nothing else.
  var isSound: Bool {
    let before: ProtectionState
    let after: ProtectionState
    do throws(GitHubAnswer.Flaw) {
      (before, after) = (
        try ProtectionState(written: snapshot), try ProtectionState(written: target)
      )
    } catch {
      return false
    }
    guard before.branch == terms.branch else { return false }
    do throws(OverrideError) {
      guard terms.purpose == .override else { return try before.frozen() == after }
      let relaxations = terms.controls.compactMap(Relaxation.init)
      guard relaxations.count == terms.controls.count else { return false }
      // The host is for the words of what is refused.
      return try before.relaxed(relaxations, at: terms.repository) == after
    } catch {
      return false
    }
  }
}
