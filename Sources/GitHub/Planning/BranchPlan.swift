public import PolicyCore

/// What differs between the protection that a policy wants for a branch and the one that it has, control
/// by control, and the calls that make it so.
public struct BranchPlan: Sendable {
  /// The branch, without `refs/heads/`.
  public let branch: String
  /// Where the protection is kept.
  public let target: ProtectionTarget
  /// Every control, in the order of the policy's keys.
  public internal(set) var controls: [PlannedControl]
  /// Why something that the policy wants is not planned; none where everything is.
  public internal(set) var obstacles: [String] = []
  /// What to know besides.
  public internal(set) var notes: [String] = []
  /// Why GitHub does not tell whether something holds, each with its cure.
  public internal(set) var doubts: [String] = []
  /// Whether something is unknown even after the calls.
  public internal(set) var staysUnknown = false
  /// Whether no call is made because nobody can tell whether a lease is open.
  public internal(set) var isInDoubt = false
  /// The calls, in the order in which to make them.
  public internal(set) var calls: [GitHubCall] = []

  /// The same without a call, while leases of the branch are open, or may be: what they have changed is
  /// put back by their ends.
  public func held(by leases: [Lease], orInDoubt isInDoubt: Bool = false) -> BranchPlan {
    guard !calls.isEmpty, !leases.isEmpty || isInDoubt else { return self }
    var plan = self
    plan.calls = []
    for index in plan.controls.indices { plan.controls[index].planned = plan.controls[index].live }
    plan.isInDoubt = isInDoubt
    plan.staysUnknown = isInDoubt || !unknown.isEmpty
    if isInDoubt { plan.notes.append("nothing is changed while an override may be open") }
    plan.obstacles += leases.map { lease in
      "nothing is changed while \(lease.purpose.rawValue) \(lease.id) lasts: \(lease.endCommand)"
    }
    return plan
  }

  /// The controls that are weaker than the policy wants.
  public var weaker: [PlannedControl] { controls.filter { $0.standing == .weaker } }
  /// The controls of which GitHub does not tell enough.
  public var unknown: [PlannedControl] { controls.filter { $0.standing == .unknown } }
  /// The controls that are stricter than the policy asks.
  public var stricter: [PlannedControl] { controls.filter { $0.standing == .stricter } }
}

/// One control of a branch: what the policy wants and what is there.
public struct PlannedControl: Sendable {
  /// How what is there stands to what is wanted.
  public enum Standing: String, Sendable {
    /// The same.
    case equal
    /// More than is asked.
    case stricter
    /// Less than is asked, or something else.
    case weaker
    /// As much as is asked, if what GitHub does not show is as it should be; less otherwise.
    case unknown
  }

  /// The control.
  public let control: Control
  /// What the policy wants.
  public let wanted: ControlValue
  /// What holds for sure now, all sources together.
  public let live: ControlValue
  /// What holds if what GitHub does not show is as it should be.
  let possible: ControlValue
  /// What each source says, where it says anything: `classic protection`, `ruleset 'main'`.
  public let sources: [Source]
  /// What will hold after the calls; as `live` where nothing is planned.
  public internal(set) var planned: ControlValue

  /// One source of what holds.
  public struct Source: Sendable {
    /// Its name, for people.
    public let name: String
    /// What it says.
    public let value: ControlValue
  }

  /// How what is there stands to what is wanted.
  public var standing: Standing {
    guard live.isAtLeast(wanted) else { return possible.isAtLeast(wanted) ? .unknown : .weaker }
    return wanted.isAtLeast(live) ? .equal : .stricter
  }

  /// Whether it is to be demanded, since it does not hold for sure.
  var isDue: Bool { standing == .weaker || standing == .unknown }
}
