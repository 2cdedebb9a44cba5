internal import GitModel
public import PolicyCore

/// Runs the gates that a hook asks for, and judges. `policy-hook`, which cannot, leaves it to `policy`.
public typealias GateAsker = (GateRequest) throws(HookFailure) -> [Judgement]

/// The gates that a hook asks for, and what they are to pass.
public struct GateRequest {
  /// The rule that the verdicts are of.
  public static let rule = "quality-gate"

  /// The hook.
  public let hook: Gate.Hook
  /// The policy.
  public let policy: Policy
  /// The moment of the judgement, in seconds since 1970.
  public let now: Int64
  /// Those of the policy's gates that it asks for.
  public let gates: [Gate]
  /// The updates that bring commits to branches.
  public let updates: [RefUpdate]
  /// How loud the rule is.
  public let level: Level
  /// Whether the person at the keyboard skips the rule: then nothing is run.
  public let isSkipped: Bool
  /// The environment of the hook.
  public let environment: [String: String]

  /// What a hook asks for; `nil` where it asks for nothing, as most do.
  init?(
    _ call: HookCall, _ question: Question, _ policy: Policy, isSkipped: Bool, now: Int64
  ) {
    (self.policy, self.now) = (policy, now)
    switch call.name {
    // Where a rule is skipped, the message tells it: `commit-msg` asks what `pre-commit` asked.
    case .preCommit, .preMergeCommit: hook = .preCommit
    case .commitMessage where isSkipped: hook = .preCommit
    case .prePush: hook = .prePush
    default: return nil
    }
    let hook = hook
    gates = policy.gates.filter { $0.isAsked(by: hook) }
    updates = question.updates.filter { update in
      update.new != nil && update.branch.map { !policy.isExempt($0) } ?? false
    }
    level = policy.levels[Self.rule] ?? .error
    guard !gates.isEmpty, !updates.isEmpty, level != .off else { return nil }
    (self.isSkipped, environment) = (isSkipped, call.environment)
  }

  /// A verdict on one of the updates, waivers applied.
  public func judgement(_ verdict: Verdict, on update: RefUpdate) -> Judgement {
    policy.judgement(verdict, of: Self.rule, at: level, on: update, now: now)
  }
}
