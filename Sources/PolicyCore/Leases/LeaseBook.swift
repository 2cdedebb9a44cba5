public import GitModel

/// The leases that a ledger tells of, read and verified.
public struct LeaseBook: Sendable, Equatable {
  /// Every lease, in the order in which they began.
  public var leases: [Lease]
  /// What is wrong with the ledger: a rewritten entry, a wrong signature, two leases on a branch.
  public var flaws: [Flaw]
  /// What cannot be told of it: entries that only a newer policy reads. They may say anything.
  public var doubts: [Flaw]

  /// One thing that is wrong with a ledger.
  public struct Flaw: Hashable, Sendable {
    /// The entry's commit; `nil` where it is the ledger as a whole.
    public var entry: ObjectID?
    /// What is wrong, in lower case.
    public var message: String
    /// What mends it.
    public var help: String
    /// A flaw of an entry, or of the ledger.
    public init(_ message: String, at entry: ObjectID? = nil, help: String) {
      (self.entry, self.message, self.help) = (entry, message, help)
    }

    /// `entry ID is no entry: …`.
    public var words: String { (entry.map { "entry \($0) " } ?? "") + message }
  }

  /// A book of these leases.
  public init(_ leases: [Lease] = [], flaws: [Flaw] = [], doubts: [Flaw] = []) {
    (self.leases, self.flaws, self.doubts) = (leases, flaws, doubts)
  }

  /// Why what the leases are is not all known; `nil` where it is.
  public var doubt: GitError? {
    doubts.first.map { GitError(.failed, "read ledger", $0.words, help: $0.help) }
  }
}

/// Where the leases are written down.
public protocol LeaseSource: AnyObject {
  /// The leases; `nil` where there is certainly no ledger. Throws where there may be one elsewhere, or
  /// where it cannot be read.
  func leases() throws(GitError) -> LeaseBook?
}
