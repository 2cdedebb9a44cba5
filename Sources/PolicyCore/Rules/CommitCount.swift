public import GitModel

/// Keeps what is brought at once small.
public struct CommitCount: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "commit-count",
    summary: "A push or a pull request brings at most so many commits.",
    rationale: """
      Nobody reviews two hundred commits at once; mostly they are a branch that was cut from the wrong \
      place, or a history that was rewritten by mistake.
      """,
    moments: [.push, .pullRequest],
    examples: [
      .allowed(
        "a story of two commits",
        policy: "commits: {max_count: 2}",
        "A; S after A; T after S; develop at A; push story-1: nothing -> T"),
      .blocked(
        "a push of three",
        policy: "commits: {max_count: 2}",
        "A; S after A; T after S; U after T; develop at A; push story-1: nothing -> U",
        because: "brings 3 commits, more than 2"),
      .blocked(
        "a pull request of three",
        policy: "commits: {max_count: 2}",
        "A; S after A; T after S; U after T; develop at A; story-1 at U; "
          + "pull story-1 into develop",
        because: "brings 3 commits, more than 2"),
      .allowed(
        "a story of two commits that is rebased onto what landed",
        policy: "commits: {max_count: 2}",
        "A; S after A; T after S; B after A; C after B; U after C; V after U; develop at C; "
          + "push story-1: T -> V"),
      .blocked(
        "a story of three that takes in what landed",
        policy: "commits: {max_count: 2}",
        "A; B after A; S after A; T after S; M after T, B; develop at B; push story-1: A -> M",
        because: "brings 3 commits, more than 2"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding at the newest commit, where there are too many.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let most = scene.policy.commits.maxCount, update.new != nil, let branch = update.branch,
      !scene.isExempt(branch)
    else { return nil }
    let graph = try scene.graph()
    let commits = try scene.newCommitsOnce(in: update).map { graph.id(of: $0) }
    guard commits.count > most else { return [] }
    let finding = Finding(
      "brings \(Words.count(commits.count, "commit")), more than \(most)", among: commits,
      help: try Self.cure(of: update, in: scene))
    return try scene.confirmed([finding], on: update)
  }

  private static func cure(of update: RefUpdate, in scene: Scene) throws(GitError) -> String {
    let remaking = try scene.remaking(of: update)
    let (fetch, base) = remaking.beginning ?? ("", "BASE")
    return "\(remaking.place)squash what belongs together: \(fetch)"
      + remaking.rebase("--interactive", from: base) + remaking.publishing
  }
}
