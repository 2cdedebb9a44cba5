public import PolicyCore

extension PolicyFile {
  /// Whether any workflow runs for a branch of this name; `nil` where nobody can tell.
  public typealias WorkflowAnswer = (_ branch: String) -> Bool?

  /// What in a policy contradicts itself, in the order of the checks.
  ///
  /// `now` is in seconds since 1970. `hasWorkflow` is asked about branches that require checks.
  public static func contradictions(
    in policy: Policy, at now: Int64, hasWorkflow: WorkflowAnswer = { _ in nil }
  ) -> [Contradiction] {
    let strategy = StrategyContradictions(policy: policy)
    return strategy.all + checksWithoutWorkflow(policy, hasWorkflow)
      + gatesBeforeCommits(policy) + expiredWaivers(policy, now)
      + policy.github.environments.flatMap(reviewers(of:)) + DemandsInVain(policy).all
  }

  /// docs.github.com/rest/deployments/environments: six reviewers at most, and who reviews himself is a
  /// reviewer.
  private static func reviewers(of environment: GitHubSettings.Environment) -> [Contradiction] {
    let people = environment.reviewers
    let count = (people?.users.count ?? 0) + (people?.teams.count ?? 0)
    let path = ["github", "environments", environment.name]
    if environment.preventSelfReview, count == 0 {
      return [
        Contradiction(
          path + ["prevent_self_review"],
          "nobody may review their own deployment to \(quoted(environment.name)), and nobody reviews",
          help: "name who does: reviewers: {users: […]}")
      ]
    }
    return count > 6
      ? [
        Contradiction(
          path + ["reviewers"],
          "\(quoted(environment.name)) has \(count) reviewers, and GitHub takes six",
          help: "name a team of them: reviewers: {teams: […]}")
      ] : []
  }

  private static func checksWithoutWorkflow(
    _ policy: Policy, _ hasWorkflow: WorkflowAnswer
  ) -> [Contradiction] {
    policy.longLived.filter {
      !$0.protection.requiredStatusChecks.isEmpty && hasWorkflow($0.name) == false
    }.map { kind in
      Contradiction(
        ["branches", kind.name, "required_status_checks"],
        "\(quoted(kind.name)) requires checks, and no workflow runs for it",
        help: "add a workflow that runs on pull requests to it, or require no checks")
    }
  }

  /// Results are recorded on commits, and some gates look at commits: of what is about to be committed there
  /// is none.
  private static func gatesBeforeCommits(_ policy: Policy) -> [Contradiction] {
    let required = policy.gates.filter {
      $0.requiredOn.contains(.preCommit) && !$0.on.contains(.preCommit)
    }.map {
      Contradiction(
        ["gates", $0.name, "required_on"],
        "a result is recorded on a commit, and pre-commit asks before there is one",
        help: "let the hook run it: on: [pre-commit]; or ask later: required_on: [pre-push]")
    }
    let asked = policy.gates.filter { $0.about == .commits && $0.isAsked(by: .preCommit) }.map {
      Contradiction(
        ["gates", $0.name, "about"],
        "the gate is about commits, and pre-commit asks before there is one",
        help: "ask when they are pushed: on: [pre-push]")
    }
    return required + asked
  }

  private static func expiredWaivers(_ policy: Policy, _ now: Int64) -> [Contradiction] {
    policy.waivers.enumerated().filter { $0.element.until.map { $0 < now } ?? false }.map {
      Contradiction(
        ["waivers", "\($0.offset)", "until"],
        "the waiver of \(quoted($0.element.rule)) has expired",
        help: "remove it, or give it another date")
    }
  }
}
