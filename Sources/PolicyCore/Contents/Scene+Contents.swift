internal import GitModel

/// Whose answers a walk over contents holds: those on branches of one kind, to one actor, at one moment.
struct ContentScope: Hashable {
  let branch: BranchName?
  let actor: String?
  let moment: Moment
}

extension Scene {
  /// A rule's findings in each of the commits that are new with an update.
  func contentFindings(
    of rule: String, for update: RefUpdate
  ) throws(GitError) -> [Finding] {
    let commits = try newCommitsOnce(in: update)
    let walk = try contentWalk(for: update)
    let graph = try graph()
    let flaws = try walk.flaws(of: rule, in: commits) { commit throws(GitError) in
      let parents = graph.parents(of: commit).map { graph.id(of: $0) }
      return ContentWalk.Asked(
        number: commit, commit: .init(id: graph.id(of: commit), parents: parents),
        trees: try trees(of: commit, in: graph, update))
    }
    guard !flaws.isEmpty else { return [] }
    let remaking = try remaking(of: update)
    let findings = try flaws.map { flaw throws(GitError) in try flaw.finding(in: remaking) }
    return try confirmed(findings, on: update)
  }

  /// The trees of a commit and of its parents; of a commit that is about to be made, what is staged.
  private func trees(
    of commit: Int, in graph: CommitGraph, _ update: RefUpdate
  ) throws(GitError) -> ComparedTrees {
    if let cut = graph.cuts[commit] { throw cut }
    guard !graph.floor.contains(commit) else {
      throw GitError(
        .failed, "compare trees", "the parents of commit \(graph.id(of: commit)) were not read",
        help: "report a bug in policy")
    }
    let id = graph.id(of: commit)
    let isStaged = update.moment == .commit && id == update.new
    return ComparedTrees(
      isStaged ? try history.treeID(of: id) : graph.tree(of: commit),
      beside: graph.parents(of: commit).map { graph.tree(of: $0) })
  }

  /// The walk that answers for an update. What a branch or an actor changes is in the policy's
  /// restrictions alone: without any, what stands on several branches is looked at once.
  private func contentWalk(for update: RefUpdate) throws(GitError) -> ContentWalk {
    let isOne = policy.files.restrictedPaths.isEmpty
    let scope = ContentScope(
      branch: isOne ? nil : update.branch, actor: isOne ? nil : update.actor, moment: update.moment)
    if let known = contentWalks[scope] { return known }
    var rules: [(String, ContentQuestion)] = []
    for rule in RuleCatalog.ofContents {
      let guide = rule.guide
      guard policy.level(of: guide) != .off, guide.moments.contains(update.moment) else { continue }
      do throws(GitError) {
        if let question = try rule.question(update, in: self) { rules.append((guide.id, question)) }
      } catch {
        // That rule says so itself, and asks for no walk.
        continue
      }
    }
    let walk = ContentWalk(rules, over: history)
    contentWalks[scope] = walk
    return walk
  }
}
