/// A ref and the commit that it stands for, annotated tags peeled.
public struct Ref: Hashable, Sendable {
  /// The ref's full name.
  public let name: RefName
  /// The commit; `nil` where the ref leads to a tree or a blob, or cannot be read.
  public let commit: ObjectID?
  /// What the ref holds: an annotated tag unpeeled; `nil` where that cannot be told.
  public let object: ObjectID?
  /// Why the ref cannot be read.
  public let problem: GitError?
  /// The ref that moves when this symbolic one is moved; `nil` where it is not symbolic.
  public let target: RefName?

  /// A ref that stands for `commit`, or that cannot be read; `object` is what lies between.
  public init(
    name: RefName, commit: ObjectID?, object: ObjectID? = nil, problem: GitError? = nil,
    target: RefName? = nil
  ) {
    (self.name, self.commit, self.problem, self.target) = (name, commit, problem, target)
    self.object = object ?? commit
  }
}
