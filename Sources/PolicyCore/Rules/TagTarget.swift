public import GitModel

/// Lets tags sit on the branches that they belong to.
public struct TagTarget: Rule {
  private static let policy = "tags: {'deploy-*': {on: [main]}}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "tag-target",
    summary: "A tag with 'on' sits on a commit that one of these branches has.",
    rationale: """
      What is deployed was reviewed and checked on its way to main: a tag on a story, or on a commit \
      that no branch has, deploys what nobody looked at.
      """,
    moments: [.push, .standing],
    examples: [
      .allowed(
        "a deployment of main", policy: policy,
        "A; B after A; main at B; push tag deploy-1: nothing -> B"),
      .allowed(
        "a deployment of what main once was", policy: policy,
        "A; B after A; C after B; main at C; push tag deploy-1: nothing -> A annotated"),
      .allowed(
        "a tag of a branch that is one of several",
        policy: "tags: {'*': {on: [main, develop]}}",
        "A; B after A; main at A; develop at B; tag x at B; audit tag x"),
      .allowed(
        "another tag", policy: policy, "A; S after A; main at A; push tag try: nothing -> S"),
      .blocked(
        "a deployment of a story", policy: policy,
        "A; S after A; main at A; story-1 at S; push tag deploy-1: nothing -> S",
        because: "sits beside main"),
      .blocked(
        "an annotated tag on develop, where it stands", policy: policy,
        "A; B after A; main at A; develop at B; tag deploy-1 at B annotated; audit tag deploy-1",
        because: "sits beside main"),
      .blocked(
        "a tag on none of several", policy: "tags: {'*': {on: [main, develop]}}",
        "A; S after A; main at A; develop at A; push tag x: nothing -> S",
        because: "sits beside main and develop"),
      .unknown(
        "a deployment of what a shallow clone does not show", policy: policy,
        "A; B after A; C after B; main at C; tag deploy-1 at A; shallow at B; audit tag deploy-1",
        because: "read history: the clone is shallow: the parents of commit B are not here"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where none of the branches has the commit.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.tagKind(in: update), !kind.on.isEmpty,
      let tagged = try scene.tagged(by: update)
    else { return nil }
    if try scene.isImport(update) { return [] }
    if let commit = try scene.commit(behindTag: tagged) {
      let place = try scene.graph().require(commit)
      for name in kind.on {
        if try scene.longLived(named: name)?.holds(place) == true { return [] }
      }
    }
    let name = Words.shell(update.ref.tag ?? [])
    return [
      Finding(
        "sits beside \(Words.list(kind.on))",
        help: "let it sit on \(Words.list(kind.on, "or")): git tag "
          + "\(kind.option)--force \(name) COMMIT")
    ]
  }
}
