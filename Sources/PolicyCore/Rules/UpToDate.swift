public import GitModel

/// Lets only what was tried on top of its base land there.
public struct UpToDate: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "up-to-date",
    summary: "What lands contains the tip of the branch that it lands on.",
    rationale: """
      Two changes that each pass their checks can break together. A merge queue tries them \
      together itself, so what it lands is not asked. A merge that is pushed lands by that push.
      """,
    moments: [.push, .pullRequest, .landing],
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
      .allowed("a push of a fast forward", "A; D after A; main at A; push main: A -> D"),
      .blocked(
        "a push that merges what was behind",
        "A; D after A; H after A; M after H, D; main at H; push main: H -> M",
        because: "M: merges what lacks 1 commit of 'main'"),
      .blocked(
        "two merges in one push, the second of what was behind",
        """
        A; S after A; T after A; M after A, S; N after M, T; main at A; land main: A -> N
        """,
        because: "N: merges what lacks 2 commits of 'main'"),
      .allowed(
        "a fast forward to a branch that merged what was behind",
        """
        A; S after A; T after A; M after A, S; N after M, T; main at A; develop at N;
        land main: A -> N
        """),
      .allowed(
        "two pull requests that a merge queue landed with one move",
        policy: "branches: {main: {require_up_to_date: true, require_merge_queue: true}}",
        """
        A; S after A; T after A; M after A, S; N after M, T; main at A; land main: A -> N
        """),
      .unknown(
        "a merge behind an ordinary commit, of which nobody can tell whether it landed by itself",
        "A; S after A; P after A; N after P, S; main at A; land main: A -> N",
        because: "tell landings apart: merge N may have landed by itself, and then merges what "
          + "lacks 1 commit of 'main'"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for the pull request, or for each merge that brought in what was behind.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), kind.protection.requireUpToDate,
      let base = update.branch, let old = update.old, let new = update.new
    else { return nil }
    // A merge queue tests each of its entries on top of the one before. Only its landing has a head,
    // and none where it is asked about behind it.
    if update.moment == .landing, update.head != nil || kind.protection.requireMergeQueue {
      return nil
    }
    let graph = try scene.graph()
    let (oldTip, newTip) = (try graph.require(old), try graph.require(new))
    if update.moment == .pullRequest {
      let missing = try graph.commits(reachableFrom: [oldTip], notFrom: [newTip])
      guard !missing.isEmpty else { return [] }
      return [
        Finding(
          message("lacks", missing.count, of: base), base: base,
          help: try TakingIn(update, base, in: scene).cure("take them in"))
      ]
    }
    return try landings(of: update, from: oldTip, to: newTip, on: base, in: scene)
  }

  /// One finding for each merge of what was behind, oldest first. Nothing tells several landings in one
  /// push from a branch that came with merges of its own: a merge is a landing where only merges stand
  /// below it, up to where the branch stood, and no other long-lived branch was ever at it.
  private func landings(
    of update: RefUpdate, from old: Int, to new: Int, on base: BranchName, in scene: Scene
  ) throws(GitError) -> [Finding] {
    let graph = try scene.graph()
    let landed = Set(try graph.commits(reachableFrom: [new], notFrom: [old]))
    let chain = graph.firstParentChain(from: new).prefix(while: landed.contains).reversed()
    // What was merged elsewhere came here as it is.
    guard let first = chain.first, graph.parents(of: first).first == old else { return [] }
    var findings: [Finding] = []
    var isCertain = true
    for commit in chain {
      let parents = graph.parents(of: commit)
      guard parents.count > 1 else {
        isCertain = false
        continue
      }
      var missing: [Int] = []
      var behind: Int?
      for side in parents.dropFirst() {
        let lacking = try graph.commits(reachableFrom: [parents[0]], notFrom: [side])
        if behind == nil, !lacking.isEmpty { behind = side }
        missing += lacking
      }
      guard let behind else { continue }
      if commit != first {
        var isOthers = false
        for other in try scene.longLived(except: [base.text]) where !isOthers {
          isOthers = try other.wasTip(commit)
        }
        if isOthers { continue }
        if !isCertain { throw untold(graph.id(of: commit), missing.count, base) }
      }
      findings.append(
        Finding(
          message("merges what lacks", missing.count, of: base), at: graph.id(of: commit),
          base: base,
          help: cure(
            ofMerge: graph.id(of: commit), of: graph.id(of: behind), update, base, in: scene)))
    }
    return findings
  }

  private func untold(_ merge: ObjectID, _ missing: Int, _ base: BranchName) -> GitError {
    GitError(
      .notTold, "tell landings apart",
      "merge \(merge) may have landed by itself, and then merges what lacks "
        + "\(Words.count(missing, "commit")) of '\(base)'",
      help: "push each landing by itself")
  }

  private func message(_ verb: String, _ missing: Int, of base: BranchName) -> String {
    "\(verb) \(Words.count(missing, "commit")) of '\(base)'"
  }

  /// A pull request of what was merged too early; what has landed has landed.
  private func cure(
    ofMerge merge: ObjectID, of side: ObjectID, _ update: RefUpdate, _ base: BranchName,
    in scene: Scene
  ) -> String {
    let name = Words.shell(base)
    guard update.moment == .push, let old = update.old else {
      return "it has landed; where that is accepted, the policy says so: waivers: [{rule: "
        + "\(Self.guide.id), ref: \(name), commits: [\(merge)], reason: WHY}]"
    }
    let remote = Words.shell(scene.remoteOfCures ?? scene.remote ?? "origin")
    return "\(scene.placeOfCure)let it land once it has them: git switch -c BRANCH "
      + "\(side.hex.prefix(12)) && git merge \(old.hex.prefix(12)) && "
      + "git push -u \(remote) BRANCH && gh pr create --base \(name)"
  }
}
