public import GitModel

/// Keeps commits out that must never come back.
public struct RestrictedCommits: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "restricted-commits",
    summary: "No commit that the policy restricts is new to a branch, or behind a tag.",
    rationale: """
      A secret, a licence that does not fit or a gigabyte of video is taken out of a history once, and \
      comes back with the next push from a clone that still has it. Whole ids are listed, since a short \
      one may become another's. A tag brings what it leads to as a branch does.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "restricted_commits",
    examples: [
      .allowed(
        "another commit",
        policy: "commits: {restricted: [a123456789012345678901234567890123456789]}",
        "A; B after A; main at A; push main: A -> B"),
      .blocked(
        "a push of one, among others",
        policy: "commits: {restricted: [\(restricted)]}",
        "A; B after A; C after B; main at A; push main: A -> C",
        because: "B: the commit is restricted"),
      .blocked(
        "a merge about to be made that brings one",
        policy: "commits: {restricted: [{commit: \(restricted), reason: a secret}]}",
        "A; B after A; C after A; M after C, B; develop at C; story-1 at B; "
          + "commit on develop: C -> M",
        because: "B: the commit is restricted: a secret"),
      .blocked(
        "a pull request that brings one",
        policy: "commits: {restricted: [\(restricted)]}",
        "A; B after A; develop at A; story-1 at B; pull story-1 into develop",
        because: "B: the commit is restricted"),
      .blocked(
        "one that landed",
        policy: "commits: {restricted: [\(restricted)]}",
        "A; B after A; main at A; land main: A -> B",
        because: "B: the commit is restricted"),
      .blocked(
        "a tag that brings one, among others",
        policy: "commits: {restricted: [\(restricted)]}",
        "A; B after A; C after B; main at A; push tag v1: nothing -> C annotated",
        because: "B: the commit is restricted"),
      .blocked(
        "a tag that stands on one",
        policy: "commits: {restricted: [\(restricted)]}",
        "A; B after A; main at A; tag v1 at B; audit tag v1",
        because: "B: the commit is restricted"),
      .allowed(
        "a tag on another commit",
        policy: "commits: {restricted: [\(restricted)]}",
        "A; B after A; C after A; main at A; push tag v1: nothing -> C"),
      .blocked(
        "one that stands",
        policy: "commits: {restricted: [\(restricted)]}",
        "A; B after A; main at B; audit main",
        because: "B: the commit is restricted"),
    ])

  /// The second commit of every drawing above.
  private static let restricted = "d339eb1d03b20d0576161ebea15b0129748bfaa8"

  /// Makes the rule.
  public init() {}

  /// A finding at each restricted commit among the new ones.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    let restricted = scene.policy.commits.restricted
    let tag = update.ref.tag
    guard !restricted.isEmpty, update.new != nil,
      tag != nil || update.branch.map({ !scene.isExempt($0) }) == true
    else { return nil }
    let graph = try scene.graph()
    let found = Set(restricted.compactMap { graph.index(of: $0.commit) })
    let commits =
      tag == nil ? try scene.newCommitsOnce(in: update) : try scene.newCommits(ofTagIn: update)
    let brought = commits.filter(found.contains)
    guard !brought.isEmpty else { return [] }
    let remaking = tag == nil ? try scene.remaking(of: update) : nil
    let findings = brought.map { commit in
      let id = graph.id(of: commit)
      let reason = restricted.first { $0.commit == id }?.reason.map { ": \($0)" } ?? ""
      let base = graph.parents(of: commit).first.map { graph.id(of: $0).hex } ?? "--root"
      let help =
        switch (tag, remaking) {
        case (let tag?, _): "take the tag away: git tag --delete -- \(Words.shell(tag))"
        case (nil, let remaking?) where update.moment != .commit:
          remaking.waiver(of: Self.guide.id, for: id)
            ?? "\(remaking.place)leave it out (say drop): "
            + remaking.rebase("--interactive", from: base) + remaking.publishing
        case (nil, _): "take the merge back: git merge --abort"
        }
      return Finding("the commit is restricted\(reason)", at: id, help: help)
    }
    return try scene.confirmed(findings, on: update)
  }
}
