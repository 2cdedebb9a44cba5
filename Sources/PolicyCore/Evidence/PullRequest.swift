public import GitModel

/// A pull request as a forge tells of it.
public struct PullRequest: Hashable, Sendable {
  /// Its number.
  public var number: Int
  /// Who opened it.
  public var author: String?
  /// Who pushed to its head last: not whom the commits name. `nil` where the forge does not say.
  public var lastPusher: String?
  /// The branch that it asks to land on.
  public var base: BranchName
  /// The tip of its head.
  public var head: ObjectID
  /// The merge of head and base that the forge made for the checks; `nil` where there is none.
  public var testMerge: ObjectID?
  /// The commit that the base got when it was merged; `nil` while it is open.
  public var merged: ObjectID?
  /// When it was merged, in seconds since 1970.
  public var mergedAt: Int64?
  /// All reviews, oldest first.
  public var reviews: [Review]
  /// How many conversations are not resolved; `nil` where the forge does not say.
  public var openConversations: Int?

  /// A pull request.
  public init(
    number: Int, author: String?, lastPusher: String? = nil, base: BranchName, head: ObjectID,
    testMerge: ObjectID? = nil, merged: ObjectID? = nil, mergedAt: Int64? = nil,
    reviews: [Review] = [], openConversations: Int? = nil
  ) {
    (self.number, self.author, self.lastPusher, self.base) = (number, author, lastPusher, base)
    (self.head, self.testMerge, self.merged, self.mergedAt) = (head, testMerge, merged, mergedAt)
    (self.reviews, self.openConversations) = (reviews, openConversations)
  }
}

/// One update of a long-lived branch, as a forge or a server's log tells it. Only its last commit
/// needs evidence.
public struct Landing: Hashable, Sendable {
  /// Where the branch stood before; `nil` where it was made.
  public var old: ObjectID?
  /// Where it stands after.
  public var new: ObjectID
  /// When, in seconds since 1970; `nil` where nobody says.
  public var at: Int64?
  /// Who brought it in; `nil` where nobody says.
  public var actor: String?
  /// The pull request that landed; `nil` where it was none.
  public var pullRequest: PullRequest?
  /// The pull requests that landed below it, as a merge queue lands several at once; oldest first.
  public var earlier: [PullRequest]

  /// A landing.
  public init(
    old: ObjectID?, new: ObjectID, at: Int64? = nil, actor: String? = nil,
    pullRequest: PullRequest? = nil, earlier: [PullRequest] = []
  ) {
    (self.old, self.new, self.at, self.actor) = (old, new, at, actor)
    (self.pullRequest, self.earlier) = (pullRequest, earlier)
  }
}
