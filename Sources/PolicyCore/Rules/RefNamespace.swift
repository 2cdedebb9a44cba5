public import GitModel

/// Keeps refs to the namespaces that have a meaning here.
public struct RefNamespace: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "ref-namespace",
    summary: "A ref that is pushed lies where the policy has a place for it.",
    rationale: """
      `git push --mirror` from an ordinary clone brings every remote-tracking ref and the stash \
      along, and a ref below `refs/replace` shows everybody who fetches it another history than \
      the one that was reviewed. Branches, tags, `refs/notes/policy` and `refs/policy` have their \
      place; `refs/replace` has none; all others go by `other_refs`. What is there already may \
      always be deleted. On a server whose file system ignores case, `refs/Heads/main` is main: a \
      name that differs from such a place only in case is refused, deletion included.
      """,
    moments: [.push],
    examples: [
      .allowed("a tag", "A; main at A; push tag v1: nothing -> A"),
      .allowed(
        "the policy's own notes", "A; main at A; push refs/notes/policy/checks: nothing -> A"),
      .allowed("the policy's own refs", "A; main at A; push refs/policy/ledger: nothing -> A"),
      .allowed(
        "another ref, where the policy allows them", policy: "other_refs: allow",
        "A; main at A; push refs/for/develop: nothing -> A"),
      .allowed(
        "the deletion of another ref", "A; main at A; push refs/keep/a: A -> nothing"),
      .blocked(
        "a replacement, even where the policy allows other refs", policy: "other_refs: allow",
        "A; B after A; main at B; push refs/replace/a1: nothing -> B",
        because: "is a replacement, which shows another history than the one that is stored"),
      .blocked(
        "a remote-tracking ref, as a mirror push brings it",
        "A; main at A; push refs/remotes/upstream/main: nothing -> A",
        because: "lies outside the namespaces that the policy has a place for"),
      .blocked(
        "a review for Gerrit", "A; main at A; push refs/for/develop: nothing -> A",
        because: "lies outside the namespaces that the policy has a place for"),
      .blocked(
        "another ref that moves", "A; B after A; main at B; push refs/keep/a: A -> B",
        because: "lies outside the namespaces that the policy has a place for"),
      .blocked(
        "main under a name that only case tells apart", policy: "other_refs: allow",
        "A; B after A; main at A; push refs/Heads/main: nothing -> B",
        because: "differs only in case from a name below 'refs/heads'"),
    ])

  /// What becomes of the refs of a namespace.
  private enum Place { case known, replacements }

  /// The namespaces that have a row of their own; of a ref and what lies below it, both count.
  private static let places: [(name: String, place: Place)] = [
    ("refs/heads", .known), ("refs/tags", .known), ("refs/notes/policy", .known),
    ("refs/policy", .known), ("refs/replace", .replacements),
  ]

  /// Makes the rule.
  public init() {}

  /// One finding where the ref has no place.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    // A branch, or what a clone has seen of one.
    guard update.branch == nil else { return nil }
    let folded = Self.folded(update.ref.bytes)
    let row = Self.places.first { Self.lies(folded, in: $0.name) }
    if let row, !Self.lies(update.ref.bytes, in: row.name) {
      return [
        Finding(
          "differs only in case from a name below '\(row.name)'",
          help: "write it as it is meant; one that stands goes on the server itself: "
            + "git update-ref -d \(Words.shell(update.ref.text))")
      ]
    }
    if row?.place == .known || update.new == nil { return [] }
    if row?.place == .replacements {
      return [
        Finding(
          "is a replacement, which shows another history than the one that is stored",
          help: Self.usualPush(to: scene.remote))
      ]
    }
    guard scene.policy.otherRefs == .deny else { return nil }
    return [
      Finding(
        "lies outside the namespaces that the policy has a place for",
        help: Self.isOwn(update.ref)
          ? Self.usualPush(to: scene.remote)
          : "push to a branch, refs/heads/NAME; where such refs are meant, the policy says "
            + "other_refs: allow")
    ]
  }

  /// What `--mirror` was to do, without what belongs to one clone.
  private static func usualPush(to remote: String?) -> String {
    "push branches and tags only: git push \(remote.map(Words.shell) ?? "REMOTE") "
      + "'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*'"
  }

  /// Whether the ref is one that Git keeps for a single clone.
  private static func isOwn(_ ref: RefName) -> Bool {
    [
      "refs/remotes/", "refs/stash", "refs/bisect/", "refs/worktree/", "refs/rewritten/",
      "refs/prefetch/",
    ].contains { ref.hasPrefix($0) }
  }

  /// Whether a name is this one or lies below it.
  private static func lies(_ name: [UInt8], in place: String) -> Bool {
    name.starts(with: place.utf8)
      && (name.count == place.utf8.count || name[place.utf8.count] == UInt8(ascii: "/"))
  }

  /// ASCII letters in lower case; the names of the places have no others.
  private static func folded(_ name: [UInt8]) -> [UInt8] {
    name.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
  }
}
