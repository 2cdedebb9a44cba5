public import GitModel

/// What history is too old to be judged.
public struct Baseline: Sendable, Equatable {
  /// Commits made before this moment (committer's seconds since 1970) are not judged.
  public var since: Int64?
  /// These commits and everything behind them are not judged.
  public var commits: [ObjectID] = []
  /// The file that lists the known violations: a path in the tree of the policy.
  public var file: String?
  /// Violations known when the policy came: each stands until it goes away, and none is added.
  public var known: Set<KnownViolation> = []

  /// A baseline that spares nothing.
  public init() {}
}

/// One violation that stood before the policy came.
public struct KnownViolation: Sendable, Hashable {
  /// The id of the rule.
  public let rule: String
  /// The full name of the ref.
  public let ref: String
  /// The commit; `nil` where the finding names none.
  public let commit: ObjectID?

  /// A violation of `rule` on `ref`, at `commit` where the finding names one.
  public init(rule: String, ref: String, commit: ObjectID?) {
    (self.rule, self.ref, self.commit) = (rule, ref, commit)
  }
}
