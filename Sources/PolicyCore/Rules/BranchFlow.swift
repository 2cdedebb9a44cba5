public import GitModel

/// Lets branches land only where their kind may.
public struct BranchFlow: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "branch-flow",
    summary: "A branch lands only where the 'into' of its kind says.",
    rationale: """
      "Only develop and hotfix branches go to main" is the heart of the strategy, and no forge can \
      hold it. A fork may name its branch develop, so a fork's branch has no kind. In history, \
      only a surviving branch whose tip was merged proves what landed.
      """,
    moments: [.push, .pullRequest, .landing, .standing],
    examples: [
      .allowed(
        "a release", "A; D after A; main at A; develop at D; pull develop into main"),
      .allowed(
        "a hotfix", "A; H after A; main at A; hotfix/1 at H; pull hotfix/1 into main"),
      .allowed(
        "a story merged into develop that is still there",
        """
        A; D after A; S after D; M after D, S;
        main at A; develop at M; story-1 at S; audit develop
        """),
      .allowed(
        "a story just cut from what a release merged",
        """
        A; D after A; M after A, D; E after D;
        main at M; develop at E; story-2 at D; audit main
        """),
      .allowed(
        "a release by fast forward, with the stories that develop merged",
        """
        A; S after A; D after A; M after D, S;
        main at M; develop at M; story-1 at S; audit main
        """),
      .allowed(
        "a story just cut from what a release merged, with develop brought forward to it",
        """
        A; D after A; M after A, D;
        main at M; develop at M; story-2 at D; audit main
        """),
      .blocked(
        "a branch of no kind that was merged into main",
        """
        A; S after A; B after A; M after B, S;
        main at M; develop at A; patch at S; audit main
        """,
        because: "M: merges 'patch', and branches of no kind may land on nothing, not on 'main'"),
      .blocked(
        "a pull request that bears a merge queue's name",
        "A; S after A; main at A; gh-readonly-queue/x at S; pull gh-readonly-queue/x into main",
        because: "branches of no kind may land on nothing, not on 'main'"),
      .blocked(
        "a story into main",
        "A; S after A; main at A; develop at A; story-1 at S; pull story-1 into main",
        because: "story-* branches may land on develop, not on 'main'"),
      .blocked(
        "a story that was merged into main",
        """
        A; S after A; B after A; M after B, S;
        main at M; develop at A; story-1 at S; audit main
        """,
        because: "M: merges 'story-1', and story-* branches may land on develop, not on 'main'"),
      .blocked(
        "a push that merges a story into main",
        """
        A; S after A; B after A; M after B, S;
        main at B; develop at A; story-1 at S; push main: B -> M
        """,
        because: "M: merges 'story-1', and story-* branches may land on develop, not on 'main'"),
      .blocked(
        "the same, once it has landed",
        """
        A; S after A; B after A; M after B, S;
        main at B; develop at A; story-1 at S; land main: B -> M
        """,
        because: "M: merges 'story-1', and story-* branches may land on develop, not on 'main'"),
      .blocked(
        "a fork's branch that is named develop",
        "A; S after A; main at A; pull fork:develop (S) into main",
        because: "branches of forks may land on develop, not on 'main'"),
      .blocked(
        "an exempt branch without a place to land",
        policy: "exempt: ['renovate/**']",
        "A; S after A; main at A; renovate/x at S; pull renovate/x into main",
        because: "renovate/** branches may land on nothing, not on 'main'"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for the pull request, or for each merge that a surviving branch proves.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let base = update.branch else { return nil }
    if let head = update.head {
      // What a merge queue lands was asked for by pull requests, each judged as one.
      if update.moment == .landing { return nil }
      if scene.isExempt(base) { return nil }
      let (who, into) = scene.landingPlaces(of: head)
      guard !into.contains(base.text) else { return [] }
      let help: String
      if let place = into.first {
        help = "aim it at another branch: gh pr edit --base \(Words.shell(place))"
      } else {
        help = try cure(ofPlaceless: head, on: base, update, in: scene)
      }
      return [
        Finding(
          "\(who) may land on \(Words.list(into, "or")), not on '\(base)'", base: base, help: help)
      ]
    }
    guard scene.kind(in: update)?.isLongLived == true else { return nil }
    return try mergesOfBranches(in: update, onto: base, in: scene)
      + directLanding(of: update, onto: base, in: scene)
  }

  /// One finding where a topic branch is pushed to a long-lived one by itself, as far as a clone tells.
  private func directLanding(
    of update: RefUpdate, onto base: BranchName, in scene: Scene
  ) throws(GitError) -> [Finding] {
    guard let source = update.source, source != base, update.old != nil, let new = update.new,
      scene.kind(of: source)?.isTopic == true
    else { return [] }
    let place = scene.landingPlaces(of: RefUpdate.Head(branch: source))
    let tip = try scene.graph().require(new)
    guard !place.into.contains(base.text), try !scene.newCommits(in: update).isEmpty,
      try !scene.mayBeALongLivedBranch(tip, merged: tip, onto: base, place.into)
    else { return [] }
    let (target, name) = (Words.shell(place.into.first ?? "BASE"), Words.shell(source))
    return [
      Finding(
        "\(place.who) may land on \(Words.list(place.into, "or")), not on '\(base)'",
        base: base,
        help: "let it land where it may: git push -u \(Words.shell(scene.remote ?? "origin")) "
          + "\(name) && gh pr create --base \(target) --head \(name)")
    ]
  }

  /// What to do with a head that may land nowhere.
  private func cure(
    ofPlaceless head: RefUpdate.Head, on base: BranchName, _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> String {
    let name = Words.shell(base)
    if head.isFork {
      return "where forks may land here, the policy says so: forks: {into: [\(name)]}"
    }
    let kind = scene.kind(of: head.branch)
    if kind == nil, let exempt = scene.policy.exemption(of: head.branch) {
      return "where it may land here, the policy says so: "
        + "exempt: [{name: '\(exempt.name)', into: [\(name)]}]"
    }
    let kinds = scene.policy.kinds.filter { $0.into.contains(base.text) && !$0.isLongLived }
    let names = { (kinds: [Kind]) in Words.list(kinds.map(\.name), "or") }
    let nothing = "nothing may land here; close it: gh pr close"
    guard !kinds.isEmpty, head.branch != base else { return nothing }
    guard let kind, kind.isLongLived || !kind.allowsDeletions else {
      return "name it \(names(kinds)): \(scene.rename(head.branch, to: "NAME", in: update))"
    }
    // It stays what it is: a branch that is cut from it lands in its place, or some of its commits do.
    let cut = kinds.filter { $0.from == nil || $0.from == head.branch.text }
    if !cut.isEmpty, let branch = scene.branch(head.branch) {
      return "\(scene.placeOfCure)let a branch of it land, named \(names(cut)): "
        + (try scene.newBranch(at: branch, for: base))
    }
    let fresh = kinds.filter { $0.from == base.text }
    guard !fresh.isEmpty, let branch = scene.branch(base) else { return nothing }
    return "\(scene.placeOfCure)let single commits land, on a branch named \(names(fresh)): "
      + (try scene.newBranch(at: branch, doing: "git cherry-pick COMMIT", for: base))
  }

  private func mergesOfBranches(
    in update: RefUpdate, onto base: BranchName, in scene: Scene
  ) throws(GitError) -> [Finding] {
    let graph = try scene.graph()
    let merges = try scene.newCommits(in: update).filter { graph.parentCount(of: $0) > 1 }
    guard !merges.isEmpty, let new = update.new else { return [] }
    let line = Set(graph.firstParentChain(from: try graph.require(new)))
    let owners = Dictionary(
      grouping: scene.branches.filter { $0.name != base && $0.tip != nil }, by: \.tip)
    var findings: [Finding] = []
    for merge in merges where line.contains(merge) {
      for side in graph.parents(of: merge).dropFirst() {
        let places = (owners[graph.id(of: side)] ?? []).map { branch in
          (branch, scene.landingPlaces(of: RefUpdate.Head(branch: branch.name)))
        }
        guard let (owner, place) = places.first,
          !places.contains(where: { $0.1.into.contains(base.text) }),
          try !scene.mayBeALongLivedBranch(side, merged: merge, onto: base, place.into)
        else { continue }
        findings.append(
          Finding(
            """
            merges '\(owner.name)', and \(place.who) may land on \
            \(Words.list(place.into, "or")), not on '\(base)'
            """,
            at: graph.id(of: merge), base: owner.name,
            help: try cure(of: merge, in: update, onto: base, in: scene)))
      }
    }
    return findings
  }

  /// A commit that reverts a merge leaves it in history, where it stays what it is.
  private func cure(
    of merge: Int, in update: RefUpdate, onto base: BranchName, in scene: Scene
  ) throws(GitError) -> String {
    let graph = try scene.graph()
    let (id, name) = (graph.id(of: merge), Words.shell(base))
    let isHere = try scene.longLived(named: base.text).map {
      $0.isAhead && !$0.published.contains(merge)
    }
    guard update.moment == .push || isHere == true else {
      return "it has landed; where that is accepted, the policy says so: waivers: [{rule: "
        + "\(Self.guide.id), ref: \(name), commits: [\(id)], reason: WHY}]"
    }
    let source = update.moment == .push ? scene.source(of: update) : base
    let here = source.map { Words.shell($0) } ?? String(update.new?.hex.prefix(12) ?? "COMMIT")
    let before = graph.parents(of: merge).first.map { graph.id(of: $0).hex } ?? "COMMIT"
    return "\(scene.placeOfCure)take it back: "
      + (update.new == id && source != nil
        ? "git switch \(here) && git reset --keep \(before)"
        : "git rebase --rebase-merges --onto \(before) \(id) \(here)")
  }
}

extension Scene {
  /// Who a head is, in the plural, and the branches that it may land on.
  func landingPlaces(of head: RefUpdate.Head) -> (who: String, into: [String]) {
    if head.isFork { return ("branches of forks", policy.forksInto) }
    if let kind = kind(of: head.branch) { return ("\(kind.name) branches", kind.into) }
    if let exempt = policy.exemption(of: head.branch) {
      return ("\(exempt.name) branches", exempt.into)
    }
    return ("branches of no kind", [])
  }

  /// Whether history explains a merge without the topic branch: its side was once the tip of a
  /// long-lived branch that may land here, or the merge itself was made on a branch where the topic
  /// may land and came here by a fast forward.
  func mayBeALongLivedBranch(
    _ side: Int, merged merge: Int, onto base: BranchName, _ into: [String]
  ) throws(GitError) -> Bool {
    for branch in try longLived(except: [base.text]) {
      if branch.kind.into.contains(base.text), try branch.wasTip(side) { return true }
      if into.contains(branch.name), try branch.wasTip(merge) { return true }
    }
    return false
  }
}
