public import GitModel

/// Lets only what was tried on top of its base land there.
public struct UpToDate: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "up-to-date",
    summary: "What lands contains the tip of the branch that it lands on.",
    rationale: """
      Two changes that each pass their checks can break together. A merge queue tries them \
      together itself, so what it lands is not asked.
      """,
    moments: [.pullRequest, .landing],
    githubType: "required_status_checks (strict_required_status_checks_policy)",
    examples: [
      .allowed(
        "a release on top of main",
        "A; D after A; main at A; develop at D; pull develop into main"),
      .allowed("a fast forward", "A; D after A; main at A; land main: A -> D"),
      .allowed(
        "a branch that need not be up to date",
        "A; S after A; D after A; develop at D; story-1 at S; pull story-1 into develop"),
      .blocked(
        "a release that lacks a hotfix",
        "A; D after A; H after A; main at H; develop at D; pull develop into main",
        because: "lacks 1 commit of 'main'"),
      .blocked(
        "a merge of what was behind",
        "A; D after A; H after A; M after H, D; main at H; land main: H -> M",
        because: "M: merges what lacks 1 commit of 'main'"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for the pull request, or for each merge that brought in what was behind.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), kind.protection.requireUpToDate,
      let base = update.branch, let old = update.old, let new = update.new
    else { return nil }
    // Only a merge queue's landing has a head.
    if update.moment == .landing, update.head != nil { return nil }
    let graph = try scene.graph()
    let (oldTip, newTip) = (try graph.require(old), try graph.require(new))
    if update.moment == .pullRequest {
      let missing = try graph.commits(reachableFrom: [oldTip], notFrom: [newTip])
      guard !missing.isEmpty else { return [] }
      return [finding("lacks", missing.count, of: base, at: nil)]
    }
    var findings: [Finding] = []
    let landed = Set(try graph.commits(reachableFrom: [newTip], notFrom: [oldTip]))
    for merge in graph.firstParentChain(from: newTip).prefix(while: landed.contains) {
      let parents = graph.parents(of: merge)
      // What was merged elsewhere came here as it is.
      guard parents.first == oldTip else { continue }
      for side in parents.dropFirst() {
        let missing = try graph.commits(reachableFrom: [parents[0]], notFrom: [side])
        guard !missing.isEmpty else { continue }
        findings.append(
          finding("merges what lacks", missing.count, of: base, at: graph.id(of: merge)))
      }
    }
    return findings
  }

  private func finding(
    _ verb: String, _ missing: Int, of base: BranchName, at commit: ObjectID?
  ) -> Finding {
    Finding(
      "\(verb) \(Words.count(missing, "commit")) of '\(base)'", at: commit, base: base.text,
      help: "take them in: git fetch origin && git merge \(Words.shell("origin/\(base)"))")
  }
}
