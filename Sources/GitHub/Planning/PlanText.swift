internal import PolicyCore
internal import Reports

/// The plans of a repository's branches, in the forms in which they are shown.
public struct PlanReport {
  /// The repository.
  public let repository: GitHubRepository
  /// One plan for each branch.
  public let branches: [BranchPlan]
  /// The plan of the environments and secrets; `nil` where the policy names none.
  public let environments: EnvironmentsPlan?
  /// What to know besides.
  public let notes: [String]
  /// What could not be read: nothing is known of it, and nothing is planned.
  public let failures: [GitHubFailure]
  private let apps: [Int: String]

  /// A report. `apps` are the slugs of apps by number, as far as they are known.
  public init(
    _ repository: GitHubRepository, _ branches: [BranchPlan],
    environments: EnvironmentsPlan? = nil, failures: [GitHubFailure] = [],
    apps: [Int: String] = [:], notes: [String] = []
  ) {
    (self.repository, self.branches, self.notes) = (repository, branches, notes)
    (self.environments, self.apps) = (environments, apps)
    self.failures = failures + (environments?.failures ?? [])
  }

  /// Every call, in the order in which to make them.
  public var calls: [GitHubCall] { branches.flatMap(\.calls) + (environments?.calls ?? []) }

  /// Why something that the policy wants is not planned.
  public var obstacles: [String] {
    branches.flatMap { plan in plan.obstacles.map { "\(plan.branch): \($0)" } }
      + (environments?.obstacles ?? [])
  }

  /// Whether nothing that is known is other than the policy wants it; where that is `exact`, no stricter
  /// either.
  public func isKept(exact: Bool) -> Bool {
    branches.allSatisfy { $0.weaker.isEmpty && (!exact || $0.stricter.isEmpty) }
      && (environments?.isKept ?? true)
  }

  /// Whether GitHub does not tell of something that was read whether it holds.
  public var isUnknown: Bool { branches.contains { !$0.unknown.isEmpty } }

  /// Whether a call is not made because nobody can tell whether a lease is open.
  public var isInDoubt: Bool { branches.contains(where: \.isInDoubt) }

  /// Whether that is so even after the calls.
  public var staysUnknown: Bool { branches.contains(where: \.staysUnknown) }

  /// The differences as comments, and the calls as a script for a POSIX shell that stops at the first
  /// one that fails.
  public var script: String {
    var lines = ["policy: \(repository)"] + notes
    for plan in branches { lines += [""] + words(plan) }
    if let environments { lines += [""] + environments.words }
    let comments = lines.map { $0.isEmpty ? "#\n" : "# \(Escaped.text($0))\n" }.joined()
    return comments + calls.script(host: repository.host)
  }

  /// The differences without the calls.
  public var text: String {
    var lines = ["\(repository)"] + notes
    for plan in branches { lines += words(plan) }
    lines += environments?.words ?? []
    return lines.map { Escaped.text($0) + "\n" }.joined()
  }

  private func words(_ plan: BranchPlan) -> [String] {
    let place = plan.target == .classic ? "classic protection" : "rulesets"
    let (weaker, unknown) = (plan.weaker, plan.unknown)
    let counts =
      (weaker.isEmpty
        ? [] : ["\(weaker.count) of \(plan.controls.count) controls weaker than the policy wants"])
      + (unknown.isEmpty ? [] : ["\(unknown.count) of \(plan.controls.count) controls unknown"])
    let summary = counts.isEmpty ? "as the policy wants it" : counts.joined(separator: ", ")
    var lines = ["\(plan.branch): \(summary) (\(place))"]
    lines += weaker.map { "  \(difference($0))" }
    lines += unknown.map { "  unknown: \(difference($0))" }
    lines += unknown.isEmpty ? [] : plan.doubts.map { "  help: \($0)" }
    lines += plan.stricter.map { control in
      let isKept = control.planned == control.live
      return
        "  \(difference(control)), \(isKept ? "which is stricter, and kept" : "which is stricter")"
    }
    lines += plan.notes.map { "  note: \($0)" }
    return lines + plan.obstacles.map { "  not planned: \($0)" }
  }

  private func difference(_ control: PlannedControl) -> String {
    let name = control.control.key
    let sources = control.sources.map(\.name)
    return "\(name): \(shown(control, control.live)), wanted \(shown(control, control.wanted))"
      + (sources.isEmpty ? "" : " (\(sources.joined(separator: ", ")))")
  }

  func shown(_ control: PlannedControl, _ value: ControlValue) -> String {
    control.control.words(value, apps: apps)
  }
}
