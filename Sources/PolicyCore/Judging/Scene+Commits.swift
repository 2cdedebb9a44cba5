public import GitModel

/// Which commits an update is about, and how old they are.
extension Scene {
  /// The commits that are new with the update and young enough to be judged, newest first; of the first
  /// push into an empty repository none. What a long-lived branch has is new to long-lived
  /// branches alone.
  public func newCommits(in update: RefUpdate) throws(GitError) -> [Int] {
    try requireTip(of: update)
    guard let new = update.new else { return [] }
    let graph = try graph()
    let tip = try graph.require(new)
    if try isImport(update) { return [] }
    var hidden = update.moment == .standing ? try baselineCommits() : []
    if let old = update.old {
      hidden.append(try graph.require(old))
    } else if !isLongLived(update) {
      hidden += try longLived().flatMap(\.tips)
    } else if update.moment != .standing {
      hidden += try longLived().filter { $0.branch.name != update.branch }.flatMap(\.tips)
    }
    let isMoved = update.old != nil && !isLongLived(update)
    let commits =
      try isMoved
      ? unlanded(behind: tip, notFrom: hidden, in: graph)
      : graph.commits(reachableFrom: [tip], notFrom: hidden)
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

  /// The commits that no long-lived branch has either. Where one of those cannot tell, all count as new:
  /// what more commits keep, fewer keep, and where something is found, `confirmed` asks again.
  private func unlanded(
    behind tip: Int, notFrom hidden: [Int], in graph: CommitGraph
  ) throws(GitError) -> [Int] {
    do throws(GitError) {
      let landed = try longLived().flatMap(\.tips)
      return try graph.commits(reachableFrom: [tip], notFrom: hidden + landed)
    } catch {
      return try graph.commits(reachableFrom: [tip], notFrom: hidden)
    }
  }

  /// The commits that go away where a ref moves from one commit to another, newest first.
  func dropped(from old: ObjectID, to new: ObjectID) throws(GitError) -> [ObjectID] {
    let graph = try graph()
    return try graph.commits(
      reachableFrom: [try graph.require(old)], notFrom: [try graph.require(new)]
    ).map { graph.id(of: $0) }
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
    guard let new = update.new, update.head?.isFork != true, !isForks(update),
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
    var answer: Answer<[Int]>?
    defer { ownAnswer = answer.map { (topic, $0) } }
    return try self.answer(&answer) { () throws(GitError) in
      try graph.commits(reachableFrom: topic.tip, notIn: from.history)
    }
  }

  /// How many seconds ago a commit was made, 0 where a clock that is at most a day fast says less. `help`
  /// is what mends a date in the future.
  func age(
    of commit: Int, _ operation: String, _ subject: String,
    help: () throws(GitError) -> String?
  ) throws(GitError) -> Int64 {
    let graph = try graph()
    let told = graph.time(of: commit)
    // A graph has 0 for a date that is none, too: then the commit's own word.
    let made = told == 0 ? try history.commit(graph.id(of: commit)).committer.seconds : told
    let age = now.subtractingReportingOverflow(made)
    guard !age.overflow, age.partialValue > -86_400 else {
      throw GitError(
        .impossibleDate, operation, "\(subject) is dated in the future", help: try help())
    }
    return max(age.partialValue, 0)
  }

  /// A branch that stands has a tip; one whose ref cannot be read must not pass for a deletion.
  func requireTip(of update: RefUpdate) throws(GitError) {
    guard update.moment == .standing else { return }
    guard reach == .whole else {
      throw GitError(.failed, "look at a branch", "how a branch stands is asked of a near scene")
    }
    guard update.new == nil else { return }
    let problem = branches.first { $0.ref == update.ref }?.problem
    throw problem
      ?? GitError(.corrupt, "read branch", "'\(update.ref)' does not lead to a commit")
  }

  /// Whether the branch that moves is long-lived; of a pull request, the base.
  func isLongLived(_ update: RefUpdate) -> Bool { kind(in: update)?.isLongLived == true }

  private func baselineCommits() throws(GitError) -> [Int] {
    try answer(&baselineAnswer) { () throws(GitError) in
      let graph = try graph()
      var result: [Int] = []
      for id in policy.baseline.commits {
        do throws(GitError) {
          result.append(try graph.require(id))
        } catch {
          throw GitError(
            error.cause, "find the baseline",
            "the policy's 'baseline: {commits: …}': \(error.message)",
            help: "name a commit that is there; where this one has to be, \(error.help)")
        }
      }
      return result
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
