/// What an entry of the ledger says has happened.
package enum LedgerEvent: Hashable, Sendable {
  /// An approver has approved terms.
  case approve(LeaseApproval)
  /// A lease begins: everything that is needed to end it, before anything is changed.
  case begin(LeaseStart)
  /// A call was made, or could not be.
  case call(LeaseCall)
  /// What the lease made of what stood, as it was read back after its calls.
  case active(lease: String, state: JSON)
  /// What was there is being put back: what stands, what is to stand, what of others is overwritten
  /// and what is kept.
  case restoring(lease: String, state: JSON, target: JSON, overwrites: [String], keeps: [String])
  /// Who began the lease with this nonce has done nothing for it, and ends nobody else's.
  case abandoned(lease: String, nonce: String)
  /// What was there stands again, but for what is lost, in words.
  case restored(lease: String, state: JSON, lost: [String] = [])
  /// What the lease left behind is repaired.
  case remediated(lease: String, note: String)
  /// Two ledgers become one.
  case merge

  /// Whether it may wait for a better clock: no protection is put back by it.
  var isNew: Bool {
    switch self {
    case .approve, .begin, .remediated: true
    case .call, .active, .restoring, .abandoned, .restored, .merge: false
    }
  }

  /// The lease that it is about; `nil` where it is about none.
  package var lease: String? {
    switch self {
    case .approve, .merge: nil
    case .begin(let start): start.terms.id
    case .call(let call): call.lease
    case .active(let lease, _), .restoring(let lease, _, _, _, _), .restored(let lease, _, _),
      .remediated(let lease, _), .abandoned(let lease, _):
      lease
    }
  }
}

/// Everything that a lease begins with.
package struct LeaseStart: Hashable, Sendable {
  /// What was approved.
  package let terms: LeaseTerms
  /// When it ends, in seconds since 1970.
  package let ends: Int64
  /// Where the approval stands: an address of a comment, the id of an entry; `nil` where none is asked
  /// for.
  package let approval: String?
  /// What stood on the forge before.
  package let snapshot: JSON
  /// What is to stand while it lasts.
  package let target: JSON
  /// What tells it from the same lease that another clone begins; `nil` in older entries.
  package let nonce: String?

  package init(
    _ terms: LeaseTerms, ends: Int64, approval: String?, snapshot: JSON, target: JSON,
    nonce: String? = nil
  ) {
    (self.terms, self.ends, self.approval) = (terms, ends, approval)
    (self.snapshot, self.target, self.nonce) = (snapshot, target, nonce)
  }
}

/// What became of one call.
package struct LeaseCall: Hashable, Sendable {
  /// The lease that it was made for.
  package let lease: String
  /// `DELETE repos/…`.
  package let call: String
  /// Why it failed; `nil` where the forge did as it was told.
  package let failure: String?

  package init(lease: String, call: String, failure: String? = nil) {
    (self.lease, self.call, self.failure) = (lease, call, failure)
  }
}

/// An approval that its approver signed.
package struct LeaseApproval: Hashable, Sendable {
  /// The digest of the terms.
  package let digest: String
  /// The approver's login.
  package let approver: String
  /// The signature over `text`, in ASCII armor.
  package let signature: String

  package init(digest: String, approver: String, signature: String) {
    (self.digest, self.approver, self.signature) = (digest, approver, signature)
  }

  /// What SSH signatures name as their purpose.
  package static let namespace = "policy-approval"

  /// What is signed: `policy override approve DIGEST as LOGIN`, on a line.
  package static func text(approving digest: String, by approver: String) -> [UInt8] {
    Array("policy override approve \(digest) as \(approver)\n".utf8)
  }
}
