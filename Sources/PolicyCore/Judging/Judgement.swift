/// One rule's verdict on one update, with what a waiver or the baseline covers taken out.
public struct Judgement: Sendable {
  /// A finding that does not count.
  public struct Waived: Sendable {
    /// The finding.
    public let finding: Finding
    /// Why it does not count: the waiver's reason, or that it was known.
    public let reason: String
    /// The last moment at which the waiver holds, in seconds since 1970; `nil` for one without end.
    public let until: Int64?

    /// A finding that does not count.
    public init(finding: Finding, reason: String, until: Int64? = nil) {
      (self.finding, self.reason, self.until) = (finding, reason, until)
    }
  }

  /// The rule's id.
  public let rule: String
  /// How loud the rule is; never `off`.
  public let level: Level
  /// What was judged.
  public let update: RefUpdate
  /// The verdict on what counts.
  public let verdict: Verdict
  /// What would be broken were it not covered.
  public let waived: [Waived]

  /// One verdict.
  public init(
    rule: String, level: Level, update: RefUpdate, verdict: Verdict, waived: [Waived] = []
  ) {
    (self.rule, self.level, self.update) = (rule, level, update)
    (self.verdict, self.waived) = (verdict, waived)
  }

  /// Whether it stops what it judges.
  public var blocks: Bool {
    switch verdict {
    case .kept: false
    case .broken: level == .error
    case .unknown: true
    }
  }
}
