/// A branch's protection in GitHub's own words.
///
/// Source: "Update branch protection", docs.github.com/rest/branches/branch-protection.
public struct Protection: Sendable, Equatable {
  /// `required_reviews`: how many approvals, 0 to 10.
  public var requiredReviews = 0
  /// `dismiss_stale_reviews`: an approval of an older state does not count.
  public var dismissStaleReviews = false
  /// `require_code_owner_reviews`.
  public var requireCodeOwnerReviews = false
  /// `require_last_push_approval`: somebody other than the last pusher approves.
  public var requireLastPushApproval = false
  /// `require_conversation_resolution`.
  public var requireConversationResolution = false
  /// `required_status_checks`: the contexts that must succeed.
  public var requiredStatusChecks: [RequiredCheck] = []
  /// `require_merge_queue`: changes land through a merge queue, which runs the required checks again
  /// (docs.github.com, "Managing a merge queue").
  public var requireMergeQueue = false
  /// `require_up_to_date` (GitHub's `strict`): the head contains the base's tip.
  public var requireUpToDate = false
  /// `require_linear_history`: no merge commits.
  public var requireLinearHistory = false
  /// `require_signatures`.
  public var requireSignatures = false
  /// `required_deployments`: environments that must have been deployed to.
  public var requiredDeployments: [String] = []
  /// `restrict_pushes`: who may push directly; `nil` where everybody may.
  public var restrictPushes: Pushers?
  /// `allow_force_pushes`; `nil` where the policy does not say.
  public var allowForcePushes: Bool?
  /// `allow_deletions`; `nil` where the policy does not say.
  public var allowDeletions: Bool?
  /// `block_creations`: the branch may not be created.
  public var blockCreations = false
  /// `branch_name_pattern`: what the branches' short names are.
  public var branchNames: [TextPattern] = []
  /// `commit_message_pattern`: what each message is, merges' and reverts' too.
  public var commitMessages: [TextPattern] = []
  /// `commit_author_email_pattern`: what authors' addresses are.
  public var authorEmails: [TextPattern] = []
  /// `committer_email_pattern`: what committers' addresses are.
  public var committerEmails: [TextPattern] = []
  /// `lock_branch`: nothing may land.
  public var lockBranch = false
  /// `enforce_admins`: administrators are bound too.
  public var enforceAdmins = false
  /// `allow_fork_syncing`: a locked branch may still follow its upstream.
  public var allowForkSyncing = false

  /// No protection.
  public init() {}

  /// The settings that are on or off, by their keys.
  package static let switches:
    [(key: String, path: any WritableKeyPath<Protection, Bool> & Sendable)] = [
      ("dismiss_stale_reviews", \.dismissStaleReviews),
      ("require_code_owner_reviews", \.requireCodeOwnerReviews),
      ("require_last_push_approval", \.requireLastPushApproval),
      ("require_conversation_resolution", \.requireConversationResolution),
      ("require_merge_queue", \.requireMergeQueue),
      ("require_up_to_date", \.requireUpToDate),
      ("require_linear_history", \.requireLinearHistory),
      ("require_signatures", \.requireSignatures),
      ("block_creations", \.blockCreations),
      ("lock_branch", \.lockBranch),
      ("enforce_admins", \.enforceAdmins),
      ("allow_fork_syncing", \.allowForkSyncing),
    ]

  /// Whether somebody must review what lands.
  public var wantsReviews: Bool {
    requiredReviews > 0 || requireCodeOwnerReviews || requireLastPushApproval
      || requireConversationResolution
  }

  /// Where patterns are kept.
  public typealias PatternPath = any WritableKeyPath<Protection, [TextPattern]> & Sendable

  /// The patterns by key, which is the type of GitHub's rule as well.
  public static let patterns: [(key: String, path: PatternPath)] = [
    ("branch_name_pattern", \.branchNames), ("commit_message_pattern", \.commitMessages),
    ("commit_author_email_pattern", \.authorEmails), ("committer_email_pattern", \.committerEmails),
  ]

  /// Whether anything is asked of commits one by one.
  public var asksOfEachCommit: Bool {
    !(commitMessages.isEmpty && authorEmails.isEmpty && committerEmails.isEmpty)
  }

  /// Who may push directly.
  public struct Pushers: Sendable, Equatable {
    /// Logins.
    public var users: [String]
    /// Team slugs; they can only be resolved by the forge.
    public var teams: [String]
    /// These, and nobody else; both empty means nobody.
    public init(users: [String] = [], teams: [String] = []) {
      (self.users, self.teams) = (users, teams)
    }

    /// The teams without their organization, with which a policy may write them: `acme/core`.
    public var slugs: [String] {
      teams.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    }
  }

  /// One required status check.
  public struct RequiredCheck: Sendable, Equatable, Hashable {
    /// The context, as the forge shows it.
    public var context: String
    /// The slug of the app that must report it; `nil` for any.
    public var app: String?
    /// A check of this name, from this app or any.
    public init(context: String, app: String? = nil) { (self.context, self.app) = (context, app) }
  }
}
