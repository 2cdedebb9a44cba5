public import GitModel

/// The result of one check or status on one commit, as a source tells it.
public struct CheckResult: Hashable, Sendable {
  /// The context: a check run's name, or a status's context.
  public var context: String
  /// The slug of the app that reported it; `nil` where the source does not say.
  public var app: String?
  /// Whether it is a check run or a commit status: of one name, both count.
  public var form: Form
  /// How it ended.
  public var conclusion: Conclusion
  /// The commit that it was reported on.
  public var commit: ObjectID
  /// The tree that was tested; `nil` where the source does not say, and the commit's own counts.
  public var tree: ObjectID?
  /// When it ended, or began where it has not, in seconds since 1970; `nil` where nobody says.
  public var at: Int64?
  /// When it began, by which the newest of a series is told; `nil` where nobody says, and `at` does.
  public var began: Int64?
  /// Of an app that reports one name in several ways, in which: `ci.yml on push`. A newer run takes
  /// the place of an older one of its own series only. `nil` where the source knows of one way.
  public var series: String?
  /// The number that was measured; `nil` where the source tells none.
  public var metric: Double?
  /// The source that tells it: `github`, `notes`.
  public var source: String
  /// Whether its author can have forged it.
  public var standing: Standing

  /// A result.
  public init(
    context: String, app: String? = nil, form: Form = .check, conclusion: Conclusion,
    commit: ObjectID, tree: ObjectID? = nil, at: Int64? = nil, began: Int64? = nil,
    series: String? = nil, metric: Double? = nil, source: String, standing: Standing
  ) {
    (self.context, self.app, self.form, self.conclusion) = (context, app, form, conclusion)
    (self.commit, self.tree, self.at) = (commit, tree, at)
    (self.began, self.series) = (began, series)
    (self.metric, self.source, self.standing) = (metric, source, standing)
  }

  /// Whether it is of this context, byte by byte.
  func isNamed(_ context: String) -> Bool { self.context.utf8.elementsEqual(context.utf8) }

  /// The two things that GitHub calls a status check.
  public enum Form: String, Sendable, CaseIterable {
    /// A check run, made by an app.
    case check
    /// A commit status.
    case status
  }

  /// How a check ended: docs.github.com, "REST API endpoints for check runs" (`conclusion`) and "REST
  /// API endpoints for commit statuses" (`state`).
  public enum Conclusion: String, Sendable, CaseIterable {
    /// It passed.
    case success
    /// It has nothing against the commit.
    case neutral
    /// It was left out, which GitHub counts as passed.
    case skipped
    /// It failed.
    case failure
    /// A status's word for a failure of the reporter.
    case error
    /// Somebody stopped it.
    case cancelled
    /// It took too long.
    case timedOut = "timed_out"
    /// It waits for a person.
    case actionRequired = "action_required"
    /// GitHub gave it up after 14 days.
    case stale
    /// It could not start.
    case startupFailure = "startup_failure"
    /// It has not ended.
    case pending

    /// Whether it lets a commit pass: "Successful check statuses are: success, skipped, and neutral"
    /// (docs.github.com, "Troubleshooting required status checks").
    public var passes: Bool { [.success, .neutral, .skipped].contains(self) }
  }
}

/// Whether what a source tells counts for a protected branch.
public enum Standing: Hashable, Sendable {
  /// The author of the commit cannot have forged it.
  case proof
  /// It is shown and does not count, and why.
  case claim(why: String)

  /// Whether it counts.
  public var isProof: Bool { self == .proof }

  /// Why it does not count; `nil` where it does.
  public var doubt: String? { if case .claim(let why) = self { why } else { nil } }
}
