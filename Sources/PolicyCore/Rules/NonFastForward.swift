public import GitModel

/// Keeps what stood on a branch from being dropped.
public struct NonFastForward: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "non-fast-forward",
    summary: "An update keeps every commit that stood on the branch.",
    rationale: """
      A forced push to a shared branch takes away what others have built on. Topic branches may be \
      rewritten unless the policy says otherwise; long-lived ones may not.
      """,
    moments: [.refChange, .push, .landing],
    githubType: "non_fast_forward",
    examples: [
      .allowed("a fast forward", "A; B after A; main at A; push main: A -> B"),
      .allowed(
        "a rebased story",
        "A; S after A; B after A; T after B; story-1 at S; push story-1: S -> T"),
      .blocked(
        "a forced push",
        "A; B after A; C after A; main at B; push main: B -> C",
        because: "drops 1 commit that stood on the branch"),
      .blocked(
        "a branch set back",
        "A; B after A; C after B; develop at C; move develop: C -> A",
        because: "drops 2 commits that stood on the branch"),
      .blocked(
        "a forced landing",
        "A; B after A; C after A; main at B; land main: B -> C",
        because: "drops 1 commit that stood on the branch"),
      .unknown(
        "a forced push over what was never fetched",
        "A; B after A; C after A; main at B; missing B; push main: B -> C",
        because: "read commit: commit B is not there"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the old tip is no ancestor of the new one.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), !kind.allowsForcePushes, let old = update.old,
      let new = update.new
    else { return nil }
    let dropped = try scene.dropped(from: old, to: new)
    guard !dropped.isEmpty else { return [] }
    return [
      Finding(
        "drops \(Words.count(dropped.count, "commit")) that stood on the branch",
        among: dropped,
        help: "build on what is there: git fetch origin && git rebase \(old)")
    ]
  }
}
