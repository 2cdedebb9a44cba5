public import GitModel

/// What a rule may look at: the policy, the refs as they stood before, and the history behind them.
///
/// It asks the history once and keeps the answer, an error too. One task at a time.
public final class Scene {
  /// The policy, from a place that the judged change cannot write.
  public let policy: Policy
  /// The repository.
  public let history: any History
  /// The branches beside which the updates are judged, sorted by name: those that stood before, and
  /// what else arrives.
  public let branches: [Branch]
  /// The present, in seconds since 1970.
  public let now: Int64
  private let hadBranches: Bool?
  private let tips: [ObjectID]
  private var graphAnswer: Result<CommitGraph, GitError>?
  private var longLivedAnswer: Result<[LongLivedBranch], GitError>?
  private var ownAnswer: (topic: Topic, commits: Result<[Int], GitError>)?
  private var kinds: [BranchName: Kind?] = [:]
  private var ages: [Int64]?
  private var namesByFold: [String: [BranchName]]?
  private var baselineAnswer: Result<[Int], GitError>?

  /// A scene in which `updates` are to be judged: `before` are the branches that stood before, and
  /// `arriving` what happens at the same time and counts as done. `isFirst` says that there was
  /// certainly no branch before.
  public init(
    policy: Policy, history: any History, branches before: [Branch], updates: [RefUpdate],
    arriving: [RefUpdate] = [], isFirst: Bool = false, now: Int64
  ) {
    (self.policy, self.history, self.now) = (policy, history, now)
    hadBranches = isFirst ? false : before.isEmpty ? nil : true
    let branches = before.after(arriving)
    self.branches = branches.sorted { $0.name < $1.name }
    var seen: Set<ObjectID> = []
    tips =
      (branches.compactMap(\.tip) + updates.flatMap { [$0.old, $0.new].compactMap { $0 } }
      + policy.baseline.commits).filter { seen.insert($0).inserted }
  }

  /// The history behind the branches and the updates.
  public func graph() throws(GitError) -> CommitGraph {
    try answer(&graphAnswer) { () throws(GitError) in try history.graph(reaching: tips) }
  }

  /// The long-lived branches that stand, in the order of the policy.
  public func longLived() throws(GitError) -> [LongLivedBranch] {
    try answer(&longLivedAnswer) { () throws(GitError) in
      let graph = try graph()
      var result: [LongLivedBranch] = []
      for kind in policy.longLived {
        guard let branch = branch(named: kind.name) else { continue }
        let tip = try self.tip(of: branch, in: graph)
        result.append(LongLivedBranch(kind: kind, branch: branch, tip: tip, in: graph))
      }
      return result
    }
  }

  /// The long-lived branch of this name; `nil` where it is known not to exist. Throws where it may
  /// exist elsewhere.
  public func longLived(named name: String) throws(GitError) -> LongLivedBranch? {
    if let found = try longLived().first(where: { $0.name == name }) { return found }
    guard try history.hasEveryBranch() else {
      throw GitError(
        .missingRef, "find branch", "branch '\(name)' is not here, and may exist elsewhere")
    }
    return nil
  }

  /// The long-lived branches other than these. Throws where one that is missing may exist elsewhere.
  public func longLived(except names: [String]) throws(GitError) -> [LongLivedBranch] {
    var result: [LongLivedBranch] = []
    for kind in policy.longLived where !names.contains(kind.name) {
      if let found = try longLived(named: kind.name) { result.append(found) }
    }
    return result
  }

  /// Whether the commit was once the tip of a long-lived branch: then it can be that branch as well
  /// as a topic branch that was cut there.
  public func wasLongLivedTip(_ commit: Int) throws(GitError) -> Bool {
    for branch in try longLived() {
      if try branch.wasTip(commit) { return true }
    }
    // It may have been the tip of one that is not here.
    _ = try longLived(except: [])
    return false
  }

  /// Whether the repository had no branch before. Throws where one may stand elsewhere.
  public func isEmpty() throws(GitError) -> Bool {
    if let hadBranches { return !hadBranches }
    guard try history.hasEveryBranch() else {
      throw GitError(
        .missingRef, "look for branches", "no branch is here, and there may be some elsewhere")
    }
    return true
  }

