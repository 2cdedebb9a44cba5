public import GitModel

/// A branch that stands in the repository: the local one, or the one that a remote was seen with.
public struct Branch: Hashable, Sendable {
  /// The short name.
  public let name: BranchName
  /// The ref that it was read from: `refs/heads/…` or `refs/remotes/REMOTE/…`.
  public let ref: RefName
  /// Its tip; `nil` where the ref does not lead to a commit.
  public let tip: ObjectID?

  /// A branch of this name, read from `ref`.
  public init(name: BranchName, ref: RefName, tip: ObjectID?) {
    (self.name, self.ref, self.tip) = (name, ref, tip)
  }
}

/// A long-lived branch with all its history.
public struct LongLivedBranch: Sendable {
  /// The kind that the policy gives it.
  public let kind: Kind
  /// The branch.
  public let branch: Branch
  /// Its tip in the graph.
  public let tip: Int
  /// Every commit that its tip reaches.
  public let history: CommitSet
  /// The commits along first parents: those that were once its tip, as far as history can tell.
  public let mainline: CommitSet

  /// The short name.
  public var name: String { branch.name.text }
}
