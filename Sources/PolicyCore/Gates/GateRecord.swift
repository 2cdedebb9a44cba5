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
  /// Of several the newest counts, and of two at one moment the failure; one without a date may be older
  /// or newer than any other. With `countingClaims`, what anybody can have written counts too. Of a gate
  /// about commits only what was reported on one of `commits` counts. It is run on the first of them,
  /// which is checked out before unless it is `checkedOut`.
  public init(
    of gate: Gate, among results: [CheckResult], on commits: [ObjectID] = [],
    checkedOut: ObjectID? = nil, countingClaims: Bool = false, reference: () -> GateReference
  ) {
    self.gate = gate
    let own = results.filter { result in
      result.context == gate.context && result.conclusion != .pending
        && (gate.about == .tree || commits.contains(result.commit))
    }
    let there = commits.first.flatMap { $0 == checkedOut ? nil : "git switch --detach \($0) && " }
    let run = (there ?? "") + "policy gates \(Words.shell(gate.name))"
    let counted = own.filter { countingClaims || $0.standing.isProof }
    isRecorded = !counted.isEmpty
    let newest = counted.newest(by: \.at).map { result in
      Told(result: result, verdict: Self.verdict(gate, result, run, reference))
    }
    verdict = Self.verdict(of: newest, run) ?? Self.missing(run, claims: own)
    let numbers = Set(newest.map(\.result.metric))
    value = numbers.count == 1 ? newest.first?.result.metric : nil
  }

  /// A gate of which nobody can say what is recorded.
  public init(of gate: Gate, unread error: GitError) {
    (self.gate, value, isRecorded) = (gate, nil, false)
    verdict = .unknown(message: "\(error.operation): \(error.message)", help: error.help)
  }

  /// A result that may be the newest, and what it says.
  private struct Told {
    let result: CheckResult
    let verdict: GateVerdict

    var isFailure: Bool { if case .failed = verdict { true } else { false } }
  }

  /// What the results that may be the newest say together; `nil` where there are none.
  private static func verdict(of newest: [Told], _ run: String) -> GateVerdict? {
    let failures = newest.certainFailures(by: \.result.at) { !$0.isFailure }
    if let failure = failures.map(\.verdict).min(by: isBefore) { return failure }
    guard newest.contains(where: \.isFailure) else {
      return newest.map(\.verdict).filter { $0 != .passed }.min(by: isBefore)
        ?? newest.first?.verdict
    }
    return .unknown(
      message: "its results differ, and nobody tells which is the newest",
      help: "run it again: \(run)")
  }

  /// An order that does not depend on that of the sources.
  private static func isBefore(_ one: GateVerdict, _ other: GateVerdict) -> Bool {
    (one.reason?.message ?? "") < (other.reason?.message ?? "")
  }

  private static func missing(_ run: String, claims: [CheckResult]) -> GateVerdict {
    if let why = claims.newest(by: \.at).compactMap(\.standing.doubt).min() {
      return .unknown(
        message: "its result is only a claim: \(why)",
        help: "let a key sign it that the policy lists under 'checkers:': "
          + "git config policy.signingKey KEY && \(run)")
    }
    return .unknown(
      message: "no result is recorded", help: "run it where the files are the commit's: \(run)")
  }

  private static func verdict(
    _ gate: Gate, _ result: CheckResult, _ run: String, _ reference: () -> GateReference
  ) -> GateVerdict {
    guard result.conclusion.passes else {
      let told = result.metric.map { " with \(Number.text($0))" } ?? ""
      return .failed(
        message: "failed\(told)", help: "mend it, then: policy gates \(Words.shell(gate.name))")
    }
    guard gate.atLeast != nil || gate.atMost != nil || gate.noWorseThan != nil else {
      return .passed
    }
    guard let value = result.metric else {
      return .unknown(
        message: "its result is recorded without a number", help: "run it again: \(run)")
    }
    return gate.verdict(on: value, reference: reference)
  }
}

extension Gate {
  /// The number that it must not be worse than, among the results on the tip of that branch.
  public func reference(
    among results: [CheckResult], on tip: ObjectID, countingClaims: Bool
  ) -> GateReference {
    var bare = self
    (bare.atLeast, bare.atMost, bare.noWorseThan) = (nil, nil, nil)
    let branch = noWorseThan ?? ""
    let record = GateRecord(
      of: bare, among: results, on: [tip], countingClaims: countingClaims
    ) { .value(0) }
    guard let value = record.value else {
      return .unknown(
        message: "no number is recorded for '\(branch)' as it stands",
        help: "record one there: git switch --detach \(tip) && policy gates \(Words.shell(name))")
    }
    return .value(value)
  }
}
