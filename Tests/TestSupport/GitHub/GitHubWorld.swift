/// What stands at the emulated GitHub.
public struct GitHubWorld: Sendable {
  /// The token that is let in.
  public var token = "ghp_dummyTokenOfTheTests"
  /// The repositories.
  public var repositories: [Repository] = []
  /// The members of the teams that the token may see, by `organization/team`.
  public var teams: [String: [String]] = [:]

  /// A GitHub with these repositories.
  public init(_ repositories: [Repository] = []) { self.repositories = repositories }

  /// One repository.
  public struct Repository: Sendable {
    /// The owner's login.
    public var owner = "acme"
    /// The name.
    public var name = "shop"
    /// The commits, by id.
    public var commits: [String: Commit] = [:]
    /// The pull requests.
    public var pullRequests: [PullRequest] = []
    /// What happened to the refs, the newest first.
    public var activity: [Activity] = []
    /// Who wrote commits, by address: the login, or `nil` where GitHub knows no account of it.
    public var authors: [String: String?] = [:]
    /// Whether the owner is an organization.
    public var isOrganization = true
    /// Whether the token's owner administers it.
    public var isAdmin = true
    /// Whether a PUT of classic protection forgets that signatures are required.
    public var putDropsSignatures = false
    /// The branch that `HEAD` names.
    public var defaultBranch = "main"
    /// The branches that exist.
    public var branches: Set<String> = ["main", "develop"]
    /// The rules of classic protection.
    public var rules: [ClassicRule] = []
    /// The rulesets, those of the organization too.
    public var rulesets: [StoredRuleset] = []
    /// The numbers of users (by login), teams and apps (by slug), in lower case: who may be named.
    public var ids = ["alice": 1, "bob": 2, "carol": 3, "core": 11, "deploy": 12, "release": 13]
    /// The numbers of apps.
    public var apps = ["github-actions": 15_368, "ci": 77]
    /// The app to which GitHub pins a check that names none.
    public var latestApp: Int? = 15_368
    /// The environments.
    public var environments: [StoredEnvironment] = []
    /// The names of the repository's secrets.
    public var secrets: [String] = []
    /// What rulesets said to pushes, the newest first.
    public var ruleSuites: [RuleSuite] = []
    /// The bodies of the issues that were opened through the API, by number.
    public var openedIssues: [Int: String] = [:]
    /// The comments on its issues, by number.
    public var issues: [Int: [StoredComment]] = [:]
    /// The names of the organization's secrets that the repository may use.
    public var organizationSecrets: [String] = []

    /// Who may be named.
    var known: Set<String> { Set(ids.keys) }

    /// `acme/shop`, empty.
    public init() {}
  }

  /// What rulesets said to one push: docs.github.com/rest/repos/rule-suites.
  public struct RuleSuite: Sendable {
    /// The full name of the ref.
    public var ref: String
    /// The commit that was pushed.
    public var after: String
    /// Who pushed; `nil` where the account is gone.
    public var actor: String?
    /// When.
    public var pushedAt: String
    /// `pass`, `fail` or `bypass`.
    public var result: String

    /// What was said to a push.
    public init(
      _ result: String, _ ref: String, to after: String, at pushedAt: String, by actor: String?
    ) {
      (self.result, self.ref, self.after) = (result, ref, after)
      (self.pushedAt, self.actor) = (pushedAt, actor)
    }
  }

  /// What is known of one commit.
  public struct Commit: Sendable {
    /// Its tree's id.
    public var tree: String
    /// Its first parent's id; `nil` for a root.
    public var parent: String?
    /// Who pushed it, as each of its check suites says.
    public var pushers: [String] = []
    /// The check runs.
    public var checkRuns: [CheckRun] = []
    /// The statuses, one for each context.
    public var statuses: [Status] = []
    /// The deployments.
    public var deployments: [Deployment] = []

    /// A commit of a tree.
    public init(tree: String, parent: String? = nil) { (self.tree, self.parent) = (tree, parent) }
  }

  /// A check run.
  public struct CheckRun: Sendable {
    /// Its name.
    public var name: String
    /// `SUCCESS`, `FAILURE` …; `nil` while it runs.
    public var conclusion: String?
    /// When it ended.
    public var completedAt: String?
    /// When it began.
    public var startedAt: String?
    /// The app's slug.
    public var app: String?
    /// The file of the workflow, and the event; `nil` where it is none.
    public var workflow: (file: String, event: String)?

