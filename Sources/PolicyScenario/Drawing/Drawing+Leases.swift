internal import GitModel
internal import PolicyCore

/// What the ledger of overrides says, as it is drawn.
struct DrawnLedger: Sendable {
  var book = LeaseBook()
  /// Why it cannot be read.
  var silence: String?
  /// Whether anything is drawn of it.
  var isDrawn = false
}

/// Reading the statements that draw overrides.
extension Drawing {
  /// Reads the statement if it is one of these.
  mutating func readsLedger(
    _ keyword: String, _ reader: inout StatementReader
  ) throws(DrawingError) -> Bool {
    switch keyword {
    case "lease": try readLease(&reader)
    case "ledger": try readLedger(&reader)
    default: return false
    }
    ledger.isDrawn = true
    return true
  }

  /// `override of main from day 0 to day 1`, with `closed day 1`, `repair day 3`, `repaired day 4`.
  private mutating func readLease(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("lease")
    let word = try reader.word("override or freeze")
    guard let purpose = Lease.Purpose(rawValue: word.text) else {
      throw DrawingError("'\(word.text)' is neither override nor freeze", at: word.place)
    }
    try reader.expect("of")
    let branch = try reader.word("a branch").text
    try reader.expect("from")
    let began = try time(&reader)
    try reader.expect("to")
    var lease = Lease(
      id: "lease-\(ledger.book.leases.count + 1)", purpose, of: branch, controls: [],
      reason: "drawn", requester: "alice", approver: "bob", began: began, ends: try time(&reader))
    while !reader.isAtEnd {
      if reader.take("closed") {
        lease.closed = try time(&reader)
      } else if reader.take("repair") {
        lease.remediateBy = try time(&reader)
      } else if reader.take("repaired") {
        lease.remediated = try time(&reader)
      } else {
        throw reader.wanted("an attribute of the lease")
      }
    }
    ledger.book.leases.append(lease)
  }

  /// `changed "what is wrong"`, `newer "what nobody can read"`, `silent "why"`.
  private mutating func readLedger(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("ledger")
    if reader.take("silent") {
      ledger.silence = try reader.word("why the ledger is silent").text
      return
    }
    if reader.take("newer") {
      let message = try reader.word("what cannot be read").text
      ledger.book.doubts.append(
        LeaseBook.Flaw(message, at: Self.drawnEntry, help: "update policy"))
      return
    }
    try reader.expect("changed")
    let message = try reader.word("what is wrong with an entry").text
    ledger.book.flaws.append(
      LeaseBook.Flaw(message, at: Self.drawnEntry, help: "ask who wrote it"))
  }

  private static let drawnEntry = ObjectID(hex: String(repeating: "1", count: 40))
}

/// The ledger that is drawn.
final class DrawnLeases: LeaseSource {
  private let ledger: DrawnLedger

  init(_ ledger: DrawnLedger) { self.ledger = ledger }

  func leases() throws(GitError) -> LeaseBook? {
    if let silence = ledger.silence { throw GitError(.missingRef, "read ledger", silence) }
    return ledger.isDrawn ? ledger.book : nil
  }
}
