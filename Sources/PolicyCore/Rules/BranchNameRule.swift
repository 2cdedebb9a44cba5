public import GitModel

/// Lets no branch be without a kind. (`BranchName` is the name itself, in GitModel.)
public struct BranchNameRule: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "branch-name",
    summary: "Every branch has a name that the policy knows.",
    rationale: """
      A branch without a kind has no place in the strategy: nobody can say what it is cut from, \
      where it may land, or which protection it has.
      """,
    moments: [.refChange, .commit, .push, .pullRequest, .standing],
    githubType: "branch_name_pattern",
    examples: [
      .allowed("a story branch", "A; S after A; develop at A; push story-1: nothing -> S"),
      .allowed("an exempt branch", "A; main at A; dependabot/npm/x at A; audit dependabot/npm/x"),
      .allowed(
        "a fork's branch, whatever its name",
        "A; S after A; develop at A; pull fork:patch-1 (S) into develop"),
      .allowed(
        "a name of the form that its kind asks for",
        policy: "branches: {story-*: {branch_name_pattern: '^story-[0-9]+$'}}",
        "A; S after A; develop at A; push story-12: nothing -> S"),
      .blocked(
        "a name of another form than its kind asks for",
        policy: "branches: {story-*: {branch_name_pattern: '^story-[0-9]+$'}}",
        "A; S after A; develop at A; push story-x: nothing -> S",
        because: "does not match '^story-[0-9]+$'"),
      .blocked(
        "a branch of no kind", "A; S after A; develop at A; push feature/login: nothing -> S",
        because: "no kind of branch has this name"),
      .blocked(
        "a slash in a place where the policy has a dash",
        "A; develop at A; story/1 at A; audit story/1",
        because: "no kind of branch has this name"),
      .blocked(
        "a commit on a branch of no kind", "A; B after A; topic at A; commit on topic: A -> B",
        because: "no kind of branch has this name"),
      .blocked(
        "a branch of no kind, the moment it is made",
        "A; develop at A; move topic: nothing -> A",
        because: "no kind of branch has this name"),
      .blocked(
        "a pull request from a branch of no kind",
        "A; S after A; develop at A; topic at S; pull topic into develop",
        because: "no kind of branch has this name"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where no kind and no exemption covers the branch. In a repository at hand a name is
  /// asked about once, when the branch is made: work on it must be able to end.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    if update.moment == .refChange, update.old != nil { return nil }
    guard update.new != nil, update.head?.isFork != true, !scene.isForks(update),
      let branch = update.head?.branch ?? update.branch, !scene.isExempt(branch)
    else { return nil }
    if let kind = scene.kind(of: branch) {
      return kind.protection.branchNames.filter { !$0.holds(for: branch.bytes) }.map { pattern in
        Finding(
          pattern.complaint, help: scene.renaming(branch, to: nil, in: update))
      }
    }
    guard !scene.policy.kinds.isEmpty else {
      return [
        Finding(
          "no kind of branch has this name",
          help: "the policy has no kinds of branches: name them under 'branches:' "
            + "(policy init writes some), or ask nothing: rules: {\(Self.guide.id): off}")
      ]
    }
    let kinds = Self.named(scene.policy.kinds.map(\.name))
    let better = scene.policy.kinds.lazy.compactMap { $0.suggestion(for: branch) }
      .first { scene.isFree($0, for: branch) }
    return [
      Finding(
        "no kind of branch has this name",
        help: scene.renaming(branch, to: better?.text, in: update, saying: "name it \(kinds)"))
    ]
  }

  /// As many of the kinds as a line or two have room for.
  private static func named(_ kinds: [String]) -> String {
    var room = 100
    let first = kinds.prefix { name in
      room -= name.count + 2
      return room >= 0
    }
    let shown = Array(first.isEmpty ? kinds.prefix(1) : first)
    let more = kinds.count - shown.count
    guard more > 1 else { return Words.list(kinds, "or") }
    return Words.list(shown + ["as one of \(more) more kinds in the policy"], "or")
  }
}

extension Scene {
  /// Whether no other branch has the name, or one that a file system may take for it.
  fileprivate func isFree(_ name: BranchName, for branch: BranchName) -> Bool {
    names(foldedLike: name).allSatisfy { $0 == branch }
  }

  /// What a branch that is here stands for where it is symbolic. The verdict stands before this is asked.
  private func target(of branch: BranchName) -> String? {
    do throws(GitError) {
      let target = try refs()[Array("refs/heads/".utf8) + branch.bytes]?.target
      return target.map { $0.branch?.text ?? $0.text }
    } catch {
      return nil
    }
  }

  /// How a branch gets another name. What is about to be made is not there to be renamed, and what is
  /// pushed may have another name where it is pushed from.
  func renaming(
    _ branch: BranchName, to better: String?, in update: RefUpdate, saying words: String? = nil
  ) -> String {
    let name = Words.shell(better ?? "NAME")
    if update.moment == .refChange, !stood(branch), let new = update.new {
      let verb = side == .server ? "git branch" : "git switch -c"
      return "\(words ?? "take another name"): \(verb) \(name) \(new.hex.prefix(12))"
    }
    if update.moment == .push, source(of: update) == nil, let new = update.new {
      return "\(words ?? "take another name"): git push \(Words.shell(remote ?? "origin")) "
        + "\(new.hex.prefix(12)):refs/heads/\(name)"
    }
    if let source = update.source, source != branch {
      // It has a name of its own already, which may do.
      let isKnown = kind(of: source) != nil
      return isKnown
        ? "push it by its own name: git push \(Words.shell(remote ?? "origin")) "
          + Words.shell(source)
        : "\(words ?? "rename it"): git branch -m \(Words.operand(source)) \(name)"
    }
    // git-branch(1) renames no symbolic ref.
    if side != .server, update.head == nil, let target = target(of: branch) {
      return "it is another name of '\(target)'; take it away: git symbolic-ref --delete "
        + Words.shell(Array("refs/heads/".utf8) + branch.bytes)
    }
    return "\(words ?? "rename it"): \(rename(branch, to: better ?? "NAME", in: update))"
  }
}

extension Kind {
  /// A name of this kind that comes near a name of none: `story-1` for `Story/1`.
  fileprivate func suggestion(for branch: BranchName) -> BranchName? {
    guard isTopic, let star = name.firstIndex(of: "*") else { return nil }
    let prefix = String(name[..<star])
    let word = prefix.prefix { $0.isLetter }
    guard !word.isEmpty, branch.text.lowercased().hasPrefix(word.lowercased()) else { return nil }
    let rest = branch.text.dropFirst(word.count).drop { "-_/.".contains($0) }
    let suggested = prefix + rest.map { $0 == "/" ? "-" : String($0) }.joined()
    guard let better = BranchName(suggested), pattern.matches(better.bytes) else { return nil }
    return better
  }
}
