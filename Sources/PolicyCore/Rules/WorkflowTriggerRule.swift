public import GitModel

/// Lets workflows start for branches that there are.
public struct WorkflowTriggerRule: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "workflow-trigger",
    summary: "Workflow files can be read, and start for branches that the strategy has.",
    rationale: """
      A filter that names 'master' where the branch is called 'main', or that was misspelt, never lets \
      its workflow start, and nothing says so. A file that is no workflow does not run either.
      """,
    moments: [.pullRequest, .standing],
    level: .warning,
    examples: [
      .allowed(
        "a workflow for a branch of the strategy",
        """
        A with .github/workflows/ci.yml "
        on: {push: {branches: [main, 'story-*']}}
        jobs: {test: {runs-on: ubuntu-latest}}
        "; main at A; audit main
        """),
      .allowed(
        "a workflow for every branch",
        """
        A with .github/workflows/ci.yml "
        on: [push, pull_request]
        jobs: {test: {runs-on: ubuntu-latest}}
        "; main at A; audit main
        """),
      .blocked(
        "a workflow for a branch of another name",
        """
        A with .github/workflows/ci.yml "
        on:
          push: {branches: [master]}
        jobs: {test: {runs-on: ubuntu-latest}}
        "; main at A; audit main
        """,
        because: "starts on push for 'master', and the strategy has no such branch"),
      .blocked(
        "a misspelt branch that a pull request brings in",
        """
        A; S after A with .github/workflows/ci.yml "
        on:
          pull_request: {branches: [main, devlop]}
        jobs: {test: {runs-on: ubuntu-latest}}
        "; main at A; develop at A; story-1 at S; pull story-1 into develop
        """,
        because: "starts on pull_request for 'devlop', and the strategy has no such branch"),
      .blocked(
        "a family of branches that the strategy does not have",
        """
        A with .github/workflows/ci.yml "
        on:
          push: {branches: ['feature/**']}
        jobs: {test: {runs-on: ubuntu-latest}}
        "; main at A; audit main
        """,
        because: "starts on push for 'feature/**', and the strategy has no such branch"),
      .blocked(
        "a file that is no workflow",
        """
        A with .github/workflows/ci.yml "
        name: CI
        jobs: {test: {runs-on: ubuntu-latest}}
        "; main at A; audit main
        """,
        because: "cannot be read as a workflow: the file has no 'on'"),
    ])

  /// Makes the rule.
  public init() {}

  /// The events whose filters name branches of the repository.
  private static let events = ["push", "pull_request", "pull_request_target", "merge_group"]

  /// One finding for each name that no branch has, and for each file that is no workflow.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard scene.kind(in: update)?.isLongLived == true, let checks = try scene.checks(for: update),
      !checks.isEmpty
    else { return nil }
    let branches = StrategyBranches(scene.policy)
    let names = scene.policy.longLived.map(\.name)
    let strange = checks.workflows.flatMap { file in
      file.triggers.filter { Self.events.contains($0.event) }.flatMap { trigger in
        trigger.namedBranches.filter { !branches.has($0) }.map { name in
          Finding(
            "starts on \(trigger.event) for '\(name)', and the strategy has no such branch",
            path: file.path.bytes, line: trigger.line,
            help: (Nearest.name(to: name, among: names).map { "did you mean '\($0)'? " } ?? "")
              + "name a branch of the strategy (\(names.joined(separator: ", "))), or take it out")
        }
      }
    }
    let unread = checks.problems.map { problem in
      Finding(
        "cannot be \(problem.help == nil ? "read as a workflow" : "judged"): \(problem.message)",
        path: problem.path.bytes, line: problem.line,
        help: problem.help ?? "mend the file, or take it away")
    }
    return strange + unread
  }
}

extension WorkflowTrigger {
  /// The branches that the filter admits by name.
  fileprivate var namedBranches: [String] {
    guard let branches, !branches.isIgnoring else { return [] }
    return branches.texts.filter { !$0.hasPrefix("!") }
  }
}
