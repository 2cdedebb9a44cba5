public import GitModel

/// Keeps branch names apart on every file system.
public struct RefCollision: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "ref-collision",
    summary: "No two branch names differ only in case or in Unicode form.",
    rationale: """
      On the default file systems of macOS and Windows such names are one file: a fetch there \
      moves one branch to the other's commit, and a push then carries it back.
      """,
    moments: [.refChange, .push, .standing],
    examples: [
      .allowed("different names", "A; story-1 at A; story-2 at A; audit story-2"),
      .blocked(
        "names that differ in case", policy: "branches: {'STORY-*': {from: develop}}",
        "A; STORY-1 at A; story-1 at A; audit story-1",
        because: "'STORY-1' is the same name but for case"),
      .blocked(
        "names that differ in the case of a last sigma",
        policy: "branches: {'story-*': {from: develop}}",
        "A; story-ΟΔΟΣ at A; story-οδος at A; audit story-οδος",
        because: "'story-ΟΔΟΣ' is the same name but for case"),
      .blocked(
        "a push of a name that differs in case",
        "A; B after A; story-x at A; push story-X: nothing -> B",
        because: "'story-x' is the same name but for case"),
      .blocked(
        "a branch made here in another Unicode form",
        "A; B after A; story-é at A; move story-e\u{301}: nothing -> B",
        because: "'story-é' is the same name but for its Unicode form"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for the later of two such names; of a new branch, whichever stood before. Throws where
  /// the other is only being made: whether it will stand is not known yet.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let branch = update.branch, update.new != nil else { return nil }
    let others = scene.names(foldedLike: branch).filter { other in
      update.moment == .standing ? other < branch : other != branch && update.old == nil
    }
    let making = others.compactMap { scene.branch($0) }.filter(\.isBeingMade)
    if making.count == others.count, let problem = making.first?.problem { throw problem }
    return others.map { other in
      let form = other.text == branch.text ? "its Unicode form" : "case"
      return Finding(
        "'\(other)' is the same name but for \(form)", base: other,
        help: scene.renaming(branch, to: nil, in: update, saying: "rename one of them"))
    }
  }
}
