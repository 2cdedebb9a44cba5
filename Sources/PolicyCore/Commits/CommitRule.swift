public import GitModel

/// A rule that looks at one commit at a time. All of them together read each commit once.
public protocol CommitRule: Rule {
  /// Whether the policy demands anything of commits in this setting.
  static func isDemanded(in setting: CommitSetting) -> Bool

  /// Where a commit breaks the rule. Throws on what history cannot tell.
  static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw]
}

extension CommitRule {
  /// The findings on each new commit.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    try scene.findings(of: Self.self, for: update)
  }
}

/// What of an update matters to its commits.
public struct CommitSetting {
  /// What the policy demands of commits, and the branch's kind of their people besides.
  let demands: CommitDemands
  /// What the branch's kind demands of messages.
  let messages: [TextPattern]
  /// The present, in seconds since 1970.
  let now: Int64
  /// The repository.
  let history: any History
  /// The history behind the branches and the updates.
  let graph: () throws(GitError) -> CommitGraph
  /// What tells at once of most merges that one parent does not reach another.
  let parentOrders: () throws(GitError) -> ParentOrders
  let scope: Scope

  /// What differs from update to update.
  struct Scope: Hashable {
    /// Whether unfinished commits must not come in.
    var refusesFixups = false
    /// What the name of the branch says that its commits are for.
    var branchKey: [UInt8]?
    /// The name of that branch, where it says so: a message that has all of it has the key, too.
    var branchName: [UInt8]?
    /// Whether the messages stay as they are: a squash leaves them out.
    var keepsMessages = true
    /// Whether the branch is to go away again: what is unfinished there may still be squashed.
    var isTopic = false
    /// The kind of the branch, where it demands anything of commits itself.
    var kind: String?
  }

  /// The commit that is yet to be made.
  private let unmade: ObjectID?

  /// The setting of an update; `nil` where it brings nothing that the strategy looks at.
  init?(_ update: RefUpdate, in scene: Scene) {
    guard update.new != nil, let branch = update.branch, !scene.isExempt(branch) else { return nil }
    let kind = scene.kind(in: update)
    var demands = scene.policy.commits
    var scope = Scope()
    if let kind, kind.protection.asksOfEachCommit {
      demands.authorEmail += kind.protection.authorEmails
      demands.committerEmail += kind.protection.committerEmails
      scope.kind = kind.name
    }
    messages = kind?.protection.commitMessages ?? []
    (self.demands, now, history) = (demands, scene.now, scene.history)
    graph = { () throws(GitError) in try scene.graph() }
    parentOrders = { () throws(GitError) in try scene.parentOrders() }
    scope.refusesFixups = demands.noFixupOn.contains { Array($0.utf8) == branch.bytes }
    let name = (update.head?.branch ?? branch).bytes
    scope.branchKey = demands.branchKey?.capture(in: name)
    scope.branchName = scope.branchKey.map { _ in name }
    scope.keepsMessages =
      update.moment != .pullRequest || Set(scene.policy.mergeMethods) != [.squash]
    scope.isTopic = kind?.isTopic ?? false
    self.scope = scope
    unmade = update.moment == .commit ? update.new : nil
  }

  /// Whether the commit is yet to be made: then it has no change of its own.
  func isUnmade(_ commit: Commit) -> Bool { commit.id == unmade }
}
