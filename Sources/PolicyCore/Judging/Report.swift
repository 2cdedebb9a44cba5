/// Everything that was judged in one run, before anybody words or draws it.
public struct Report: Sendable {
  /// Where the policy came from.
  public struct PolicySource: Sendable, Equatable {
    /// The place, for people: `preset story-flow`, `.policy.yml at origin/main`.
    public var source: String
    /// The id that Git would give the policy's text as a blob, in hexadecimal digits.
    public var digest: String
    /// A place and the digest of what was there.
    public init(source: String, digest: String) { (self.source, self.digest) = (source, digest) }
  }

  /// A demand that was not judged, and why.
  public struct Off: Sendable, Hashable {
    /// The rule's id.
    public var rule: String
    /// Why it is off.
    public var why: String
    /// A rule that is off.
    public init(rule: String, why: String) { (self.rule, self.why) = (rule, why) }
  }

  /// Where the policy came from.
  public var policy: PolicySource
  /// The repository's path.
  public var repository: String
  /// Whether what is broken blocks.
  public var mode: Policy.Mode
  /// The verdicts.
  public var judgements: [Judgement]
  /// What the policy demands and nobody judged.
  public var off: [Off] = []
  /// What the reader should know besides, a sentence each.
  public var notes: [String] = []
  /// How many different commits were looked at.
  public var commits: Int
  /// How many refs were judged.
  public var refs: Int
  /// How long it took.
  public var seconds: Double

  /// A report of these verdicts.
  public init(
    policy: PolicySource, repository: String, mode: Policy.Mode, judgements: [Judgement],
    commits: Int, refs: Int, seconds: Double
  ) {
    (self.policy, self.repository, self.mode) = (policy, repository, mode)
    (self.judgements, self.commits, self.refs) = (judgements, commits, refs)
    self.seconds = seconds
  }

  /// The answer in one word.
  public enum Outcome: String, Sendable, CaseIterable {
    /// Nothing that blocks.
    case kept
    /// At least one rule is broken.
    case broken
    /// None is broken, but at least one could not tell.
    case unknown
  }

  /// What the verdicts add up to: broken outranks unknown. A level says how loud a rule is that is
  /// broken; not to know is never kept, whatever the level.
  public var outcome: Outcome {
    var result = Outcome.kept
    for judgement in judgements where judgement.blocks {
      switch judgement.verdict {
      case .kept: continue
      case .broken: return .broken
      case .unknown: result = .unknown
      }
    }
    return result
  }

  /// How many verdicts of each sort there are: rules times refs, not findings.
  public var summary: (kept: Int, broken: Int, unknown: Int, warnings: Int) {
    var result = (kept: 0, broken: 0, unknown: 0, warnings: 0)
    for judgement in judgements {
      switch (judgement.verdict, judgement.level) {
      case (.kept, _): result.kept += 1
      case (.unknown, _): result.unknown += 1
      case (.broken, .error): result.broken += 1
      case (.broken, .warning), (.broken, .off): result.warnings += 1
      }
    }
    return result
  }
}
