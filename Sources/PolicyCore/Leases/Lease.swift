public import GitModel

/// A time in which a branch's protection is another than the policy's: lifted in an emergency, or
/// tightened by a freeze. The ledger tells of it.
public struct Lease: Sendable, Equatable {
  /// What it is for.
  public enum Purpose: String, Sendable, CaseIterable {
    /// Protection is lifted.
    case override
    /// Protection is tightened.
    case freeze

    /// The command that ends the one of an id.
    public func endCommand(_ id: String) -> String {
      "policy \(self == .freeze ? "thaw" : "override restore") --lease \(id) --apply"
    }
  }

  /// The first digits of the digest of its terms.
  public var id: String
  /// What it is for.
  public var purpose: Purpose
  /// The branch.
  public var branch: String
  /// What is lifted or tightened, as `--relax` has it: `enforce-admins`, `check=lint`.
  public var controls: [String]
  /// Why.
  public var reason: String
  /// Where it is written down: an address; `nil` where nobody asks for one.
  public var issue: String?
  /// The login of who asked for it.
  public var requester: String
  /// The login of who approved it; `nil` where nobody had to.
  public var approver: String?
  /// When it began, in seconds since 1970.
  public var began: Int64
  /// When it ends.
  public var ends: Int64
  /// When everything stood again as before; `nil` while it does not.
  public var closed: Int64?
  /// Until when what it left behind is to be repaired; `nil` where nothing is.
  public var remediateBy: Int64?
  /// When somebody said that it is repaired.
  public var remediated: Int64?

  /// A lease that has begun.
  public init(
    id: String, _ purpose: Purpose, of branch: String, controls: [String], reason: String,
    issue: String? = nil, requester: String, approver: String? = nil, began: Int64, ends: Int64,
    closed: Int64? = nil, remediateBy: Int64? = nil, remediated: Int64? = nil
  ) {
    (self.id, self.purpose, self.branch, self.controls) = (id, purpose, branch, controls)
    (self.reason, self.issue, self.requester, self.approver) = (reason, issue, requester, approver)
    (self.began, self.ends, self.closed) = (began, ends, closed)
    (self.remediateBy, self.remediated) = (remediateBy, remediated)
  }

  /// Whether the protection is still another at a moment.
  public func isOpen(at now: Int64) -> Bool { closed.map { now < $0 } ?? true }

  /// Whether it should have been closed by a moment, and is not.
  public func isOverdue(at now: Int64) -> Bool { closed == nil && now > ends }

  /// Whether what it left behind should have been repaired by a moment, and is not.
  public func owesRemediation(at now: Int64) -> Bool {
    remediated == nil && remediateBy.map { now > $0 } ?? false
  }

  /// The command that ends it.
  public var endCommand: String { purpose.endCommand(id) }

  /// Whether the requester approved it.
  public var isSelfApproved: Bool {
    approver.map { $0.lowercased() == requester.lowercased() } ?? false
  }
}
