public import GitModel

/// Wants an owner for every file. (`CodeOwners` is the file itself.)
public struct CodeOwnersRule: Rule {
  private static let policy = "files: {code_owners: true}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "code-owners",
    summary: "A CODEOWNERS file that can be read names every file on a long-lived branch.",
    rationale: """
      Where a review by code owners is required, a file that nobody owns needs nobody's review, and a \
      line that GitHub cannot read is passed over without a word. Asked where the policy has \
      'code_owners' or the branch 'require_code_owner_reviews'. A line without owners names its files, \
      too: that nobody owns them is said there.
      """,
    moments: [.push, .pullRequest, .landing, .standing],
    examples: [
      .allowed(
        "a file that somebody owns", policy: policy,
        "A with CODEOWNERS \"* @acme/core\\n\"; B after A edits x; develop at A; "
          + "push develop: A -> B"),
      .allowed(
        "a file that a line leaves to nobody", policy: policy,
        "A with CODEOWNERS \"/src/ @bob\\n/docs/\\nCODEOWNERS @bob\\n\"; B after A edits docs/x; "
          + "develop at A; push develop: A -> B"),
      .allowed(
        "a file that was there before", policy: policy,
        "A with CODEOWNERS \"/src/ @bob\\n\" with old \"x\"; B after A edits src/x; develop at A; "
          + "push develop: A -> B"),
      .allowed(
        "a story, which is asked when it lands", policy: policy,
        "A; S after A; develop at A; push story-1: nothing -> S"),
      .allowed(
        "a line that GitHub passes over, and that stood there before", policy: policy,
        "A with CODEOWNERS \"* @bob\\n!x @alice\\n\"; S after A edits y; develop at A; story-1 at S; "
          + "pull story-1 into develop"),
      .blocked(
        "a branch without the file", policy: "branches: {main: {require_code_owner_reviews: true}}",
        "A; main at A; audit main", because: "A: has no CODEOWNERS file"),
      .blocked(
        "a file that nobody owns in a push", policy: policy,
        "A with CODEOWNERS \"/src/ @bob\\n\"; B after A edits x, y, src/z; develop at A; "
          + "push develop: A -> B", because: "B: names no owner of 2 files"),
      .blocked(
        "a file that nobody owns in a pull request", policy: policy,
        "A with CODEOWNERS \"/src/ @bob\\n\"; B after A edits old; S after A edits x; develop at B; "
          + "story-1 at S; pull story-1 into develop", because: "S: names no owner of 1 file"),
      .blocked(
        "a file that nobody owns, landed", policy: policy,
        "A with CODEOWNERS \"/src/ @bob\\n\"; B after A edits x; develop at A; "
          + "land develop: A -> B", because: "B: names no owner of 1 file"),
      .blocked(
        "a line that GitHub passes over", policy: policy,
        "A with CODEOWNERS \"* @bob\\n!x @alice\\n\"; develop at A; audit develop",
        because: "A: cannot be read: '!' does not take a pattern back here"),
      .blocked(
        "a line that GitHub passes over, in the pull request that brings it", policy: policy,
        "A with CODEOWNERS \"* @bob\\n\"; S after A with CODEOWNERS \"* @bob\\n!x @alice\\n\"; "
          + "develop at A; story-1 at S; pull story-1 into develop",
        because: "S: cannot be read: '!' does not take a pattern back here"),
    ])

  /// Makes the rule.
  public init() {}

  /// Findings about the file of the commit where the branch will stand, and one about all the files
  /// that the update brings there and that it does not name.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), kind.isLongLived, let tip = update.new,
      scene.policy.files.codeOwners || kind.protection.requireCodeOwnerReviews
    else { return nil }
    try scene.requireTip(of: update)
    guard let (path, owners) = try scene.codeOwners(in: tip) else {
      return [
        Finding(
          "has no CODEOWNERS file", at: tip,
          help: "\(scene.placeOfCure)say who owns what: cd \"$(git rev-parse --show-toplevel)\" && "
            + "mkdir -p .github && echo '* @OWNER' >.github/CODEOWNERS && "
            + "git add .github/CODEOWNERS")
      ]
    }
    let place = Array(path.utf8)
    let isOld = try Self.stood(at: place, before: update, as: tip, in: scene)
    var findings = (isOld ? [] : owners.problems).map { problem in
      Finding(
        "cannot be read: \(problem.message)", at: tip, path: place, line: problem.line,
        help: "mend the line, or take it out")
    }
    let unowned = try Self.brought(by: update, to: tip, in: scene).filter {
      owners.line(for: $0) == nil
    }
    if !unowned.isEmpty {
      let shown = unowned.prefix(3).map { Words.shell($0) }.joined(separator: ", ")
      let more = unowned.count > 3 ? " and \(unowned.count - 3) more" : ""
      findings.append(
        Finding(
          "names no owner of \(Words.count(unowned.count, "file"))", at: tip, path: place,
          help: "name one in \(path) of \(shown)\(more)"))
    }
    return findings
  }

  /// Whether the file stood so before an update, or where its head was cut: then its lines are judged
  /// where the branch stands.
  private static func stood(
    at place: [UInt8], before update: RefUpdate, as tip: ObjectID, in scene: Scene
  ) throws(GitError) -> Bool {
    guard update.moment != .standing, let old = update.old else { return false }
    let graph = try scene.graph()
    let (before, after) = (try graph.require(old), try graph.require(tip))
    let file = try scene.history.blob(at: place, in: tip)
    for commit in try [before] + graph.mergeBases(before, after)
    where try scene.history.blob(at: place, in: graph.id(of: commit)) == file {
      return true
    }
    return false
  }

  /// The files of a tip that the update brings, sorted; of a branch that stands, all.
  private static func brought(
    by update: RefUpdate, to tip: ObjectID, in scene: Scene
  ) throws(GitError) -> [[UInt8]] {
    var trees: [ObjectID] = []
    if let old = update.old {
      let graph = try scene.graph()
      let (before, after) = (try graph.require(old), try graph.require(tip))
      // What the base changed since is not what the head brings.
      for commit in try [before] + graph.mergeBases(before, after) {
        trees.append(graph.tree(of: commit))
      }
    }
    var paths = Paths()
    try TreeComparison(scene.history)
      .visit(try scene.history.treeID(of: tip), beside: trees, &paths)
    return paths.found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Every path that is shown.
  private struct Paths: TreeVisitor {
    var found: [[UInt8]] = []
    mutating func visit(_ entry: NewEntry) { found.append(entry.path) }
  }
}
