/// What may be asked of a repository. Each question can go unanswered, and says so by throwing.
///
/// One task at a time: a history is not `Sendable`.
public protocol History: AnyObject {
  /// Called now and then in the midst of long work, for who shows that it goes on.
  var onStep: (() -> Void)? { get set }

  /// Whether nothing can be checked out here.
  var isBare: Bool { get }

  /// Every ref below `refs/`, sorted by name, remote-tracking refs included.
  func refs() throws(GitError) -> [Ref]

  /// Whether a branch that is not among the refs can be known not to exist.
  ///
  /// False in a single-branch or shallow clone, whose missing branches may exist elsewhere.
  func hasEveryBranch() throws(GitError) -> Bool

  /// What brings the branches here that may stand elsewhere: an imperative with the literal command.
  func cureOfMissingBranches() throws(GitError) -> String

  /// Says that each commit of the next graph will be asked for, so that none need be read twice.
  func keepTexts()

  /// Everything that is reachable from these commits. A commit whose parents cannot be read is a
  /// *cut* in the graph, not an error.
  func graph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph

  /// The part of history in which these commits differ from each other and from those beside them:
  /// enough to judge a push by, and as fast in a long history as in a short one. Below the graph's
  /// floor, what all of them reach may be left out, and what only those beside reach.
  func graph(near tips: [ObjectID], beside others: [ObjectID]) throws(GitError) -> CommitGraph

  /// One commit's own data.
  func commit(_ id: ObjectID) throws(GitError) -> Commit

  /// The object whose id alone begins with the digits of this one's before its zeros, so many; `nil` where
  /// several do. Throws where none does, as for any object that is not there.
  func object(abbreviated id: ObjectID, digits: Int) throws(GitError) -> ObjectID?

  /// The paths that a commit changes against its first parent, sorted by bytes.
  func paths(changedBy id: ObjectID) throws(GitError) -> [[UInt8]]

  /// What a commit changes against its first parent, with the patch id.
  func change(by id: ObjectID) throws(GitError) -> Change

  /// What a merge holds beyond merging its parents: each path that conflicted, or whose content
  /// differs from the automatic merge, with the blob that the merge gave it (`nil`: deleted). `history`
  /// is that of its two parents, for whom knows it.
  func ownEdits(
    ofMerge id: ObjectID, in history: MergeHistory?
  ) throws(GitError) -> [PathBlob]

  /// Whether a commit's tree has already what lies between the trees of two others: whether picking it
  /// there would change nothing, as git-cherry-pick(1) finds out.
  func hasChange(
    from old: ObjectID, to new: ObjectID, in commit: ObjectID
  ) throws(GitError) -> Bool

  /// Whether picking what lies between the trees of two commits onto a third one gives a fourth one's
  /// tree, without a conflict: as git-cherry-pick(1) and git-revert(1) merge it.
  func isPick(
    from old: ObjectID, to new: ObjectID, onto parent: ObjectID, giving commit: ObjectID
  ) throws(GitError) -> Bool

  /// The blob at a path in a commit's tree; `nil` where there is none.
  func blob(at path: [UInt8], in commit: ObjectID) throws(GitError) -> ObjectID?

  /// What lies between the trees of two commits, with the patch id.
  func change(from old: ObjectID, to new: ObjectID) throws(GitError) -> Change

  /// The paths on which the trees of two commits differ, sorted by bytes; a rename counts as both its
  /// paths.
  func paths(from old: ObjectID, to new: ObjectID) throws(GitError) -> [[UInt8]]

  /// The names of the files in a folder of a commit's tree, sorted by bytes; empty where there is no
  /// folder. What the folders in it hold is not among them. The empty path is the top.
  func files(in folder: [UInt8], of commit: ObjectID) throws(GitError) -> [[UInt8]]

  /// A file's content in a commit's tree; `nil` where there is no such file. Throws where it is larger
  /// than `limit` bytes.
  func file(_ path: [UInt8], in commit: ObjectID, limit: Int) throws(GitError) -> [UInt8]?

  /// The tree that a commit records; of a commit that is about to be made, the one that it will.
  func treeID(of commit: ObjectID) throws(GitError) -> ObjectID

  /// A tree object's bytes.
  func treeBytes(_ id: ObjectID) throws(GitError) -> [UInt8]

  /// Begins to find out, while the caller goes on, what a visitor who wants so much is shown of these trees:
  /// of those that are taken from the end of `work`. What is given back waits for the answers, by number;
  /// where one is missing, the caller looks itself. `nil` where that is not worth while.
  func changesAside(
    of trees: [ComparedTrees], _ wants: TreeWants, sharing work: TwoEnds
  ) -> (() -> [Int: TreeChanges])?

  /// How many bytes a blob has, which is told without reading them.
  func blobSize(_ id: ObjectID) throws(GitError) -> Int

  /// A blob's bytes. Throws where there are more than `limit`.
  func blobBytes(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8]

  /// The annotated tag that an object is; `nil` where it is something else.
  func tag(_ id: ObjectID) throws(GitError) -> Tag?

  /// Whether an object is a commit.
  func isCommit(_ id: ObjectID) throws(GitError) -> Bool
}

extension History {
  /// Keeps nothing: for a history that has all of it at hand.
  public func keepTexts() {}

  /// A history that has everything at hand does nothing meanwhile.
  public func changesAside(
    of trees: [ComparedTrees], _ wants: TreeWants, sharing work: TwoEnds
  ) -> (() -> [Int: TreeChanges])? { nil }

  /// A history that answers at once has no steps.
  public var onStep: (() -> Void)? {
    get { nil }
    set {}
  }

  /// A history of its own has no files.
  public var isBare: Bool { false }

  /// What brings every branch of the usual remote.
  public func cureOfMissingBranches() throws(GitError) -> String {
    "fetch every branch: git remote set-branches origin '*' && git fetch origin; "
      + "where that was done, say so: git config policy.complete true"
  }

  /// What a merge holds beyond merging its parents.
  public func ownEdits(ofMerge id: ObjectID) throws(GitError) -> [PathBlob] {
    try ownEdits(ofMerge: id, in: nil)
  }

  /// Everything that is reachable from these commits: no part of it is left out.
  public func graph(
    near tips: [ObjectID], beside others: [ObjectID]
  ) throws(GitError) -> CommitGraph {
    try graph(reaching: tips + others)
  }

  /// The part of history in which these commits differ.
  public func graph(near tips: [ObjectID]) throws(GitError) -> CommitGraph {
    try graph(near: tips, beside: [])
  }

  /// What some commits are to each other: from the history near them; where that does not answer, from
  /// all of it.
  public func near<Answer>(
    _ tips: [ObjectID], _ ask: (CommitGraph) throws(GitError) -> Answer
  ) throws(GitError) -> Answer {
    do throws(GitError) {
      return try ask(try graph(near: tips))
    } catch {
      return try ask(try graph(reaching: tips))
    }
  }
}

/// A path and the blob that stands there.
public struct PathBlob: Hashable, Sendable {
  /// The path from the top of the tree, as bytes.
  public let path: [UInt8]
  /// The blob; `nil` where the path does not exist.
  public let blob: ObjectID?

  /// A path and its blob.
  public init(path: [UInt8], blob: ObjectID?) {
    (self.path, self.blob) = (path, blob)
  }
}
