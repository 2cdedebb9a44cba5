public import GitModel
public import GitStore
public import PolicyCore

/// A tree with its name for people: a commit's, or the one that a merge of two would have.
public struct NamedTree {
  let name: String
  private let holder: (_ path: [UInt8]) throws(GitError) -> ObjectID

  /// A tree of which `holder` tells the commit that has the file of a path.
  public init(name: String, holder: @escaping (_ path: [UInt8]) throws(GitError) -> ObjectID) {
    (self.name, self.holder) = (name, holder)
  }

  /// A commit's tree.
  init(name: String, commit: ObjectID) { self.init(name: name) { _ in commit } }

  /// The commit that has what the tree holds at a path.
  func commit(holding path: [UInt8]) throws(GitError) -> ObjectID { try holder(path) }

  /// The policy that counts once this is the tree which policies are read from; `nil` where it holds
  /// none. Throws where that one is broken: `pre-receive`, `pre-push` and audits let no such change in.
  public func arrivingPolicy(
    in repository: Repository, _ parse: @escaping PolicyParser
  ) throws(HookFailure) -> Policy? {
    try PolicyFinder(repository: repository, parse: parse).arriving(in: self)
  }
}
