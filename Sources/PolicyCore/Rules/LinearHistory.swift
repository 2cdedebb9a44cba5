public import GitModel

/// Keeps merge commits off a branch.
public struct LinearHistory: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "linear-history",
    summary: "No commit that is new to the branch has two parents.",
    rationale: """
      A straight line can be read, reverted and bisected one step at a time. For a pull request it \
      counts what the merge methods on offer make of it: a squash or a rebase leaves no merge behind. \
      What the first push into an empty repository brings was made elsewhere, and stands.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "required_linear_history",
    examples: [
      .allowed("a rebased commit", "A; B after A; main at A; push main: A -> B"),
      .allowed(
        "a merge commit on a branch that need not be linear",
        "A; B after A; C after A; M after B, C; main at A; develop at B; push develop: B -> M"),
      .allowed(
        "a project with merges that is first pushed to an empty repository",
        "A; B after A; C after A; M after B, C; push main: nothing -> M"),
      .blocked(
        "a merge commit",
        "A; B after A; C after A; M after B, C; main at B; push main: B -> M",
        because: "M: merges 2 parents"),
      .blocked(
        "a merge commit about to be made",
        "A; B after A; C after A; M after B, C; main at B; commit on main: B -> M",
        because: "M: merges 2 parents"),
      .blocked(
        "a merge commit that landed",
        "A; B after A; C after A; M after B, C; main at B; land main: B -> M",
        because: "M: merges 2 parents"),
      .blocked(
        "a merge commit that a merge queue is about to land",
        "A; B after A; C after A; M after B, C; main at B; queue main: B -> M of 7",
        because: "M: merges 2 parents"),
      .blocked(
        "a merge that stands on the branch",
        "A; B after A; C after A; M after B, C; D after M; main at D; audit main",
        because: "M: merges 2 parents"),
      .allowed(
        "a pull request whose merges a squash leaves out",
        """
        A; B after A; S after A; M after S, B; main at B; develop at M;
        pull develop into main
        """),
      .blocked(
        "a pull request that can only land as a merge commit",
        policy: "merge_methods: [merge]",
        "A; B after A; main at A; develop at B; pull develop into main",
        because: "the only merge method on offer makes a merge commit"),
      .allowed(
        "a story that goes on to what landed, merges and all",
        policy: "branches: {story-*: {require_linear_history: true}}",
        "A; B after A; C after A; M after B, C; S after M; develop at M; push story-1: A -> S"),
      .unknown(
        "a merge that may be old: main was not fetched",
        policy: "branches: {story-*: {require_linear_history: true}}",
        "A; B after A; C after A; M after B, C; S after M; story-1 at S; single-branch; "
          + "audit story-1",
        because: "find branch: branch 'main' is not here, and may exist elsewhere"),
    ])

  /// Makes the rule.
  public init() {}

  /// The merges among the new commits.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), kind.protection.requireLinearHistory else {
      return nil
    }
    if update.moment == .pullRequest {
      guard Set(scene.policy.mergeMethods).isSubset(of: [.merge]) else { return [] }
      return [
        Finding(
          "the only merge method on offer makes a merge commit",
          help: "offer squash or rebase: merge_methods: [squash, rebase]")
      ]
    }
    let graph = try scene.graph()
    let merges = try scene.newCommitsOnce(in: update).filter { graph.parentCount(of: $0) > 1 }
    guard !merges.isEmpty else { return [] }
    let help = try cure(of: merges, update, in: scene)
    let findings = merges.map { merge in
      Finding(
        "merges \(graph.parentCount(of: merge)) parents", at: graph.id(of: merge), help: help)
    }
    return try scene.confirmed(findings, on: update)
  }

  /// So many merges a waiver names.
  private static let mostListed = 10

  /// One cure for all merges, newest first: two that begin at different commits would undo each other.
  private func cure(
    of merges: [Int], _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> String {
    guard let name = update.branch, let new = update.new else { return "rebase what it merges" }
    let branch = Words.shell(name)
    if update.moment == .commit {
      return "take the merge back, and rebase what it merges onto \(branch): git merge --abort"
    }
    if update.moment == .landing, update.head != nil {
      return "let the merge queue of \(branch) land without one: merge method squash or rebase"
    }
    let graph = try scene.graph()
    // What a merge brought lies behind the one on the branch's own line.
    let brought = Set(merges)
    let first = graph.firstParentChain(from: try graph.require(new)).last(where: brought.contains)
    let base = (first ?? merges.last).flatMap { graph.parents(of: $0).first }
    guard let base else { return "make it linear: git rebase COMMIT \(branch)" }
    if let free = try scene.rewritable(in: update),
      first.map({ !free.contains($0) }) ?? free.isEmpty
    {
      let isPublished = "it is published, and may not be rewritten; "
      if update.moment == .push {
        return isPublished + "to have it squashed or rebased, " + ByHand(update, in: scene).cure
      }
      let isAccepted = isPublished + "where that is accepted, "
      // Each finding says it: a list of all of them would grow with their square.
      guard merges.count <= Self.mostListed else {
        return isAccepted + "write down what stands: policy baseline"
      }
      let ids = merges.map { graph.id(of: $0).hex }.joined(separator: ", ")
      return isAccepted + "the policy says so: "
        + "waivers: [{rule: \(Self.guide.id), ref: \(branch), commits: [\(ids)], reason: WHY}]"
    }
    return "\(scene.placeOfCure)make it linear: "
      + "\(try scene.rebase(graph.id(of: base).hex, of: name, in: update))"
  }
}
