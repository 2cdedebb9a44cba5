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

  /// Ends everything that is past its end, the newest first; the first failure is told at the end. What
  /// freezes found lifted is put back before them, as they would lift it again.
  func endOverdue(applying: Bool) throws {
    let missed = try desk.fetch(isEnd: true)
    let content = try desk.ledger.read() ?? LedgerContent()
    let overdue = content.records.map(\.lease).filter { $0.isOverdue(at: desk.session.now) }
    guard !overdue.isEmpty else {
      Stream.complain(desk.flaws(in: content))
      try desk.requireWhole(content, missed)
      try Self.translated { try requireTrueEnds(in: content) }
      return try Stream.output.write("nothing is past its end\n")
    }
    Stream.complain(OverrideDesk.words(of: missed))
    let (overrides, freezes) = (
      overdue.filter { $0.purpose == .override }, overdue.filter { $0.purpose == .freeze }
    )
    var failures: [any Error] = []
    func attempt(_ body: () throws -> Void) {
      do { try body() } catch { failures.append(error) }
    }
    for lease in overrides.reversed() + freezes.reversed() {
      attempt {
        try end(
          lease.id, lease.purpose, branch: nil, applying: applying, unattended: true)
      }
    }
    attempt { try Self.translated { try requireTrueEnds(in: content) } }
    for stop in failures.dropFirst().compactMap({ $0 as? Stop }) { Stream.complain(stop.lines) }
    if let failure = failures.first { throw failure }
  }

  /// Throws where GitHub still has what an override lifted that is over, as the ledger says: whoever may
  /// push to it may have said so.
  func requireTrueEnds(in content: LedgerContent) throws {
    guard !LeaseEnds.records(in: content, at: desk.session.now).isEmpty else { return }
    let ends = LeaseEnds(content, by: try desk.keeper(isEnd: true), at: desk.session.now)
    if let gap = ends.gaps.first, ends.doubted.isEmpty { throw gap }
    guard !ends.doubted.isEmpty else { return }
    throw Stop(.broken, ends.doubted.flatMap { ["error: \($0.words)", "help: \($0.help)"] })
  }

  /// Whether GitHub still has what a closed override lifted.
  func isDoubted(
    _ lease: Lease, in content: LedgerContent, _ keeper: GitHubKeeper
  ) throws(GitHubFailure) -> Bool {
    let ends = LeaseEnds(content, of: lease.id, by: keeper, at: desk.session.now)
    if let gap = ends.gaps.first { throw gap }
    return !ends.doubted.isEmpty
  }
}
