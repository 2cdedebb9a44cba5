/// How healthy a tree is: what its gates leave of 100.
///
/// The seeds' rule: each broken gate takes its weight off; from 80 on it is healthy, from 60 on it needs
/// attention, below it is critical. A gate whose result nobody knows makes the score unknown, unless it
/// weighs nothing.
public struct Health: Sendable, Equatable {
  /// The state in one word.
  public enum Status: String, Sendable, CaseIterable {
    /// 80 and more.
    case healthy
    /// 60 to 79.
    case needsAttention = "needs_attention"
    /// Below 60.
    case critical
    /// Nobody can tell.
    case unknown
  }

  /// What is recorded of each gate, in the order of the policy.
  public let records: [GateRecord]

  /// The health that these records show.
  public init(_ records: [GateRecord]) { self.records = records }

  /// What the broken gates leave of 100: the score, where all are known.
  public var atMost: Int { max(0, 100 - weight("failed")) }

  /// What would be left were the unknown gates broken, too.
  public var atLeast: Int { max(0, 100 - weight("failed") - weight("unknown")) }

  /// The score; `nil` where a gate that weighs something is unknown.
  public var score: Int? { weight("unknown") == 0 && !records.isEmpty ? atMost : nil }

  /// The state.
  public var status: Status {
    switch score {
    case nil: .unknown
    case let score? where score >= 80: .healthy
    case let score? where score >= 60: .needsAttention
    default: .critical
    }
  }

  private func weight(_ word: String) -> Int {
    records.reduce(0) { $0 + ($1.verdict.word == word ? $1.gate.weight : 0) }
  }
}
