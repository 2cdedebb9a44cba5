public import GitModel

/// A written, dated exception.
public struct Waiver: Sendable, Equatable {
  /// The id of the rule.
  public var rule: String
  /// The branches (by short name) or refs (by full name) that it covers; `nil` for all.
  public var ref: Glob?
  /// The commits that it covers; empty for all.
  public var commits: [ObjectID]
  /// Why.
  public var reason: String
  /// The last moment at which it holds, in seconds since 1970; `nil` for one without end.
  public var until: Int64?

  /// An exception from `rule`.
  public init(
    rule: String, ref: Glob? = nil, commits: [ObjectID] = [], reason: String, until: Int64? = nil
  ) {
    (self.rule, self.ref, self.commits) = (rule, ref, commits)
    (self.reason, self.until) = (reason, until)
  }
}
