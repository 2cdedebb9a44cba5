public import GitModel

/// Sees to it that what landed on one long-lived branch reaches another.
public struct BackMerge: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "back-merge",
    summary: "What lands on a branch reaches the branch that it is owed to within its time.",
    rationale: """
      A hotfix that never gets back to develop is lost with the next release. A commit has arrived \
      when the other branch holds it, the same patch, the same tree (a squashed release), or a \
      cherry-pick that names it over the same paths; or when what it landed with changes nothing \
      there any more, as where a hotfix was merged here and squashed there. A merge owes only what \
      it added itself.
      """,
    moments: [.standing],
    examples: BackMergeExamples.all)

  /// Makes the rule.
  public init() {}

  /// One finding for each commit whose time is over.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), let owed = kind.owes else { return nil }
    guard let target = try scene.longLived(named: owed.to) else {
      let command = try scene.creation(
        of: owed.to, at: scene.branch(named: kind.name), in: update)
      return [
        Finding(
          "'\(owed.to)', which is owed what lands here, does not exist", base: BranchName(owed.to),
          help: "make it: \(command)")
      ]
    }
    let graph = try scene.graph()
    let seen = target.asPublished(in: graph)
    let debts = try seen.missing(of: scene.newCommits(in: update))
    guard !debts.isEmpty, let new = update.new else { return [] }
    let landing = try graph.landings(of: Set(debts), on: try graph.require(new))
    let debtor = try scene.longLived(named: kind.name)
    var arrivals = Arrivals(on: seen, of: debts, in: graph, history: scene.history)
    var here = target.isAhead ? HereOnly(target, debts, in: graph, scene.history) : nil
    var overdue: [(commit: Int, isHere: Bool)] = []
    // Oldest first: a tree that arrived late tells which trees before it are old news.
    for commit in debts.reversed() {
      scene.history.onStep?()
      let isHere = try here?.contains(commit) == true
      if try arrivals.contains(commit) { continue }
      // What nobody else has yet is owed to nobody else.
      if isHere, debtor?.published.contains(commit) == false { continue }
      let age = try scene.age(
        of: landing[commit] ?? commit, "tell how long ago it landed", "what landed here"
      ) {
        "correct the clock; where that is right, begin behind it: baseline: {commits: "
          + "[\(graph.id(of: landing[commit] ?? commit))]}"
      }
      if age > owed.within { overdue.append((commit, isHere)) }
    }
    guard !overdue.isEmpty else { return [] }
    let landings = overdue.map { ($0.commit, landing[$0.commit] ?? $0.commit) }
    var absorbed: Set<Int> = []
    for tip in seen.tips {
      var absorption = Absorption(by: tip, in: graph, history: scene.history)
      absorbed.formUnion(try absorption.debts(among: Dictionary(uniqueKeysWithValues: landings)))
    }
    var findings: [Finding] = []
    // By whether the commit is here.
    var cures: [Bool: String] = [:]
    for (commit, isHere) in overdue where !absorbed.contains(commit) {
      let cure: String
      if let known = cures[isHere] {
        cure = known
      } else {
        cure = try isHere ? publish(target, in: scene) : merge(debtor, into: target, in: scene)
        cures[isHere] = cure
      }
      findings.append(
        Finding(
          message(commit, owed, isHere, graph), at: graph.id(of: commit), base: BranchName(owed.to),
          help: cure))
    }
    return findings
  }

  private func message(
    _ commit: Int, _ owed: Kind.Owed, _ isHere: Bool, _ graph: CommitGraph
  ) -> String {
    let isMerge = graph.parentCount(of: commit) > 1
    let what = isMerge ? "has edits of its own that have" : "has"
    let time = "within \(Words.span(owed.within))"
    return isHere
      ? "\(what) reached '\(owed.to)' here only, and was due at its remote \(time)"
      : "\(what) not reached '\(owed.to)' \(time)"
  }

  private func publish(
    _ target: LongLivedBranch, in scene: Scene
  ) throws(GitError) -> String {
    let (remote, name) = (Words.shell(target.branch.remote ?? "origin"), Words.shell(target.name))
    return "publish it: git switch \(name) && git pull --no-rebase \(remote) \(name) && "
      + "git push \(remote) \(try scene.word(for: target.branch.name))"
  }

  private func merge(
    _ debtor: LongLivedBranch?, into target: LongLivedBranch, in scene: Scene
  ) throws(GitError) -> String {
    let fetch = Words.fetch([debtor?.branch, target.branch].compactMap(\.self), in: scene)
    let source = try debtor.map { found throws(GitError) in try scene.place(of: found.branch) }
    let isElsewhere = !scene.placeOfCure.isEmpty
    let push = isElsewhere ? " && git push origin \(Words.shell(target.name))" : ""
    return "\(scene.placeOfCure)merge it back: \(fetch)\(try scene.checkout(target.branch)) && "
      + "git merge \(source ?? "BRANCH")\(push)"
  }
}

/// What has reached a branch here, pushed or not.
private struct HereOnly {
  private let target: LongLivedBranch
  private var arrivals: Arrivals

  init(
    _ target: LongLivedBranch, _ debts: [Int], in graph: CommitGraph, _ history: any History
  ) {
    self.target = target
    arrivals = Arrivals(on: target, of: debts, in: graph, history: history)
  }

  mutating func contains(_ commit: Int) throws(GitError) -> Bool {
    if target.history.contains(commit) { return true }
    return try arrivals.contains(commit)
  }
}

extension CommitGraph {
  /// For each of the commits, the commit of the tip's first-parent chain that brought it.
  fileprivate func landings(of commits: Set<Int>, on tip: Int) throws(GitError) -> [Int: Int] {
    var landings: [Int: Int] = [:]
    // The chain's oldest first, so that a commit goes to the first landing that holds it.
    for landing in firstParentChain(from: tip).reversed() where commits.contains(landing) {
      var stack = [landing]
      while let commit = stack.popLast() {
        guard commits.contains(commit), landings[commit] == nil else { continue }
        landings[commit] = landing
        stack += parents(of: commit)
      }
    }
    return landings
  }
}
