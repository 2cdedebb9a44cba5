public import GitModel

/// Keeps long-lived branches.
public struct Deletion: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "deletion",
    summary: "A branch that stays is not deleted.",
    rationale: """
      Deleting main is one slip of the fingers. Topic branches may go unless the policy says \
      otherwise; long-lived ones may not.
      """,
    moments: [.refChange, .push, .landing],
    githubType: "deletion",
    examples: [
      .allowed("a story that is done", "A; story-1 at A; push story-1: A -> nothing"),
      .blocked(
        "main", "A; main at A; push main: A -> nothing", because: "may not be deleted"),
      .blocked(
        "develop, here", "A; develop at A; move develop: A -> nothing",
        because: "may not be deleted"),
      .blocked(
        "main, as a push activity tells it", "A; main at A; land main: A -> nothing",
        because: "may not be deleted"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the branch may not go.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), !kind.allowsDeletions else { return nil }
    guard update.new == nil else { return [] }
    return [
      Finding(
        "may not be deleted",
        help: "keep it; where deletion is meant, the policy says allow_deletions: true")
    ]
  }
}
