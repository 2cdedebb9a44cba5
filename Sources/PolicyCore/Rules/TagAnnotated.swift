public import GitModel

/// Lets tags say who made them, when and why.
public struct TagAnnotated: Rule {
  private static let policy = "tags: {'v*': {annotated: true}}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "tag-annotated",
    summary: "A tag with 'annotated' is an object of its own.",
    rationale: """
      A lightweight tag is a name and nothing else: it does not say who released, when or what, and \
      git-describe(1) does not see it.
      """,
    moments: [.refChange, .push, .standing],
    examples: [
      .allowed(
        "an annotated tag", policy: policy, "A; main at A; push tag v1: nothing -> A annotated"),
      .allowed("another tag", policy: policy, "A; main at A; push tag try: nothing -> A"),
      .blocked(
        "a lightweight tag, the moment it is made", policy: policy,
        "A; main at A; move tag v1: nothing -> A", because: "is not annotated"),
      .blocked(
        "a lightweight tag in a push", policy: policy, "A; main at A; push tag v1: nothing -> A",
        because: "is not annotated"),
      .blocked(
        "a lightweight tag that stands", policy: policy, "A; main at A; tag v1 at A; audit tag v1",
        because: "is not annotated"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the ref stands for something else than a tag's object.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.tagKind(in: update), kind.annotated,
      let tagged = try scene.tagged(by: update)
    else { return nil }
    if try scene.isImport(update) { return [] }
    guard try scene.history.tag(tagged) == nil else { return [] }
    let name = Words.shell(update.ref.tag ?? [])
    return [
      Finding(
        "is not annotated",
        help: "make it anew: git tag --annotate --force \(name) \(tagged)")
    ]
  }
}
