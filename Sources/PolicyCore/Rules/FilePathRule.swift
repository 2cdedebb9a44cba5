internal import GitModel

/// Keeps files off paths on which none may lie, and others' hands off some.
public struct FilePathRule: Rule, ContentRule {
  private static let forbidden = "files: {forbidden_paths: ['**/*.pem']}"
  private static let restricted =
    "files: {restricted_paths: [{paths: ['infra/**/*'], on: ['story-*'], users: [alice]}]}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "file-path",
    summary: "No commit brings a file on a path that the policy forbids, or changes one that only "
      + "others may.",
    rationale: """
      A private key that was pushed once is in every clone, whatever the next commit takes out: so \
      each commit is looked at, not only what is left in the end. 'forbidden_paths' is for everybody; \
      'restricted_paths' names who may change something and on which branches, and is asked of who \
      commits and pushes. A path is matched whole, dots at the beginning of a name included: \
      '**/*.pem' is every file that ends in '.pem', '.ssh/id.pem' too.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "file_path_restriction",
    examples: Example.blockedEverywhere(
      "a key", policy: forbidden, "with deploy/key.pem \"secret\"",
      because: "lies where '**/*.pem' forbids it") + [
        .blocked(
          "a key that the next commit takes out again", policy: forbidden,
          "A; S after A with .ssh/id.pem \"secret\"; T after S reverts S; develop at A; "
            + "push story-1: nothing -> T", because: "S: lies where '**/*.pem' forbids it"),
        .blocked(
          "a key by an expression, where no glob says it",
          policy: "files: {forbidden_path_pattern: ['(?i)(^|/)id_(rsa|dsa)$', {pattern: secret}]}",
          "A; S after A with a/ID_RSA \"x\" with my_secret \"x\" with id_rsa.pub \"x\"; "
            + "develop at A; push story-1: nothing -> S",
          because: "S: lies where '(?i)(^|/)id_(rsa|dsa)$' forbids it",
          "S: lies where 'secret' forbids it"),
        .blocked(
          "a key that a merge alone brings", policy: forbidden,
          "A; B after A; S after A; M after S, B edits x.pem; develop at B; "
            + "push story-1: nothing -> M", because: "M: lies where '**/*.pem' forbids it"),
        .blocked(
          "a change by somebody else", policy: restricted,
          "A; S after A edits infra/main.tf; develop at A; push story-1: nothing -> S by bob",
          because: "S: may be changed by alice only"),
        .blocked(
          "a deletion by somebody else", policy: restricted,
          "A with infra/main.tf \"x\"; B after A empty; S after B reverts A; develop at B; "
            + "push story-1: nothing -> S by bob", because: "S: may be changed by alice only"),
        .blocked(
          "a change by anybody where nobody is named",
          policy: "files: {restricted_paths: [{paths: [LICENSE]}]}",
          "A; S after A edits LICENSE; develop at A; push story-1: nothing -> S",
          because: "S: may be changed by nobody"),
        .blocked(
          "a pull request with such a change",
          policy: "files: {restricted_paths: [{paths: [LICENSE]}]}",
          "A; S after A edits LICENSE; develop at A; story-1 at S; pull story-1 into develop",
          because: "S: may be changed by nobody"),
        .blocked(
          "such a change that landed", policy: "files: {restricted_paths: [{paths: [LICENSE]}]}",
          "A; B after A edits LICENSE; develop at A; land develop: A -> B",
          because: "B: may be changed by nobody"),
        .allowed(
          "a change by whom the policy names", policy: restricted,
          "A; S after A edits infra/main.tf; develop at A; push story-1: nothing -> S by Alice"),
        .allowed(
          "a change by somebody else that landed, merged into a story", policy: restricted,
          "A; B after A edits infra/main.tf; S after A; M after S, B; develop at B; "
            + "push story-1: S -> M by bob"),
        .allowed(
          "a key that landed, in a merge about to be made", policy: forbidden,
          "A; B after A with key.pem \"x\"; S after A; M after S, B; develop at B; story-1 at S; "
            + "commit on story-1: S -> M"),
        .allowed(
          "a change on another branch", policy: restricted,
          "A; B after A edits infra/main.tf; develop at A; push develop: A -> B by bob"),
        .allowed(
          "a file that was there before", policy: forbidden,
          "A with key.pem \"old\"; S after A; develop at A; push story-1: nothing -> S"),
        .unknown(
          "a file that may be old: main was not fetched", policy: forbidden,
          "A with key.pem \"x\"; S after A; story-1 at S; single-branch; audit story-1",
          because: "find branch: branch 'main' is not here, and may exist elsewhere"),
        .unknown(
          "a change by nobody knows whom", policy: restricted,
          "A; S after A edits infra/main.tf; develop at A; push story-1: nothing -> S",
          because: "tell who pushes: nobody said who pushes"),
      ])

  /// Makes the rule.
  public init() {}

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    let files = scene.policy.files
    let isForbidding = !files.forbiddenPaths.isEmpty || !files.forbiddenPathPatterns.isEmpty
    let isAsked = update.moment == .commit || update.moment == .push
    let restrictions = files.restrictedPaths.filter { restriction in
      // Where nobody may, nobody's name has to be known.
      (isAsked || restriction.by == .init() && update.moment != .standing)
        && (restriction.on.isEmpty
          || restriction.on.contains { glob in
            update.branch.map { glob.matches($0.bytes) } ?? false
          })
    }
    guard !restrictions.isEmpty else {
      return isForbidding ? .entries { Self.forbidden($0, by: files) } : nil
    }
    return .changes { brought throws(GitError) in
      if !brought.isRemoved, let found = Self.forbidden(brought, by: files) { return found }
      for restriction in restrictions
      where restriction.paths.contains(where: { $0.matches(brought.entry.path) }) {
        guard
          try !restriction.by.admit(
            update.actor, key: "restricted_paths", on: scene.side)
        else { continue }
        let names = Words.list(
          restriction.by.users + restriction.by.teams.map { "the team \($0)" }, "or")
        let who = restriction.by == .init() ? "nobody" : "\(names) only"
        return brought.flaw("may be changed by \(who)")
      }
      return nil
    }
  }

  private static func forbidden(_ brought: Brought, by files: FileDemands) -> Flaw? {
    let path = brought.entry.path
    let name =
      files.forbiddenPaths.first { $0.matches(path) }?.text
      ?? files.forbiddenPathPatterns.first { $0.holds(for: path) }.map { $0.name ?? $0.text }
    return name.map { brought.flaw("lies where '\($0)' forbids it") }
  }
}
