public import GitModel

/// Keeps a topic branch on the branch that it is cut from.
public struct BranchPoint: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "branch-point",
    summary:
      "A topic branch is cut from its 'from', and carries nothing else but its own work.",
    rationale: """
      A hotfix cut from develop takes unreleased work to production; a story that merged main \
      brings a hotfix to develop by the back door. Both look harmless in a pull request, which \
      shows only what is new to its base. What the branch itself merged into the other branch \
      does not count; where it may not land there, branch-flow says so of that branch.
      """,
    moments: [.push, .pullRequest, .standing],
    examples: [
      .allowed(
        "a story cut from develop",
        "A; D after A; S after D; main at A; develop at D; push story-1: nothing -> S"),
      .allowed(
        "a story that took in the newest develop",
        """
        A; D after A; S after D; E after D; M after S, E;
        main at A; develop at E; story-1 at M; audit story-1
        """),
      .allowed(
        "a hotfix that is merged into develop already",
        """
        A; D after A; H after A; M after D, H;
        main at A; develop at M; hotfix/1 at H; audit hotfix/1
        """),
      .allowed(
        "a story that main has merged, which branch-flow says of main",
        """
        A; D after A; S after D; M after A, S;
        main at M; develop at D; story-1 at S; audit story-1
        """),
      .blocked(
        "a story that went on after main had merged it",
        """
        A; D after A; S after D; M after A, S; T after S;
        main at M; develop at D; story-1 at T; audit story-1
        """,
        because: "S: carries 1 commit that 'main' has merged and 'develop' lacks"),
      .blocked(
        "a hotfix cut from develop",
        "A; D after A; H after D; main at A; develop at D; push hotfix/1: nothing -> H",
        because: "D: carries 1 commit of 'develop' that 'main' lacks"),
      .blocked(
        "a hotfix cut from develop, even when it is merged there",
        """
        A; D after A; H after D; E after D; M after E, H;
        main at A; develop at M; hotfix/1 at H; audit hotfix/1
        """,
        because: "D: carries 1 commit of 'develop' that 'main' lacks"),
      .blocked(
        "a hotfix that merged develop, even when develop took it in",
        """
        A; D after A; H after A; N after H, D; M after D, N;
        main at A; develop at M; hotfix/1 at N; audit hotfix/1
        """,
        because: "D: carries 1 commit of 'develop' that 'main' lacks"),
      .blocked(
        "a story that merged a hotfix which develop lacks",
        """
        A; H after A; D after A; S after D; M after S, H;
        main at H; develop at D; story-1 at M; pull story-1 into develop
        """,
        because: "H: carries 1 commit of 'main' that 'develop' lacks"),
      .blocked(
        "a published hotfix cut from a release that was not pushed",
        """
        A; D after A; R after A, D; H after R; main at R; origin/main at A; develop at D;
        hotfix/1 at H; origin/hotfix/1 at H; audit hotfix/1
        """,
        because: "D: carries 1 commit of 'develop' that 'main' has here only"),
      .allowed(
        "a published story that took in, here only, a develop that was not pushed",
        """
        A; S after A; H after A; D after A, H; T after S, D; main at H; origin/main at H;
        develop at D; origin/develop at A; story-1 at T; origin/story-1 at S; audit story-1
        """),
      .blocked(
        "a branch with no history in common",
        "A; S; main at A; develop at A; story-1 at S; audit story-1",
        because: "shares no history with 'develop'"),
      .blocked(
        "a story where there is no develop",
        "A; S after A; main at A; story-1 at S; audit story-1",
        because: "'develop', which story-* branches are cut from, does not exist"),
      .unknown(
        "a story where develop was not fetched",
        "A; S after A; main at A; story-1 at S; single-branch; audit story-1",
        because: "find branch: branch 'develop' is not here, and may exist elsewhere"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for each long-lived branch whose commits the topic branch carries.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let topic = try scene.topic(in: update) else { return nil }
    if try scene.isImport(update) { return [] }
    guard let own = try scene.ownCommits(of: topic) else {
      let place = update.moment == .push ? scene.placeOfCure : ""
      return [
        Finding(
          "'\(topic.from)', which \(topic.kind.name) branches are cut from, does not exist",
          base: BranchName(topic.from),
          help: "\(place)make it: "
            + (try scene.creation(of: topic.from, at: scene.knownDefault, in: update)))
      ]
    }
    let graph = try scene.graph()
    if let from = try scene.longLived(named: topic.from), !own.isEmpty,
      !own.reversed().contains(where: { graph.hasParent(of: $0, in: from.history) })
    {
      return [try unrelated(topic, from.branch, update, in: scene)]
    }
    let known = scene.branch(topic.name)
    let isOut = update.moment == .standing && known?.remote != nil
    let outside = try known?.published.map { seen throws(GitError) in try graph.require(seen.tip) }
    var findings: [Finding] = []
    for other in try scene.longLived(except: [topic.from, topic.name.text]) {
      let carried = try scene.carried(own, by: topic, at: topic.tip, from: other, update.moment)
      guard let from = try scene.longLived(named: topic.from) else { continue }
      if let finding = try finding(topic, from, carried, of: other, update, in: scene) {
        findings.append(finding)
      } else if isOut,
        let finding = try unpublished(
          topic, at: outside ?? topic.tip, from, beside: other, in: scene)
      {
        findings.append(finding)
      }
    }
    return findings
  }

  private func unrelated(
    _ topic: Topic, _ from: Branch, _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> Finding {
    let onto = "--root --onto \(try scene.place(of: from))"
    return Finding(
      "shares no history with '\(topic.from)'", base: BranchName(topic.from),
      help: "\(scene.placeOfCure)move it there: \(Words.fetch([from], in: scene))"
        + "\(try scene.rebase(onto, of: topic.name, in: update))")
  }

  /// What a branch, as others see it, carries for them, though not for whoever has not pushed its 'from'.
  private func unpublished(
    _ topic: Topic, at tip: Int, _ from: LongLivedBranch, beside other: LongLivedBranch,
    in scene: Scene
  ) throws(GitError) -> Finding? {
    guard from.isAhead, let remote = from.branch.remote else { return nil }
    let graph = try scene.graph()
    let hidden = try graph.commits(reachableFrom: tip, notIn: from.published)
    let carried = try scene.carried(
      hidden, by: topic, at: tip, from: other.asPublished(in: graph), .standing
    ).all
    guard let newest = carried.first else { return nil }
    return Finding(
      """
      carries \(Words.count(carried.count, "commit")) of '\(other.name)' that '\(topic.from)' has \
      here only
      """,
      at: graph.id(of: newest), among: carried.map(graph.id(of:)), base: BranchName(other.name),
      help: "publish it: git push \(Words.shell(remote)) \(Words.shell(topic.from))")
  }

  private func finding(
    _ topic: Topic, _ from: LongLivedBranch, _ carried: Carried, of other: LongLivedBranch,
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> Finding? {
    let commits = carried.all
    guard let first = commits.first else { return nil }
    let graph = try scene.graph()
    let ends = [from.branch, other.branch]
    let place = try scene.place(of: from.branch)
    let foreign = commits.first { !carried.own.contains($0) }
    var (verb, arguments) = ("make its own commits anew", "--no-ff \(place)")
    if let foreign {
      // What the other branch has of the topic's own work must not stay behind.
      let there =
        try carried.hasLanded ? graph.id(of: foreign).hex : scene.place(of: other.branch)
      let upstream =
        carriesBoth(topic, from, beyond: carried.hasLanded ? [foreign] : other.tips, in: graph)
        ? "\"$(git commit-tree -p \(place) -p \(there) -m Both \(place)^{tree})\"" : there
      (verb, arguments) = ("take its own work along", "--onto \(place) \(upstream)")
    }
    let count = Words.count(commits.count, "commit")
    return Finding(
      foreign == nil
        ? "carries \(count) that '\(other.name)' has merged and '\(topic.from)' lacks"
        : "carries \(count) of '\(other.name)' that '\(topic.from)' lacks",
      at: graph.id(of: first), among: commits.map(graph.id(of:)), base: BranchName(other.name),
      help: "\(scene.placeOfCure)\(verb): \(Words.fetch(ends, in: scene))"
        + "\(try scene.rebase(arguments, of: topic.name, in: update))")
  }

  /// Whether a rebase that leaves out what the other branch has would make commits of 'from' again.
  /// git-rebase(1) leaves out what one commit reaches: then it has to be one that reaches both. The verdict
  /// stands before this is asked.
  private func carriesBoth(
    _ topic: Topic, _ from: LongLivedBranch, beyond tips: [Int], in graph: CommitGraph
  ) -> Bool {
    do throws(GitError) {
      return try graph.commits(reachableFrom: [topic.tip], notFrom: tips)
        .contains { from.history.contains($0) }
    } catch {
      return false
    }
  }
}

extension CommitGraph {
  fileprivate func hasParent(of commit: Int, in set: CommitSet) -> Bool {
    parents(of: commit).contains { set.contains($0) }
  }
}
