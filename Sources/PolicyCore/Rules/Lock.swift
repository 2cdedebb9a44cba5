public import GitModel

/// Keeps a locked branch as it is.
public struct Lock: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "lock",
    summary: "Nothing lands on a branch with 'lock_branch'.",
    rationale: """
      A release that is out of support, or a freeze while a critical failure is looked into, must \
      not move by accident. The first push into an empty repository brings it as it is.
      """,
    moments: [.refChange, .commit, .push, .pullRequest, .landing],
    githubType: "update",
    examples: [
      .allowed("a branch without a lock", "A; B after A; develop at A; push develop: A -> B"),
      .allowed(
        "a locked branch in the first push into an empty repository",
        policy: "branches: {legacy: {lock_branch: true}}", "A; push legacy: nothing -> A"),
      .blocked(
        "a push", policy: "branches: {develop: {lock_branch: true}}",
        "A; B after A; develop at A; push develop: A -> B", because: "is locked"),
      .blocked(
        "a commit", policy: "branches: {develop: {lock_branch: true}}",
        "A; B after A; develop at A; commit on develop: A -> B", because: "is locked"),
      .blocked(
        "a move here", policy: "branches: {develop: {lock_branch: true}}",
        "A; B after A; develop at A; move develop: A -> B", because: "is locked"),
      .blocked(
        "a pull request", policy: "branches: {develop: {lock_branch: true}}",
        "A; S after A; develop at A; story-1 at S; pull story-1 into develop",
        because: "is locked"),
      .blocked(
        "a landing", policy: "branches: {develop: {lock_branch: true}}",
        "A; B after A; develop at A; land develop: A -> B", because: "is locked"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the branch is locked.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), kind.protection.lockBranch else { return nil }
    if try scene.isImport(update) { return [] }
    return [
      Finding("is locked", help: "wait, or ask a maintainer to take lock_branch out of the policy")
    ]
  }
}
