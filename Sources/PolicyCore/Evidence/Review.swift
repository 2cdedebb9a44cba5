public import GitModel

/// What a reviewer said of a change.
public struct Review: Hashable, Sendable {
  /// The reviewer's login, or the address of a trailer.
  public var reviewer: String
  /// What the review says.
  public var state: State
  /// The commit that was looked at; `nil` where the source does not say.
  public var commit: ObjectID?
  /// When, in seconds since 1970; `nil` where nobody says.
  public var at: Int64?
  /// Whether the reviewer may write to the repository: only then an approval counts on GitHub. `nil`
  /// where the source does not say.
  public var canWrite: Bool?
  /// The source that tells it.
  public var source: String
  /// Whether the change's author can have forged it.
  public var standing: Standing

  /// A review.
  public init(
    reviewer: String, state: State, commit: ObjectID?, at: Int64? = nil, canWrite: Bool? = nil,
    source: String, standing: Standing
  ) {
    (self.reviewer, self.state, self.commit, self.at) = (reviewer, state, commit, at)
    (self.canWrite, self.source, self.standing) = (canWrite, source, standing)
  }

  /// What a review says: docs.github.com, "REST API endpoints for pull request reviews" (`state`).
  public enum State: String, Sendable, CaseIterable {
    /// The change may land.
    case approved
    /// The change may not land as it is.
    case changesRequested = "changes_requested"
    /// Neither.
    case commented
    /// An approval or a request that was taken back.
    case dismissed
  }
}

/// That a commit was brought to an environment.
public struct Deployment: Hashable, Sendable {
  /// The environment's name.
  public var environment: String
  /// Whether the newest status of the deployment is `success`.
  public var isSuccess: Bool
  /// The commit.
  public var commit: ObjectID
  /// When, in seconds since 1970; `nil` where nobody says.
  public var at: Int64?
  /// The source that tells it.
  public var source: String
  /// Whether the commit's author can have forged it.
  public var standing: Standing

  /// A deployment.
  public init(
    environment: String, isSuccess: Bool, commit: ObjectID, at: Int64? = nil, source: String,
    standing: Standing
  ) {
    (self.environment, self.isSuccess, self.commit, self.at) = (environment, isSuccess, commit, at)
    (self.source, self.standing) = (source, standing)
  }
}
