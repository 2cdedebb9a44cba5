public import GitModel

/// Keeps branches from being made.
public struct Creation: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "creation",
    summary: "A branch with 'block_creations' is not made anew.",
    rationale: """
      A long-lived branch that somebody deleted must come back as it was, not as somebody's push. \
      The first branch of an empty repository is always allowed.
      """,
    moments: [.refChange, .push, .landing],
    githubType: "creation",
    examples: [
      .allowed("a story", "A; develop at A; push story-1: nothing -> A"),
      .allowed(
        "the first branch of an empty repository",
        policy: "branches: {main: {block_creations: true}}", "A; push main: nothing -> A"),
      .blocked(
        "a branch whose creation is blocked",
        policy: "branches: {main: {block_creations: true}}",
        "A; B after A; develop at A; push main: nothing -> B", because: "may not be created"),
      .blocked(
        "the same, here", policy: "branches: {main: {block_creations: true}}",
        "A; develop at A; move main: nothing -> A", because: "may not be created"),
      .blocked(
        "the same, as a push activity tells it",
        policy: "branches: {main: {block_creations: true}}",
        "A; develop at A; land main: nothing -> A", because: "may not be created"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the branch is made and may not be.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), kind.protection.blockCreations else { return nil }
    guard update.old == nil, update.new != nil, try !scene.isEmpty() else { return [] }
    return [
      Finding(
        "may not be created",
        help: "ask a maintainer; where creation is meant, the policy says block_creations: false")
    ]
  }
}
