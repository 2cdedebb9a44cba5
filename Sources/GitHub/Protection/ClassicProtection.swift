/// A branch's classic protection: what `GET …/branches/{branch}/protection` tells, and all that a PUT
/// there and `…/required_signatures` can set.
///
/// Source: docs.github.com/rest/branches/branch-protection.
public struct ClassicProtection: Hashable, Sendable {
  /// `required_status_checks`; `nil` where no check is required.
  public var statusChecks: StatusChecks?
  /// `required_pull_request_reviews`; `nil` where no pull request is required.
  public var reviews: Reviews?
  /// `restrictions`: who may push; `nil` where everybody who may write does.
  public var restrictions: Actors?
  /// `enforce_admins`: administrators are bound too.
  public var enforceAdmins = false
  /// `required_signatures`, which has a place of its own and is not in the PUT.
  public var requiredSignatures = false
  /// The settings that are on.
  public var switches: Set<Switch> = []
  /// Settings that GitHub tells of and this version does not know: a PUT might lose them.
  public var unknownSettings: [String] = []

  /// Protection that demands nothing: a branch that is protected, and no more.
  public init() {}

  /// A setting that is on or off, by the name that GET and PUT share.
  public enum Switch: String, Sendable, CaseIterable, Hashable {
    /// No merge commits.
    case linearHistory = "required_linear_history"
    /// Everybody who may push may rewrite the branch.
    case forcePushes = "allow_force_pushes"
    /// The branch may be deleted.
    case deletions = "allow_deletions"
    /// Nobody but those who may push creates a branch that matches.
    case blockCreations = "block_creations"
    /// Every conversation is resolved before a merge.
    case conversationResolution = "required_conversation_resolution"
    /// Nothing may be pushed.
    case lock = "lock_branch"
    /// A locked branch may follow its upstream.
    case forkSyncing = "allow_fork_syncing"
  }

  /// The checks that must pass.
  public struct StatusChecks: Hashable, Sendable {
    /// Whether the head must contain the base's tip.
    public var strict: Bool
    /// The checks, each once.
    public var checks: Set<Check>
    /// Whether the server tells contexts alone and takes contexts alone: one older than checks.
    public var isByContext: Bool

    /// These checks.
    public init(strict: Bool, _ checks: Set<Check> = [], isByContext: Bool = false) {
      (self.strict, self.checks, self.isByContext) = (strict, checks, isByContext)
    }

    /// The checks in the order of their names.
    public var sorted: [Check] {
      checks.sorted { ($0.context, $0.appID ?? -1) < ($1.context, $1.appID ?? -1) }
    }
  }

  /// One required check.
  public struct Check: Hashable, Sendable {
    /// The context.
    public var context: String
    /// The app that must report it; `nil` for any.
    public var appID: Int?

    /// A check, of one app or any.
    public init(_ context: String, appID: Int? = nil) {
      (self.context, self.appID) = (context, appID)
    }
  }

  /// What a pull request needs.
  public struct Reviews: Hashable, Sendable {
    /// How many approvals, 0 to 6.
    public var count = 0
    /// A push takes approvals away.
    public var dismissStale = false
    /// An owner of each changed file approves.
    public var codeOwners = false
    /// Somebody other than the last pusher approves.
    public var lastPush = false
    /// Who may dismiss reviews; `nil` where everybody who may write does.
    public var dismissal: Actors?
    /// Who needs no pull request.
    public var bypass = Actors()

    /// A pull request, and nobody's approval.
    public init() {}
  }
}
