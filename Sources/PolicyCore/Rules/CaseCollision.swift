internal import GitModel

/// Keeps paths apart on every file system.
public struct CaseCollision: Rule, ContentRule {
  private static let policy = "files: {allow_case_collisions: false}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "case-collision",
    summary: "No commit brings two names into one folder that differ only in case or Unicode form.",
    rationale: """
      On the default file systems of macOS and Windows such names are one file: a clone there shows \
      one of them as changed, and the next commit loses the other. A merge can bring together what \
      each side has alone. Of a pull request its own commits are looked at, and not the merge that GitHub \
      tries: what only that brings together is told where it lands, and before where the base is merged into \
      the branch.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "a second README", policy: policy, "with docs/README \"x\" with docs/Readme \"y\"",
      because: "'README' and 'Readme' are one name but for case") + [
        .blocked(
          "a folder beside another", policy: policy,
          "A with Docs/a \"x\"; S after A with docs/b \"y\"; develop at A; "
            + "push story-1: nothing -> S",
          because: "S: 'Docs' and 'docs' are one name but for case"),
        .blocked(
          "a merge of what each side has alone", policy: policy,
          "A; B after A with README \"x\"; S after A with readme \"y\"; M after S, B; "
            + "develop at B; push story-1: nothing -> M",
          because: "M: 'README' and 'readme' are one name but for case"),
        .allowed(
          "a name that changes its case", policy: policy,
          "A with README \"x\"; S after A reverts A with Readme \"x\"; develop at A; "
            + "push story-1: nothing -> S"),
        .allowed(
          "what collided before", policy: policy,
          "A with README \"x\" with readme \"y\"; S after A; develop at A; "
            + "push story-1: nothing -> S"),
      ])

  /// Makes the rule.
  public init() {}

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    guard !scene.policy.files.allowCaseCollisions else { return nil }
    let history = scene.history
    return .folders { folder, commit throws(GitError) in
      try flaws(in: folder, of: commit) { () throws(GitError) in
        try folder.parentNames(in: history)
      }
    }
  }

  static func flaws(
    in folder: NewFolder, of commit: Brought.Commit,
    beside parentNames: () throws(GitError) -> [Set<[UInt8]>]
  ) throws(GitError) -> [Flaw] {
    let added = Set(folder.added.map { FoldedName($0) })
    let groups = Dictionary(grouping: folder.similar) { FoldedName($0) }
      .filter { $0.value.count > 1 && added.contains($0.key) }
    guard !groups.isEmpty else { return [] }
    // Together in a parent already, they are that one's.
    let parents = try parentNames()
    return groups.values.compactMap { group in
      let names = group.sorted { $0.lexicographicallyPrecedes($1) }
      guard !parents.contains(where: { $0.isSuperset(of: names) }),
        let first = names.first, let last = names.last
      else { return nil }
      return flaw(first, last, in: folder, commit)
    }.sorted { $0.finding.message < $1.finding.message }
  }

  private static func flaw(
    _ first: [UInt8], _ last: [UInt8], in folder: NewFolder, _ commit: Brought.Commit
  ) -> Flaw {
    let (one, other) = (
      String(decoding: first, as: UTF8.self), String(decoding: last, as: UTF8.self)
    )
    let place = folder.path.isEmpty ? [] : folder.path + [UInt8(ascii: "/")]
    let path = place + last
    let form = one == other ? "its Unicode form" : "case"
    let command = Brought.Commit.fromTop(
      "mv -- \(Words.shell(path)) \(Words.shell(place + Array("NAME".utf8)))")
    return commit.flaw(
      "'\(one)' and '\(other)' are one name but for \(form)", at: path
    ) { _ in command }
  }
}
