public import GitModel

/// What is recorded of one gate on one tree, held against the limits that the policy sets today.
public struct GateRecord: Sendable, Equatable {
  /// The gate.
  public let gate: Gate
  /// What the newest result says.
  public let verdict: GateVerdict
  /// Its number.
  public let value: Double?
  /// Whether there is a result that counts.
  public let isRecorded: Bool

  /// The record of a gate among the results on a tree; `reference` is what `Gate.verdict` asks for.
  ///
  /// Of several the newest counts; one without a date counts as the newest, and of two at one moment the
  /// failure. With `countingClaims`, what anybody can have written counts too.
  public init(
    of gate: Gate, among results: [CheckResult], countingClaims: Bool = false,
    reference: () -> GateReference
  ) {
    self.gate = gate
    let own = results.filter { $0.context == gate.context && $0.conclusion != .pending }
    let counted = own.filter { countingClaims || $0.standing.isProof }
    isRecorded = !counted.isEmpty
    guard let newest = counted.max(by: Self.isOlder) else {
      (verdict, value) = (Self.missing(gate, claims: own), nil)
      return
    }
    value = newest.metric
    verdict = Self.verdict(gate, newest, reference)
  }

  /// A gate of which nobody can say what is recorded.
  public init(of gate: Gate, unread error: GitError) {
    (self.gate, value, isRecorded) = (gate, nil, false)
    verdict = .unknown(message: "\(error.operation): \(error.message)", help: error.help)
  }

  private static func isOlder(_ one: CheckResult, _ other: CheckResult) -> Bool {
    let (left, right) = (one.at ?? .max, other.at ?? .max)
    return left == right ? one.conclusion.passes && !other.conclusion.passes : left < right
  }

  private static func missing(_ gate: Gate, claims: [CheckResult]) -> GateVerdict {
    let help = "run it where the files are the commit's: policy gates \(gate.name)"
    for claim in claims {
      guard case .claim(let why) = claim.standing else { continue }
      return .unknown(
        message: "its result is only a claim: \(why)",
        help:
          "let a checker of the policy sign it: git config policy.signingKey KEY && policy gates "
          + gate.name)
    }
    return .unknown(message: "no result is recorded", help: help)
  }

  private static func verdict(
    _ gate: Gate, _ result: CheckResult, _ reference: () -> GateReference
  ) -> GateVerdict {
    let again = "run it again: policy gates \(gate.name)"
    guard result.conclusion.passes else {
      let told = result.metric.map { " with \(Number.text($0))" } ?? ""
      return .failed(message: "failed\(told)", help: "mend it, then: policy gates \(gate.name)")
    }
    guard gate.atLeast != nil || gate.atMost != nil || gate.noWorseThan != nil else {
      return .passed
    }
    guard let value = result.metric else {
      return .unknown(message: "its result is recorded without a number", help: again)
    }
    return gate.verdict(on: value, reference: reference)
  }
}

extension Gate {
  /// The number that it must not be worse than, among the results on the tip of that branch.
  public func reference(among results: [CheckResult], countingClaims: Bool) -> GateReference {
    var bare = self
    (bare.atLeast, bare.atMost, bare.noWorseThan) = (nil, nil, nil)
    let branch = noWorseThan ?? ""
    let record = GateRecord(of: bare, among: results, countingClaims: countingClaims) { .value(0) }
    guard let value = record.value else {
      return .unknown(
        message: "no number is recorded for '\(branch)' as it stands",
        help: "record one there: git switch \(Words.shell(branch)) && policy gates \(name)")
    }
    return .value(value)
  }
}
