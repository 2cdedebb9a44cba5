public import GitModel

/// A branch that stands in the repository: the local one, or the one that a remote was seen with.
public struct Branch: Hashable, Sendable {
  /// The short name.
  public let name: BranchName
  /// The ref that it was read from: `refs/heads/…` or `refs/remotes/REMOTE/…`.
  public let ref: RefName
  /// Its tip; `nil` where the ref does not lead to a commit.
  public let tip: ObjectID?
  /// Where a remote was seen to have the branch that is here, too; `nil` where none was. The branch
  /// holds what either does, and what is here only has not reached anybody yet.
  public let published: Published?
  /// Why the ref cannot be read.
  public let problem: GitError?
  /// Whether it does not stand yet: somebody else is making it, and may still fail. `problem` says so.
  public let isBeingMade: Bool

  /// A branch as a remote was last seen with it.
  public struct Published: Hashable, Sendable {
    /// The ref that remembers it: `refs/remotes/REMOTE/…`.
    public let ref: RefName
    /// Its tip there.
    public let tip: ObjectID

    /// A branch with its tip at a remote.
    public init(ref: RefName, tip: ObjectID) { (self.ref, self.tip) = (ref, tip) }
  }

  /// A branch of this name, read from `ref`.
  public init(
    name: BranchName, ref: RefName, tip: ObjectID?, published: Published? = nil,
    problem: GitError? = nil, isBeingMade: Bool = false
  ) {
    (self.name, self.ref, self.tip, self.problem) = (name, ref, tip, problem)
    (self.published, self.isBeingMade) = (published, isBeingMade)
  }

  /// The branch of this name as a ref has it.
  public init(name: BranchName, of ref: Ref) {
    self.init(name: name, ref: ref.name, tip: ref.commit, problem: ref.problem)
  }

  /// Every commit where it stands.
  public var tips: [ObjectID] {
    guard let tip else { return [] }
    guard let other = published?.tip, other != tip else { return [tip] }
    return [tip, other]
  }

  /// The remote that has it, as far as that is known.
  public var remote: String? {
    guard let ref = published?.ref ?? (ref.hasPrefix("refs/remotes/") ? ref : nil) else {
      return nil
    }
    return String(
      decoding: ref.bytes.dropFirst("refs/remotes/".utf8.count).dropLast(1 + name.bytes.count),
      as: UTF8.self)
  }

  /// Whether it stands at the remote as it does here: then the remote's name for it never goes stale
  /// without a word.
  public var isAtRemote: Bool {
    remote != nil && (published == nil || published?.tip == tip)
  }
}
