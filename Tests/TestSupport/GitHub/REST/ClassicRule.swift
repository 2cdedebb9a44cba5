/// A rule of classic branch protection as the emulated GitHub keeps it.
///
/// Written from docs.github.com/rest/branches/branch-protection (schema "Branch Protection"), apart from
/// what policy knows of it.
public struct ClassicRule: Hashable, Sendable {
  /// The branch's name or a pattern.
  public var pattern: String
  /// `required_status_checks`: strict, and the checks with the app's number.
  public var checks: Checks?
  /// `required_pull_request_reviews`.
  public var reviews: Reviews?
  /// `restrictions`.
  public var restrictions: Names?
  /// `enforce_admins`.
  public var enforceAdmins = false
  /// `required_signatures`.
  public var signatures = false
  /// The other settings that are on.
  public var flags: Set<String> = []
  /// Only GraphQL tells of it: `bypassForcePushAllowances`.
  public var forcePushers = Names()
  /// Only GraphQL tells of it: `requiredDeploymentEnvironments`.
  public var deployments: [String] = []
  /// Neither REST nor this object of GraphQL tells of it: a merge queue.
  public var hasMergeQueue = false
  /// A setting that GitHub has had since yesterday.
  public var newSetting: String?

  /// A rule that demands nothing.
  public init(_ pattern: String) { self.pattern = pattern }

  /// `required_status_checks`.
  public struct Checks: Hashable, Sendable {
    /// Whether the head must be up to date.
    public var strict: Bool
    /// The contexts, each with an app or any (`nil`).
    public var list: [Check]

    /// These checks, with the app or without.
    public init(strict: Bool, _ list: [Check]) { (self.strict, self.list) = (strict, list) }
  }

  /// A required check.
  public struct Check: Hashable, Sendable {
    /// The context.
    public var context: String
    /// The app; `nil` for any.
    public var app: Int?
    /// A check.
    public init(_ context: String, _ app: Int? = nil) { (self.context, self.app) = (context, app) }
  }

  /// `required_pull_request_reviews`.
  public struct Reviews: Hashable, Sendable {
    /// `required_approving_review_count`.
    public var count = 1
    /// `dismiss_stale_reviews`.
    public var stale = false
    /// `require_code_owner_reviews`.
    public var owners = false
    /// `require_last_push_approval`.
    public var lastPush = false
    /// `dismissal_restrictions`.
    public var dismissal: Names?
    /// `bypass_pull_request_allowances`; `nil` where it was never set.
    public var bypass: Names?
    /// One approval.
    public init() {}
  }

  /// Logins and slugs.
  public struct Names: Hashable, Sendable {
    /// Logins.
    public var users: [String]
    /// Slugs.
    public var teams: [String]
    /// Slugs.
    public var apps: [String]
    /// Nobody, or these.
    public init(users: [String] = [], teams: [String] = [], apps: [String] = []) {
      (self.users, self.teams, self.apps) = (users, teams, apps)
    }
    var all: [String] { users + teams + apps }
  }

  /// The settings beside the blocks: "Branch Protection", those with `enabled`.
  static let flagNames = [
    "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations",
    "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
  ]
}

/// As GitHub shows it.
extension ClassicRule {
  func shown(at url: String) -> JSON {
    var members: [String: JSON] = [
      "url": .string(url), "enforce_admins": enabled(enforceAdmins, "\(url)/enforce_admins"),
      "required_signatures": enabled(signatures, "\(url)/required_signatures"),
    ]
    for name in Self.flagNames {
      members[name] = .object(["enabled": .bool(flags.contains(name))])
    }
    if let checks { members["required_status_checks"] = checks.shown(at: url) }
    if let reviews { members["required_pull_request_reviews"] = reviews.shown(at: url) }
    if let restrictions {
      members["restrictions"] = restrictions.shown(at: "\(url)/restrictions")
    }
    if let newSetting { members[newSetting] = .object(["enabled": .bool(true)]) }
    return .object(members)
  }

  func enabled(_ value: Bool, _ url: String) -> JSON {
    .object(["url": .string(url), "enabled": .bool(value)])
  }
}

extension ClassicRule.Checks {
  func shown(at url: String) -> JSON {
    .object([
      "url": .string("\(url)/required_status_checks"), "strict": .bool(strict),
      "contexts": .array(list.map { .string($0.context) }),
      "contexts_url": .string("\(url)/required_status_checks/contexts"),
      "checks": .array(
        list.map {
          .object(["context": .string($0.context), "app_id": $0.app.map { .int($0) } ?? .null])
        }),
    ])
  }
}

extension ClassicRule.Reviews {
  func shown(at url: String) -> JSON {
    let url = "\(url)/required_pull_request_reviews"
    var members: [String: JSON] = [
      "url": .string(url), "required_approving_review_count": .int(count),
      "dismiss_stale_reviews": .bool(stale), "require_code_owner_reviews": .bool(owners),
      "require_last_push_approval": .bool(lastPush),
    ]
    if let dismissal { members["dismissal_restrictions"] = dismissal.shown(at: url) }
    if let bypass { members["bypass_pull_request_allowances"] = bypass.shown(at: url) }
    return .object(members)
  }
}

extension ClassicRule.Names {
  func shown(at url: String) -> JSON {
    func list(_ names: [String], _ key: String) -> JSON {
      .array(
        names.enumerated().map {
          .object([
            "id": .int(100 + $0), "node_id": .string("N_\($1)"), key: .string($1),
            "url": .string("https://api.github.com/x/\($1)"),
          ])
        })
    }
    return .object([
      "url": .string(url), "users_url": .string("\(url)/users"),
      "teams_url": .string("\(url)/teams"), "apps_url": .string("\(url)/apps"),
      "users": list(users, "login"), "teams": list(teams, "slug"), "apps": list(apps, "slug"),
    ])
  }
}
