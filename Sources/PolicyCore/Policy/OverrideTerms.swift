public import GitModel

/// Who may lift protection, and for how long: the block `override:`.
public struct OverrideTerms: Sendable, Equatable {
  /// `approvers`: who may approve.
  public var approvers: [Approver] = []
  /// `max_duration`: the longest time, in seconds; `nil` where the policy does not say.
  public var maxDuration: Int64?
  /// `remediation_within`: the time there is for repairs behind it, in seconds; `nil` where the policy
  /// does not say.
  public var remediationWithin: Int64?
  /// `self_approval`: whether a sole maintainer may approve their own.
  public var selfApproval = false
  /// `known_flaws`: the entries of the ledger that are known to be wrong. They count for nothing.
  public var knownFlaws: [ObjectID] = []

  /// Nobody may approve anything.
  public init() {}

  /// Somebody who may approve.
  public struct Approver: Sendable, Equatable {
    /// The login.
    public var login: String
    /// The key that signs their approvals; `nil` where they approve on the issue.
    public var key: CheckerKey?
    /// An approver.
    public init(login: String, key: CheckerKey? = nil) { (self.login, self.key) = (login, key) }
  }

  /// The approver of this login. GitHub's logins are the same in either case.
  public func approver(_ login: String) -> Approver? {
    approvers.first { $0.login.lowercased() == login.lowercased() }
  }

  /// The approvers' keys, each under its login.
  public var keys: [Checker] {
    approvers.compactMap { approver in
      approver.key.map { Checker(name: approver.login, key: $0) }
    }
  }
}
