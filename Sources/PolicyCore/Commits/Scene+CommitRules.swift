internal import GitModel

/// What the commit rules found, for all commits that were read in one setting.
struct CommitPass {
  private(set) var read: CommitSet
  private var findings: [String: [Int: [Flaw]]] = [:]
  private var failures: [String: [Int: GitError]] = [:]

  init(capacity: Int) { read = CommitSet(capacity: capacity) }

  /// Reads a commit once, and asks every rule.
  mutating func read(
    _ commit: Int, _ id: ObjectID, by rules: [any CommitRule.Type], in setting: CommitSetting
  ) throws(GitError) {
    guard !read.contains(commit) else { return }
    let text = CommitText(try setting.history.commit(id))
    for rule in rules {
      do throws(GitError) {
        let found = try rule.findings(on: text, in: setting)
        if !found.isEmpty { findings[rule.guide.id, default: [:]][commit] = found }
      } catch {
        failures[rule.guide.id, default: [:]][commit] = error
      }
    }
    read.insert(commit)
  }

  /// What a rule found on these commits. Throws where it could not be told of one that was read.
  func findings(of rule: String, on commits: [Int]) throws(GitError) -> [Flaw] {
    if let failed = failures[rule], let why = commits.lazy.compactMap({ failed[$0] }).first {
      throw why
    }
    guard let found = findings[rule] else { return [] }
    return commits.flatMap { found[$0] ?? [] }
  }
}

extension Scene {
  /// A commit rule's findings on what an update brings; `nil` where nothing is demanded.
  func findings(
    of rule: any CommitRule.Type, for update: RefUpdate
  ) throws(GitError) -> [Finding]? {
    guard let setting = CommitSetting(update, in: self), rule.isDemanded(in: setting) else {
      return nil
    }
    let graph = try graph()
    let commits = try newCommitsOnce(in: update)
    // Taken out, so that it is not copied when it grows.
    var pass =
      commitPasses.removeValue(forKey: setting.scope) ?? CommitPass(capacity: graph.count)
    defer { commitPasses[setting.scope] = pass }
    let rules = rules(in: setting)
    for commit in commits { try pass.read(commit, graph.id(of: commit), by: rules, in: setting) }
    let flaws = try pass.findings(of: rule.guide.id, on: commits)
    guard !flaws.isEmpty else { return [] }
    let remaking = try remaking(of: update)
    let findings = try flaws.map { flaw throws(GitError) in
      try flaw.finding(of: rule.guide.id, in: remaking)
    }
    return try confirmed(findings, on: update)
  }

  /// The commit rules that are demanded in a setting.
  private func rules(in setting: CommitSetting) -> [any CommitRule.Type] {
    RuleCatalog.ofCommits.filter {
      policy.level(of: $0.guide) != .off && $0.isDemanded(in: setting)
    }
  }

  /// Whether anything is demanded of each commit that an update brings.
  func asksOfEachCommit(_ update: RefUpdate) -> Bool {
    CommitSetting(update, in: self).map { !rules(in: $0).isEmpty } ?? false
  }

  /// Findings on commits that seem new. Where nothing stood before, and on a branch that is not long-lived,
  /// what is new rests on the long-lived branches: throws where one that may have the commits is not here,
  /// or not all of it. No branch has the commit that is about to be made.
  func confirmed(
    _ findings: [Finding], on update: RefUpdate
  ) throws(GitError) -> [Finding] {
    let isOwn = isLongLived(update) && (update.old != nil || update.moment == .standing)
    guard !findings.isEmpty, !isOwn else { return findings }
    let certain = findings.filter { update.moment == .commit && $0.commit == update.new }
    guard certain.isEmpty else { return certain }
    let others = try longLived(except: [update.branch?.text].compactMap { $0 })
    if let old = update.old, let new = update.new {
      let graph = try graph()
      let hidden = others.flatMap(\.tips) + [try graph.require(old)]
      _ = try graph.commits(reachableFrom: [try graph.require(new)], notFrom: hidden)
    }
    return findings
  }

  /// The new commits of an update, which several rules ask for one after the other.
  func newCommitsOnce(in update: RefUpdate) throws(GitError) -> [Int] {
    if let known = newAnswer, known.update == update { return try known.commits.get() }
    var answer: Answer<[Int]>?
    defer { newAnswer = answer.map { (update, $0) } }
    return try self.answer(&answer) { () throws(GitError) in try newCommits(in: update) }
  }
}
