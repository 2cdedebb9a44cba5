package import GitModel
package import PolicyCore

/// One commit of the ledger.
package struct LedgerEntry: Sendable {
  /// The commit.
  package let id: ObjectID
  /// The entries before it: one; several where ledgers were merged; none for the first.
  package let parents: [ObjectID]
  /// Its place: one more than the highest before it.
  package let sequence: Int
  /// When it was written, in seconds since 1970.
  package let at: Int64
  /// What it says.
  package let event: LedgerEvent
  /// Who signed it: `nil` where nobody did.
  package internal(set) var signature: SignatureAnswer?

  /// Whether a key of the policy has signed it.
  package var isSigned: Bool { if case .by? = signature { true } else { false } }

  /// The file that holds an entry in its commit's tree.
  static let file = "entry.json"
  /// The most bytes that an entry may have: 1 MiB.
  static let longest = 1 << 20

  /// The entry without a commit: what its file says.
  struct Content: Hashable {
    var sequence: Int
    var at: Int64
    /// The login, or the name, of who wrote it.
    var author: String
    var previous: [ObjectID]
    var event: LedgerEvent
  }
}

extension LedgerEntry.Content {
  /// The file's text.
  var text: [UInt8] { Array((json.line + "\n").utf8) }

  /// What the log of git shows.
  var message: String {
    switch event {
    case .approve(let approval): "Approve lease \(approval.digest.prefix(12))"
    case .begin(let start):
      "Begin \(start.terms.purpose.rawValue) \(start.terms.id) of \(start.terms.branch)"
    case .call(let call):
      "\(call.failure == nil ? "Make" : "Fail to make") a call for lease \(call.lease)"
    case .active(let lease, _): "Read lease \(lease) back"
    case .restoring(let lease, _, _, _, _): "Restore what stood before lease \(lease)"
    case .abandoned(let lease, _): "Do nothing for lease \(lease)"
    case .restored(let lease, _, _): "Close lease \(lease)"
    case .remediated(let lease, _): "Repair what lease \(lease) left behind"
    case .merge: "Merge ledgers"
    }
  }

  private var json: JSON {
    let head: [JSON.Member] =
      JSON.object(of: [
        "version": .number("1"), "sequence": .number(String(sequence)), "at": .moment(at),
        "author": .string(author), "previous": .texts(previous.map(\.hex)),
      ]).members ?? []
    return .object(head + (body.members ?? []))
  }

  private var body: JSON {
    switch event {
    case .approve(let approval):
      .object(of: [
        "event": .string("approve"), "digest": .string(approval.digest),
        "approver": .string(approval.approver), "signature": .string(approval.signature),
      ])
    case .begin(let start):
      .object(of: [
        "event": .string("begin"), "terms": start.terms.json, "ends": .moment(start.ends),
        "approval": start.approval.map { .string($0) }, "snapshot": start.snapshot,
        "target": start.target, "nonce": start.nonce.map { .string($0) },
      ])
    case .call(let call):
      .object(of: [
        "event": .string("call"), "lease": .string(call.lease), "call": .string(call.call),
        "failure": call.failure.map { .string($0) },
      ])
    case .active(let lease, let state):
      .object(of: ["event": .string("active"), "lease": .string(lease), "state": state])
    case .restoring(let lease, let state, let target, let overwrites, let keeps):
      .object(of: [
        "event": .string("restoring"), "lease": .string(lease), "state": state, "target": target,
        "overwrites": .texts(overwrites), "keeps": .texts(keeps),
      ])
    case .abandoned(let lease, let nonce):
      .object(of: [
        "event": .string("abandoned"), "lease": .string(lease), "nonce": .string(nonce),
      ])
    case .restored(let lease, let state, let lost):
      .object(of: [
        "event": .string("restored"), "lease": .string(lease), "state": state,
        "lost": lost.isEmpty ? nil : .texts(lost),
      ])
    case .remediated(let lease, let note):
      .object(of: [
        "event": .string("remediated"), "lease": .string(lease), "note": .string(note),
      ])
    case .merge: .object(of: ["event": .string("merge")])
    }
  }
}
