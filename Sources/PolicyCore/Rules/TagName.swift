public import GitModel

/// Lets tags have names of a form.
public struct TagName: Rule {
  private static let policy = "tags: {'v*': {pattern: '^v[0-9]+\\.[0-9]+\\.[0-9]+$'}}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "tag-name",
    summary: "A tag has a name of the form that the policy asks for.",
    rationale: """
      What is built and deployed is found by the tag's name: a release named 'v1.2' beside 'v1.2.0' \
      is one that no script finds. Tags that no entry under 'tags:' names are left alone; who wants \
      every tag named says '*'.
      """,
    moments: [.refChange, .push, .standing],
    githubType: "tag_name_pattern",
    examples: [
      .allowed("a version", policy: policy, "A; main at A; push tag v1.2.0: nothing -> A"),
      .allowed("a tag of another kind", policy: policy, "A; main at A; push tag x: nothing -> A"),
      .allowed(
        "the deletion of a name that is none", policy: policy,
        "A; main at A; push tag v1: A -> nothing"),
      .blocked(
        "half a version, the moment it is made", policy: policy,
        "A; main at A; move tag v1.2: nothing -> A",
        because: "does not match '^v[0-9]+\\.[0-9]+\\.[0-9]+$'"),
      .blocked(
        "half a version in a push", policy: policy,
        "A; main at A; push tag v1.2: nothing -> A annotated",
        because: "does not match '^v[0-9]+\\.[0-9]+\\.[0-9]+$'"),
      .blocked(
        "a name that is not wanted, where it stands",
        policy: "tags: {'*': {pattern: {operator: ends_with, pattern: -rc, negate: true}}}",
        "A; main at A; tag v1-rc at A; audit tag v1-rc", because: "ends with '-rc'"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for each form that the name does not have.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let name = update.ref.tag, let kind = scene.tagKind(in: update), !kind.names.isEmpty,
      update.new != nil || update.moment == .standing
    else { return nil }
    let flaws = kind.names.filter { !$0.holds(for: name) }
    guard !flaws.isEmpty else { return [] }
    let command = try Self.renaming(Words.shell(name), of: kind, in: update, scene)
    return flaws.map { pattern in
      Finding(pattern.complaint, help: "give it another name: \(command)")
    }
  }

  /// What gives the tag another name. A tag's object says the old one: it is made anew with its message,
  /// without the signature, which was of that name.
  private static func renaming(
    _ name: String, of kind: TagKind, in update: RefUpdate, _ scene: Scene
  ) throws(GitError) -> String {
    let isThere = update.moment != .refChange
    let old = isThere ? name : update.new?.hex ?? "COMMIT"
    let deleting = isThere ? " && git tag --delete \(name)" : ""
    guard let new = update.new, let tag = try scene.history.tag(new) else {
      return "git tag \(kind.option)NAME \(old)\(deleting)"
    }
    let option = kind.signed || tag.isSigned ? "--sign" : "--annotate"
    let cut = tag.signatureOpening.map { " -e '/^\($0)/,$d'" } ?? ""
    return "git cat-file tag \(old) | sed -e '1,/^$/d'\(cut) "
      + "| git tag \(option) --cleanup=verbatim --file=- NAME \(tag.target)\(deleting)"
  }
}