    /// A run of GitHub Actions.
    public init(
      _ name: String, _ conclusion: String?, at completedAt: String? = "2026-01-05T12:00:00Z",
      from startedAt: String? = nil, app: String? = "github-actions",
      of workflow: (file: String, event: String)? = nil
    ) {
      (self.name, self.conclusion, self.app) = (name, conclusion, app)
      self.completedAt = conclusion == nil ? nil : completedAt
      self.startedAt = startedAt ?? self.completedAt
      self.workflow = workflow
    }
  }

  /// A commit status.
  public struct Status: Sendable {
    /// Its context.
    public var context: String
    /// `SUCCESS`, `PENDING` …
    public var state: String
    /// When it was set.
    public var createdAt: String
    /// Who set it; a name that ends in `[bot]` is an app's.
    public var creator: String?

    /// A status that a user set.
    public init(
      _ context: String, _ state: String, at createdAt: String = "2026-01-05T12:00:00Z",
      by creator: String? = "ci-user"
    ) {
      (self.context, self.state, self.createdAt, self.creator) = (
        context, state, createdAt, creator
      )
    }
  }

  /// A deployment, with its statuses from the oldest to the newest.
  public struct Deployment: Sendable {
    /// Where to.
    public var environment: String
    /// `SUCCESS` and the like, each with when.
    public var statuses: [(state: String, at: String)]

    /// A deployment to an environment.
    public init(_ environment: String, _ statuses: [(state: String, at: String)]) {
      (self.environment, self.statuses) = (environment, statuses)
    }
  }

  /// A pull request.
  public struct PullRequest: Sendable {
    /// Its number.
    public var number: Int
    /// The branch that it goes to.
    public var base: String
    /// The branch that it comes from, and its commit.
    public var head: (branch: String, commit: String)
    /// Who opened it.
    public var author: String? = "alice"
    /// `OPEN`, `CLOSED` or `MERGED`.
    public var state = "OPEN"
    /// The commit that it became.
    public var mergeCommit: String?
    /// When.
    public var mergedAt: String?
    /// Who pressed the button.
    public var mergedBy: String?
    /// The merge that was tried.
    public var testMerge: String?
    /// The reviews, the oldest first.
    public var reviews: [Review] = []
    /// The conversations: whether somebody resolved each, and when it began.
    public var threads: [(isResolved: Bool, at: String)] = []
    /// The repository of the head, where it is another one.
    public var fork: String?

    /// An open pull request.
    public init(_ number: Int, into base: String, from head: (branch: String, commit: String)) {
      (self.number, self.base, self.head) = (number, base, head)
    }
  }

  /// A review.
  public struct Review: Sendable {
    /// Whose.
    public var author: String?
    /// `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`.
    public var state: String
    /// The commit that was looked at.
    public var commit: String?
    /// When.
    public var submittedAt: String
    /// Whether the reviewer may push.
    public var canPush: Bool

    /// A review by somebody who may push.
    public init(
      _ state: String, by author: String?, of commit: String?,
      at submittedAt: String = "2026-01-05T12:00:00Z", canPush: Bool = true
    ) {
      (self.author, self.state, self.commit) = (author, state, commit)
      (self.submittedAt, self.canPush) = (submittedAt, canPush)
    }
  }

  /// Something that happened to a ref: docs.github.com/rest/repos/repos, "List repository activities".
  public struct Activity: Sendable {
    /// `push`, `pr_merge` …
    public var type: String
    /// The full name of the ref.
    public var ref: String
    /// Where it stood.
    public var before: String
    /// Where it went.
    public var after: String
    /// When.
    public var timestamp: String
    /// Who did it.
    public var actor: String?

    /// An activity from its parts.
    public init(
      _ type: String, _ ref: String, from before: String, to after: String,
      at timestamp: String = "2026-01-05T12:00:00Z", by actor: String? = "alice"
    ) {
      (self.type, self.ref, self.before, self.after) = (type, ref, before, after)
      (self.timestamp, self.actor) = (timestamp, actor)
    }
  }
}
