internal import Evidence
public import PolicyCore
internal import Reports

/// Plans what makes GitHub's protection as a policy wants it.
public struct Planner {
  /// The repository.
  public let repository: GitHubRepository
  /// Where the protection is kept.
  public let target: ProtectionTarget
  /// Whether what is stricter than the policy asks is taken back too.
  public let isExact: Bool
  /// The numbers of the apps that the policy names, by slug.
  public let apps: [String: Int]
  /// What the policy demands of the commits of every branch.
  public let commits: CommitDemands
  /// How the forge merges a pull request: a merge queue that is made new takes the first.
  public let mergeMethods: [MergeMethod]

  /// A planner. `apps` must have every app that the policy names.
  public init(
    _ repository: GitHubRepository, target: ProtectionTarget, isExact: Bool = false,
    apps: [String: Int] = [:], commits: CommitDemands = CommitDemands(),
    mergeMethods: [MergeMethod] = MergeMethod.allCases
  ) {
    (self.repository, self.target, self.isExact, self.apps) = (repository, target, isExact, apps)
    (self.commits, self.mergeMethods) = (commits, mergeMethods)
  }

  /// The plan for a branch of a kind; for all that the kind's pattern names, but for the refs that are
  /// left out, where the state is that of the pattern.
  public func plan(
    _ state: ProtectionState, for kind: Kind, without refs: [String]? = nil
  ) -> BranchPlan {
    let binds = kind.protection.enforceAdmins
    let counted = CountedProtection(state, binding: binds, in: target)
    var plan = BranchPlan(
      branch: state.branch, target: target,
      controls: counted.controls(kind, and: commits, apps: apps))
    (plan.notes, plan.doubts) = (counted.notes + Self.contrary(state, kind), counted.doubts)
    var reached = state
    if isExact || plan.controls.contains(where: \.isDue) {
      switch target {
      case .classic: planClassic(&plan, &reached)
      case .rulesets: planRuleset(&plan, &reached, kind, without: refs)
      }
    }
    let after = CountedProtection(reached, binding: binds, in: target)
    conclude(&plan, after.controls(kind, and: commits, apps: apps))
    return plan
  }

  /// Says what the calls leave as it should not be.
  private func conclude(_ plan: inout BranchPlan, _ after: [PlannedControl]) {
    for (index, control) in after.enumerated() {
      plan.controls[index].planned = control.live
      let key = control.control.key
      let isSaid = plan.obstacles.contains { $0.hasPrefix(key + ":") }
      switch control.standing {
      case .unknown: plan.staysUnknown = true
      case .weaker where !isSaid:
        plan.obstacles.append("\(key): it stays as it is, for what is said here")
      case .stricter where isExact && !isSaid:
        let sources = control.sources.map(\.name).joined(separator: ", ")
        plan.obstacles.append("\(key): it stays stricter, because of \(sources)")
      default: continue
      }
    }
  }

  /// Whom the policy lets push without a pull request, and who may not push at all.
  private static func contrary(_ state: ProtectionState, _ kind: Kind) -> [String] {
    guard let allowed = state.classic?.restrictions?.words, let named = kind.directPushers?.words
    else { return [] }
    let missing = named.filter { !allowed.contains($0) }
    return missing.isEmpty
      ? []
      : [
        "restrict_pushes: \(missing.joined(separator: ", ")) cannot push, unless they are one of those "
          + "who may push at all (restrictions): \(allowed.joined(separator: ", "))"
      ]
  }

  /// What each control is set to in the one place where this planner keeps it, by key: those that stay
  /// as they are there are left out. `own` is what that place says now. What is made new says all that
  /// the policy says.
  static func changes(
    of controls: [PlannedControl], isNew: Bool, isExact: Bool,
    own: (Control) -> ControlValue
  ) -> [String: ControlValue] {
    var changes: [String: ControlValue] = [:]
    for planned in controls {
      let (control, value) = (planned.control, own(planned.control))
      if isExact {
        changes[control.key] = value == planned.wanted ? nil : planned.wanted
      } else if isNew ? !value.isAtLeast(planned.wanted) : planned.isDue {
        changes[control.key] = value.joined(planned.wanted)
      }
    }
    for planned in controls {
      let (control, value) = (planned.control, own(planned.control))
      guard changes[control.key] == nil, value == control.nothing else { continue }
      let leads = controls.filter { Control.followers[$0.control.key] == control.key }
      let isBegun = leads.contains {
        own($0.control) == $0.control.nothing
          && changes[$0.control.key].map { [lead = $0.control] in $0 != lead.nothing } ?? false
      }
      // A lock that begins says by itself who is out of it.
      if isBegun, value != planned.wanted || control.isAllowance {
        changes[control.key] = value.joined(planned.wanted)
      }
    }
    return changes
  }
}

extension Control {
  /// What is nothing without another, or comes with it: where the first is turned on in a place, the
  /// second is set there as the policy wants it.
  fileprivate static let followers = [
    "lock_branch": "allow_fork_syncing", "require_up_to_date": "required_status_checks",
    "required_reviews": "restrict_pushes", "dismiss_stale_reviews": "restrict_pushes",
    "require_code_owner_reviews": "restrict_pushes",
    "require_last_push_approval": "restrict_pushes",
  ]
}
