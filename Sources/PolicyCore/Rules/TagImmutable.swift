public import GitModel

/// Keeps tags where they are.
public struct TagImmutable: Rule {
  private static let policy = "tags: {'v*': {immutable: true}}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "tag-immutable",
    summary: "A tag with 'immutable' never moves and never goes away, or one of the two.",
    rationale: """
      A moved tag is another release under the same name: who has fetched the old one keeps it, for \
      git-fetch does not replace tags, and builds something else than everybody. An action or a module \
      that is pinned to a tag runs whatever the tag is moved to.
      """,
    moments: [.push],
    examples: [
      .allowed("a new tag", policy: policy, "A; main at A; push tag v1: nothing -> A"),
      .allowed("another tag that moves", policy: policy, "A; B after A; push tag latest: A -> B"),
      .blocked(
        "a tag that moves", policy: policy, "A; B after A; main at B; push tag v1: A -> B",
        because: "may not move"),
      .blocked(
        "a tag that becomes another object for the same commit", policy: policy,
        "A; main at A; push tag v1: A -> A annotated", because: "may not move"),
      .blocked(
        "a tag that is deleted", policy: policy, "A; main at A; push tag v1: A -> nothing",
        because: "may not be deleted"),
      .allowed(
        "a tag that moves, where only its deletion is asked about",
        policy: "tags: {'v*': {immutable: deletion}}",
        "A; B after A; main at B; push tag v1: A -> B"),
      .blocked(
        "a tag that moves, where only that is asked about",
        policy: "tags: {'v*': {immutable: update}}",
        "A; B after A; main at B; push tag v1: A -> B", because: "may not move"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the tag stood.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.tagKind(in: update), kind.keepsTags || kind.pinsTags else { return nil }
    guard let old = update.old, update.new != old,
      update.new == nil ? kind.keepsTags : kind.pinsTags
    else { return [] }
    let help = "leave it where it is, and make another: git tag \(kind.option)NAME COMMIT"
    guard update.new != nil else { return [Finding("may not be deleted", help: help)] }
    return [Finding("may not move", help: help)]
  }
}
