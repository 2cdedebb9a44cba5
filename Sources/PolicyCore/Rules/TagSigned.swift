public import GitModel

/// Lets tags bear signatures.
public struct TagSigned: Rule {
  private static let policy = "tags: {'v*': {signed: true}}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "tag-signed",
    summary: "A tag with 'signed' bears a signature.",
    rationale: """
      Anybody who may push can make a tag in anybody's name. That a signature is there is asked here; \
      whose it is, git tag --verify tells.
      """,
    moments: [.refChange, .push, .standing],
    examples: [
      .allowed("a signed tag", policy: policy, "A; main at A; push tag v1: nothing -> A signed"),
      .allowed("another tag", policy: policy, "A; main at A; push tag try: nothing -> A"),
      .blocked(
        "a tag without a signature, the moment it is made", policy: policy,
        "A; main at A; move tag v1: nothing -> A annotated", because: "is not signed"),
      .blocked(
        "a lightweight tag in a push", policy: policy, "A; main at A; push tag v1: nothing -> A",
        because: "is not signed"),
      .blocked(
        "a tag without a signature that stands", policy: policy,
        "A; main at A; tag v1 at A annotated; audit tag v1", because: "is not signed"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the tag is no object of its own, or bears no signature.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.tagKind(in: update), kind.signed,
      let tagged = try scene.tagged(by: update)
    else { return nil }
    if try scene.isImport(update) { return [] }
    let tag = try scene.history.tag(tagged)
    guard tag?.isSigned != true else { return [] }
    let name = Words.shell(update.tagName ?? [])
    return [
      Finding(
        "is not signed",
        help: "sign it: git tag --sign --force \(name) \(tag?.target ?? tagged)")
    ]
  }
}
