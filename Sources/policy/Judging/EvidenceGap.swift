internal import PolicyCore

/// The rules that rest on what somebody else observed, in a policy that lists no source for it.
enum EvidenceGap {
  private static let demands: [(rule: String, isDemanded: @Sendable (Protection) -> Bool)] = [
    ("required-checks", { !$0.requiredStatusChecks.isEmpty }),
    ("required-reviews", { $0.wantsReviews }),
    ("required-deployments", { !$0.requiredDeployments.isEmpty }),
  ]

  /// What the policy demands and nobody can tell, for want of a source.
  static func off(in policy: Policy) -> [Report.Off] {
    guard policy.evidence.isEmpty else { return [] }
    let why = "the policy lists no source: checks: {evidence: [notes, github]}"
    let forge = [
      (ProtectionDrift.guide.id, ProtectionDrift.isWanted(by: policy)),
      (BypassActors.guide.id, policy.levels[BypassActors.guide.id, default: .off] != .off),
    ].filter(\.1).map { Report.Off(rule: $0.0, why: why) }
    let gates = policy.gates.isEmpty ? [] : [Report.Off(rule: "quality-gate", why: why)]
    return gates + forge
      + demands.compactMap { demand in
        guard policy.kinds.contains(where: { demand.isDemanded($0.protection) }) else { return nil }
        return Report.Off(rule: demand.rule, why: why)
      }
  }
}
