/// What a policy demands beyond branches and history.
///
/// The policy file reads and checks all of it; `notJudged` names what this version has no rule for,
/// so that nothing demanded is ever silently taken for kept.
public struct LaterDemands: Sendable, Equatable {
  /// A demand that no rule of this version judges.
  public struct NotJudged: Sendable, Equatable {
    /// The place in the policy: `commits.signed_off`.
    public var key: String
    /// The rule that will judge it.
    public var rule: String
    /// A demand and its rule.
    public init(key: String, rule: String) { (self.key, self.rule) = (key, rule) }
  }

  /// The demands that no rule of this version judges, in the order of the file.
  public var notJudged: [NotJudged] = []

  /// No demands.
  public init() {}
}
