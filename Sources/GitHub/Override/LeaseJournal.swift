package import Evidence

/// Where a lease is written down while it runs.
package protocol LeaseJournal: AnyObject {
  /// Everything that is written down, here and at the remote.
  func read() throws(OverrideError) -> LedgerContent
  /// Writes an entry, so that it stands when this returns. `refusal` says why it must not be written
  /// behind what is there.
  func write(
    _ event: LedgerEvent, unless refusal: (LedgerContent) -> OverrideError?
  ) throws(OverrideError)
  /// Lets the remote have all entries, and sees that it has them.
  func publish() throws(OverrideError)
}

extension LeaseJournal {
  func write(_ event: LedgerEvent) throws(OverrideError) { try write(event) { _ in nil } }
}
