/// A ref and the commit that it stands for, annotated tags peeled.
public struct Ref: Hashable, Sendable {
  /// The ref's full name.
  public let name: RefName
  /// The commit; `nil` where the ref leads to a tree or a blob, or cannot be read.
  public let commit: ObjectID?
  /// Why the ref cannot be read.
  public let problem: GitError?

  /// A ref that stands for `commit`, or that cannot be read.
  public init(name: RefName, commit: ObjectID?, problem: GitError? = nil) {
    (self.name, self.commit, self.problem) = (name, commit, problem)
  }
}
