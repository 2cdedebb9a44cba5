/// A ref and the commit that it stands for, annotated tags peeled.
public struct Ref: Hashable, Sendable {
  /// The ref's full name.
  public let name: RefName
  /// The commit; `nil` where the ref leads to a tree or a blob.
  public let commit: ObjectID?

  /// A ref that stands for `commit`.
  public init(name: RefName, commit: ObjectID?) {
    (self.name, self.commit) = (name, commit)
  }
}
