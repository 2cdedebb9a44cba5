public import GitModel

/// A branch that stands in the repository: the local one, or the one that a remote was seen with.
public struct Branch: Hashable, Sendable {
  /// The short name.
  public let name: BranchName
  /// The ref that it was read from: `refs/heads/…` or `refs/remotes/REMOTE/…`.
  public let ref: RefName
  /// Its tip; `nil` where the ref does not lead to a commit.
  public let tip: ObjectID?
  /// Where the branch stands besides: on the remote, which has commits that are not here, as the
  /// branch here has some that were not pushed. It holds what either of them does.
  public let elsewhere: ObjectID?
  /// Why the ref cannot be read.
  public let problem: GitError?
  /// Whether it does not stand yet: somebody else is making it, and may still fail. `problem` says so.
  public let isBeingMade: Bool

  /// A branch of this name, read from `ref`.
  public init(
    name: BranchName, ref: RefName, tip: ObjectID?, elsewhere: ObjectID? = nil,
    problem: GitError? = nil, isBeingMade: Bool = false
  ) {
    (self.name, self.ref, self.tip, self.problem) = (name, ref, tip, problem)
    (self.elsewhere, self.isBeingMade) = (elsewhere, isBeingMade)
  }

  /// Every commit where it stands.
  public var tips: [ObjectID] { [tip, elsewhere].compactMap { $0 } }
}