  /// The branch of this short name, where it stands.
  public func branch(named name: String) -> Branch? {
    let bytes = Array(name.utf8)
    var (low, high) = (0, branches.count)
    while low < high {
      let middle = (low + high) / 2
      if branches[middle].name.bytes.lexicographicallyPrecedes(bytes) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < branches.count && branches[low].name.bytes == bytes ? branches[low] : nil
  }

  /// The names of the branches that Unicode and case do not tell apart from this one.
  public func names(foldedLike name: BranchName) -> [BranchName] {
    let folded =
      namesByFold ?? Dictionary(grouping: branches.map(\.name)) { $0.text.lowercased() }
    namesByFold = folded
    // String's equality is canonical equivalence: composed and decomposed forms are one key.
    return folded[name.text.lowercased()] ?? []
  }

  /// The commits that are new with the update and young enough to be judged, newest first.
  public func newCommits(in update: RefUpdate) throws(GitError) -> [Int] {
    try requireTip(of: update)
    guard let new = update.new else { return [] }
    let graph = try graph()
    let tip = try graph.require(new)
    var hidden = update.moment == .standing ? try baselineCommits() : []
    if let old = update.old {
      hidden.append(try graph.require(old))
    } else if !isLongLived(update) {
      hidden += try longLived().map(\.tip)
    } else if update.moment != .standing {
      hidden += try longLived().filter { $0.branch.name != update.branch }.map(\.tip)
    }
    let commits = try graph.commits(reachableFrom: [tip], notFrom: hidden)
    // What an update brings is new, whatever date it bears.
    guard let since = policy.baseline.since, update.moment == .standing else { return commits }
    let ages = ages ?? graph.correctedTimes()
    self.ages = ages
    var young: [Int] = []
    for commit in commits {
      let isYoung = try ages[commit] >= since ? true : !hasDate(commit)
      if isYoung { young.append(commit) }
    }
    return young
  }

  /// Whether the commit bears a date, of which the graph has 0 where there is none: such a commit is
  /// not known to be old.
  private func hasDate(_ commit: Int) throws(GitError) -> Bool {
    let graph = try graph()
    guard graph.time(of: commit) == 0 else { return true }
    do throws(GitError) {
      _ = try history.commit(graph.id(of: commit))
      return true
    } catch {
      guard error.cause == .impossibleDate else { throw error }
      return false
    }
  }

  /// The topic branch that the update is about: a pull request's head, or the branch that moves.
  public func topic(in update: RefUpdate) throws(GitError) -> Topic? {
    try requireTip(of: update)
    guard let new = update.new, update.head?.isFork != true,
      let branch = update.head?.branch ?? update.branch, let kind = kind(of: branch),
      let from = kind.from
    else { return nil }
    return Topic(name: branch, kind: kind, from: from, tip: try graph().require(new))
  }

  /// The topic branch's own commits, newest first: those that the branch it is cut from lacks. `nil`
  /// where that branch is known not to exist.
  public func ownCommits(of topic: Topic) throws(GitError) -> [Int]? {
    guard let from = try longLived(named: topic.from) else { return nil }
    if let known = ownAnswer, known.topic == topic { return try known.commits.get() }
    let graph = try graph()
    var answer: Result<[Int], GitError>?
    defer { ownAnswer = answer.map { (topic, $0) } }
    return try self.answer(&answer) { () throws(GitError) in
      try graph.commits(reachableFrom: topic.tip, notIn: from.history)
    }
  }

  /// How many seconds ago a commit was made, 0 where a clock that is at most a day fast says less.
  public func age(
    of commit: Int, _ operation: String, _ subject: String
  ) throws(GitError) -> Int64 {
    // The commit's own word: a graph has 0 for a date that is none, and of one after 2514 a
    // commit-graph file has less than all.
    let made = try history.commit(graph().id(of: commit)).committer.seconds
    let age = now.subtractingReportingOverflow(made)
    guard !age.overflow, age.partialValue > -86_400 else {
      throw GitError(.impossibleDate, operation, "\(subject) is dated in the future")
    }
    return max(age.partialValue, 0)
  }

  /// The kind of a branch that is not exempt; an exact name is never exempt by a pattern.
  public func kind(of branch: BranchName) -> Kind? {
    if let known = kinds[branch] { return known }
    let kind = policy.kind(of: branch).flatMap { kind in
      kind.isExact || policy.exemption(of: branch) == nil ? kind : nil
    }
    kinds[branch] = .some(kind)
    return kind
  }

  /// The kind of the branch that moves; of a pull request, of the base.
  public func kind(in update: RefUpdate) -> Kind? { update.branch.flatMap { kind(of: $0) } }

  /// Whether the strategy leaves the branch alone.
  public func isExempt(_ branch: BranchName) -> Bool {
    Policy.isMergeQueue(branch)
      || (policy.exemption(of: branch) != nil && policy.kind(of: branch)?.isExact != true)
  }

  /// A branch that stands has a tip; one whose ref cannot be read must not pass for a deletion.
  private func requireTip(of update: RefUpdate) throws(GitError) {
    guard update.moment == .standing, update.new == nil else { return }
    let problem = branches.first { $0.ref == update.ref }?.problem
    throw problem
      ?? GitError(.corrupt, "read branch", "'\(update.ref)' does not lead to a commit")
  }

  private func isLongLived(_ update: RefUpdate) -> Bool { kind(in: update)?.isLongLived == true }

  private func tip(of branch: Branch, in graph: CommitGraph) throws(GitError) -> Int {
    guard let tip = branch.tip else {
      throw branch.problem
        ?? GitError(.corrupt, "read branch", "'\(branch.ref)' does not lead to a commit")
    }
    return try graph.require(tip)
  }

  private func baselineCommits() throws(GitError) -> [Int] {
    try answer(&baselineAnswer) { () throws(GitError) in
      let graph = try graph()
      var result: [Int] = []
      for id in policy.baseline.commits { result.append(try graph.require(id)) }
      return result
    }
  }

  private func answer<Value>(
    _ kept: inout Result<Value, GitError>?, _ ask: () throws(GitError) -> Value
  ) throws(GitError) -> Value {
    if let kept { return try kept.get() }
    do {
      let value = try ask()
      kept = .success(value)
      return value
    } catch {
      kept = .failure(error)
      throw error
    }
  }
}

extension [Branch] {
  /// The branches as these updates leave them.
  fileprivate func after(_ updates: [RefUpdate]) -> [Branch] {
    guard !updates.isEmpty else { return self }
    var moved: [BranchName: RefUpdate] = [:]
    for update in updates {
      if let name = update.branch { moved[name] = update }
    }
    return filter { moved[$0.name] == nil }
      + moved.compactMap { name, update in
        update.new.map { Branch(name: name, ref: update.ref, tip: $0) }
      }
  }
}

/// A topic branch as an update leaves it.
public struct Topic: Equatable, Sendable {
  /// The short name.
  public let name: BranchName
  /// The kind that the policy gives it.
  public let kind: Kind
  /// The long-lived branch that it is cut from.
  public let from: String
  /// Its tip in the graph.
  public let tip: Int
}
