/// One entry under `branches:`: the branches it names and what it demands of them.
public struct Kind: Sendable, Equatable {
  /// Which branches have this kind.
  public var pattern: Glob
  /// The long-lived branch that branches of this kind are cut from; `nil` for a kind without.
  public var from: String?
  /// The long-lived branches that branches of this kind may land on.
  public var into: [String] = []
  /// Whether the policy says outright that nothing of this kind lands: `into: []`.
  public var landsNowhere = false
  /// The highest age of a branch's oldest own commit, in seconds.
  public var maxAge: Int64?
  /// The branch that everything landed here must reach, and how soon.
  public var owes: Owed?
  /// GitHub's protection settings.
  public var protection = Protection()

  /// What lands on a branch of one kind and must reach another.
  public struct Owed: Sendable, Equatable {
    /// The branch that must be reached.
    public var to: String
    /// The time there is for it, in seconds.
    public var within: Int64
    /// A debt to a branch, due within so many seconds.
    public init(to: String, within: Int64) { (self.to, self.within) = (to, within) }
  }

  /// A kind that demands nothing yet.
  public init(_ pattern: Glob, from: String? = nil, into: [String] = []) {
    (self.pattern, self.from, self.into) = (pattern, from, into)
  }

  /// The name as the policy writes it: `main`, `story-*`.
  public var name: String { pattern.text }

  /// Whether the kind names one branch.
  public var isExact: Bool { pattern.isLiteral }

  /// Whether the kind is cut from another branch and goes away again.
  public var isTopic: Bool { from != nil }

  /// Whether the kind is one branch that stays.
  public var isLongLived: Bool { isExact && !isTopic }

  /// Whether a forced update is allowed: on topic branches, unless the policy says otherwise.
  public var allowsForcePushes: Bool { protection.allowForcePushes ?? isTopic }

  /// Whether deletion is allowed: of topic branches, unless the policy says otherwise.
  public var allowsDeletions: Bool { protection.allowDeletions ?? isTopic }
}
