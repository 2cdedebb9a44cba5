internal import CLibrary
internal import Evidence
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// Ends that are due.
extension LeaseOffice {
  /// Waits for the end of a lease, and looks again meanwhile whether somebody else has ended it.
  func wait(for id: String?, _ purpose: Lease.Purpose, branch: String?) throws {
    while true {
      let now = desk.now
      let missed = try desk.fetch(isEnd: true)
      Stream.complain(OverrideDesk.words(of: missed))
      let content = try desk.ledger.read() ?? LedgerContent()
      // Somebody else may have ended it, and then there is nothing to wait for.
      guard id != nil || content.open.contains(where: { $0.lease.purpose == purpose }) else {
        return
      }
      let lease = try desk.lease(id, purpose, branch: branch, in: content, missed).lease
      guard lease.closed == nil, lease.ends > now else { return }
      let left = UInt32(clamping: min(lease.ends - now, 60))
      Stream.complain(["\(lease.id) ends at \(Timestamp.text(lease.ends))"])
      _ = sleep(left)
    }
  }

  /// Ends everything that is past its end, the newest first; the first failure is told at the end.
  func endOverdue(applying: Bool) throws {
    let missed = try desk.fetch(isEnd: true)
    let content = try desk.ledger.read() ?? LedgerContent()
    let overdue = content.records.map(\.lease).filter { $0.isOverdue(at: desk.session.now) }
    guard !overdue.isEmpty else {
      Stream.complain(desk.flaws(in: content))
      try desk.requireWhole(content, missed)
      return try Stream.output.write("nothing is past its end\n")
    }
    Stream.complain(OverrideDesk.words(of: missed))
    var failure: (any Error)?
    for lease in overdue.reversed() {
      do {
        try end(
          lease.id, lease.purpose, branch: nil, applying: applying, unattended: true)
      } catch {
        failure = failure ?? error
        if let stop = error as? Stop { Stream.complain(stop.lines) }
      }
    }
    if let failure { throw failure }
  }
}
