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
  /// How much of history the scene shows.
  public let reach: Reach
  /// Whether there is anywhere to push to: what mends a finding differs.
  public let hasRemote: Bool
  /// The remote that commands are to name; `nil` where nobody knows, as on a server.
  public let remote: String?
  /// Where the judgement is read: who mends a finding types commands there, or in a clone of it.
  public let side: Side
  /// The default branch of the repository, whose workflows `pull_request_target` starts; `nil` where it
  /// has none.
  let defaultBranch: Answer<Branch?>
  /// Who reads workflow files; `nil` where nobody can, as in a hook.
  let workflows: (any WorkflowReading.Type)?
  /// Who checks the signatures of commits and tags; `nil` where nobody can.
  let signatures: (any CommitSignatures)?
  /// What others observed; `nil` where the policy lists no source.
  public let evidence: EvidenceBook?
  /// Why a branch that is not among these may stand elsewhere, whatever the history says.
  private let missing: GitError?
  /// Where overrides are written down; `nil` where nobody can tell, as in a hook.
  let leases: (any LeaseSource)?
  private let given: Given
  private var graphAnswer: Answer<CommitGraph>?
  private var ordersAnswer: Answer<ParentOrders>?
  private var refsAnswer: Answer<RefIndex>?
  private var longLivedAnswer: Answer<[LongLivedBranch]>?
  var kinds: [BranchName: Kind?] = [:]
  var namesByFold: [FoldedName: [BranchName]]?
  private var wholeScene: Scene?
  var ownAnswer: (topic: Topic, commits: Answer<[Int]>)?
  var ages: [Int64]?
  var checksAnswers: [ObjectID: Answer<WorkflowChecks>] = [:]
  var changeAnswers: [ChangeQuestion: Answer<Change>] = [:]
  var baselineAnswer: Answer<[Int]>?
  var newAnswer: (update: RefUpdate, commits: Answer<[Int]>)?
  var commitPasses: [CommitSetting.Scope: CommitPass] = [:]
  var remakingAnswer: Remaking?
  var contentWalks: [ContentScope: ContentWalk] = [:]
  /// By the kind of the tags, and the tag.
  var tagSignatures: [String: [ObjectID: CommitSignature]] = [:]

  /// How much of history a scene shows.
  public enum Reach: Sendable {
    /// Everything behind the branches and the updates.
    case whole
    /// As much as tells the updates and the long-lived branches apart: differences are never less
    /// than they are, and may be more. What is kept here is kept; what is not is asked of the whole,
    /// and so is how a branch stands.
    case near
  }

  /// Where a judgement is read.
  public enum Side: Sendable {
    /// In a clone, as its hooks ask.
    case clone
    /// Where pushes arrive: a clone knows the branches as its remote's.
    case server
    /// In an audit.
    case audit
  }

  /// What the scene was made of.
  private struct Given {
    let before: [Branch]
    let updates: [RefUpdate]
    let arriving: [RefUpdate]
    let isFirst: Bool
  }

  /// A scene in which `updates` are to be judged: `before` are the branches that stood before, and
  /// `arriving` what happens at the same time and counts as done. `isFirst` says that there was
  /// certainly no branch before, `hasRemote` that there is somewhere to push to, `remote` its name,
  /// `side` where the judgement is read, `missing` why a branch may stand where nobody looked. Without
  /// a `defaultBranch`, the first of a usual name is the one.
  public init(
    policy: Policy, history: any History, branches before: [Branch], updates: [RefUpdate],
    arriving: [RefUpdate] = [], isFirst: Bool = false, hasRemote: Bool = true,
    remote: String? = nil, side: Side = .audit, missing: GitError? = nil, now: Int64,
    reach: Reach = .whole,
    defaultBranch: Answer<Branch?>? = nil,
    workflows: (any WorkflowReading.Type)? = nil,
    evidence: EvidenceBook? = nil, leases: (any LeaseSource)? = nil,
    signatures: (any CommitSignatures)? = nil
  ) {
    self.defaultBranch =
      defaultBranch
      ?? .known(
        BranchName.usualDefaults.lazy.compactMap { name in before.first { $0.name == name } }.first)
    (self.workflows, self.evidence, self.leases) = (workflows, evidence, leases)
    self.signatures = signatures
    (self.policy, self.history, self.now, self.reach) = (policy, history, now, reach)
    (self.hasRemote, self.remote, self.side, self.missing) = (hasRemote, remote, side, missing)
    given = Given(before: before, updates: updates, arriving: arriving, isFirst: isFirst)
    branches = before.after(arriving).sorted { $0.name < $1.name }
  }

  /// The same scene with everything behind the branches and the updates.
  public var whole: Scene {
    guard reach == .near else { return self }
    let scene =
      wholeScene
      ?? Scene(
        policy: policy, history: history, branches: given.before, updates: given.updates,
        arriving: given.arriving, isFirst: given.isFirst, hasRemote: hasRemote,
        remote: remote, side: side, missing: missing, now: now, defaultBranch: defaultBranch,
        workflows: workflows,
        evidence: evidence, leases: leases, signatures: signatures)
    wholeScene = scene
    return scene
  }

  /// What is judged together.
  var updates: [RefUpdate] { given.updates }

  /// The history behind the branches and the updates.
  public func graph() throws(GitError) -> CommitGraph {
    try answer(&graphAnswer) { () throws(GitError) in
      switch reach {
      case .whole:
        if given.updates.contains(where: asksOfEachCommit) { history.keepTexts() }
        let tips = branchesAsked().flatMap(\.tips) + given.updates.flatMap(ends)
        return try history.graph(reaching: (tips + policy.baseline.commits).unique)
      case .near:
        // An old baseline differs from the rest by years, and a deletion by what it deletes: nothing
        // that is asked here is about them.
        let updates = given.updates.filter { $0.new != nil }
        let searched = branchesSearched(by: updates)
        return try history.graph(
          near: (updates.flatMap(ends) + searched).unique,
          beside: policy.longLived.flatMap { branch(named: $0.name)?.tips ?? [] })
      }
    }
  }

  /// Orders of that history that rule most ways between a merge's parents out.
  func parentOrders() throws(GitError) -> ParentOrders {
    try answer(&ordersAnswer) { () throws(GitError) in ParentOrders(of: try graph()) }
  }

  /// The branches whose history may be asked for. Where it is only judged how some branches stand, that is
  /// these and the long-lived ones: others may be thousands.
  private func branchesAsked() -> [Branch] {
    guard !given.updates.isEmpty, given.updates.allSatisfy({ $0.moment == .standing }) else {
      return branches
    }
    let judged = Set(given.updates.compactMap(\.branch))
    return branches.filter { judged.contains($0.name) || kind(of: $0.name)?.isLongLived == true }
  }

  /// The tips of the branches whose history must be all there, for a "no" to be one: a topic branch's
  /// commits are looked for in every long-lived branch but the one that it is cut from.
  private func branchesSearched(by updates: [RefUpdate]) -> [ObjectID] {
    let cutFrom = updates.compactMap { update in
      (update.head?.branch ?? update.branch).flatMap { kind(of: $0) }?.from
    }
    return policy.longLived.flatMap { kind in
      cutFrom.contains { $0 != kind.name } ? branch(named: kind.name)?.tips ?? [] : []
    }
  }

  /// The long-lived branches that stand, in the order of the policy.
  public func longLived() throws(GitError) -> [LongLivedBranch] {
    try answer(&longLivedAnswer) { () throws(GitError) in
      let graph = try graph()
      var result: [LongLivedBranch] = []
      for kind in policy.longLived {
        guard let branch = branch(named: kind.name) else { continue }
        let tips = try self.tips(of: branch, in: graph)
        result.append(LongLivedBranch(kind: kind, branch: branch, tips: tips, in: graph))
      }
      return result
    }
  }

  /// Every ref of the repository.
  func refs() throws(GitError) -> RefIndex {
    try answer(&refsAnswer) { () throws(GitError) in RefIndex(try history.refs()) }
  }

  /// The long-lived branch of this name; `nil` where it is known not to exist. Throws where it may
  /// exist elsewhere.
  public func longLived(named name: String) throws(GitError) -> LongLivedBranch? {
    if let found = try longLived().first(where: { $0.name == name }) { return found }
    try requireEveryBranch(
      "find branch", saying: "branch '\(name)' is not here, and may exist elsewhere")
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
    if given.isFirst { return true }
    guard given.before.isEmpty else { return false }
    try requireEveryBranch(saying: "no branch is here, and there may be some elsewhere")
    return true
  }

  /// Whether a push makes the branch in a repository that had none: it brings a history that stood
  /// elsewhere, as when a project moves here. What it brings is what stands from then on, and no commit
  /// of it is judged. Throws where a branch may stand elsewhere.
  public func isImport(_ update: RefUpdate) throws(GitError) -> Bool {
    guard update.moment == .push, update.old == nil, update.new != nil else { return false }
    return try isEmpty()
  }

  /// Throws where a branch that is not here may exist elsewhere.
  func requireEveryBranch(
    _ operation: String = "look for branches",
    saying message: String = "a branch that is not here may exist elsewhere"
  ) throws(GitError) {
    if let missing { throw missing }
    guard try history.hasEveryBranch() else {
      let cure = try history.cureOfMissingBranches()
      let first = try firstPush().map { "where the remote has no branch yet: \($0); else " } ?? ""
      throw GitError(.missingRef, operation, message, help: first + cure)
    }
  }

  /// The branch of this short name, where it stands.
  public func branch(named name: String) -> Branch? { branch(Array(name.utf8)) }

  /// The branch of this name, which need not be UTF-8, where it stands.
  func branch(_ name: BranchName) -> Branch? { branch(name.bytes) }

  private func branch(_ bytes: [UInt8]) -> Branch? {
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

  /// Whether a branch of this name stood before anything moved.
  func stood(_ name: BranchName) -> Bool { given.before.contains { $0.name == name } }

  private func tips(of branch: Branch, in graph: CommitGraph) throws(GitError) -> [Int] {
    guard branch.tip != nil else {
      throw branch.problem
        ?? GitError(.corrupt, "read branch", "'\(branch.ref)' does not lead to a commit")
    }
    var tips: [Int] = []
    for tip in branch.tips { tips.append(try graph.require(tip)) }
    return tips
  }

  func answer<Value>(
    _ kept: inout Answer<Value>?, _ ask: () throws(GitError) -> Value
  ) throws(GitError) -> Value {
    if let kept { return try kept.get() }
    do {
      let value = try ask()
      kept = .known(value)
      return value
    } catch {
      kept = .failed(error)
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
