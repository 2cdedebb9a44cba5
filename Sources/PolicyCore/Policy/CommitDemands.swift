public import GitModel

/// What a policy demands of single commits: its group `commits`.
public struct CommitDemands: Sendable, Equatable {
  /// `subject_max`: the most characters of a first line.
  public var subjectMax: Int?
  /// `subject_min`: the fewest characters of a first line.
  public var subjectMin: Int?
  /// `body_line_max`: the most characters of any other line.
  public var bodyLineMax: Int?
  /// `blank_second_line`: a body stands behind a blank line.
  public var blankSecondLine = false
  /// `pattern`: what every message is.
  public var patterns: [TextPattern] = []
  /// `not_pattern`: what no message is.
  public var notPatterns: [TextPattern] = []
  /// `conventional`: how subjects follow Conventional Commits; `nil` where they need not.
  public var conventional: Conventional?
  /// `issue`: the key that every message names.
  public var issue: TextPattern?
  /// `branch_key`: the group in a branch's name that its commits name.
  public var branchKey: TextPattern?
  /// `no_fixup_on`: the long-lived branches that no unfinished commit may land on.
  public var noFixupOn: [String] = []
  /// `except`: the commits whose messages Git writes, and of which nothing is demanded.
  public var except: [Derivation] = [.merges, .reverts]
  /// `except_authors`: the names or addresses of authors of whose messages no form is demanded.
  public var exceptAuthors: [TextPattern] = []
  /// `author_name`: what authors' names are.
  public var authorName: [TextPattern] = []
  /// `author_email`: what authors' addresses are.
  public var authorEmail: [TextPattern] = []
  /// `committer_name`: what committers' names are.
  public var committerName: [TextPattern] = []
  /// `committer_email`: what committers' addresses are.
  public var committerEmail: [TextPattern] = []
  /// `signed_off`: who must certify a commit; `nil` where nobody must.
  public var signOff: SignOffDemand?
  /// `trailers`: the trailers that every message has.
  public var trailers: [RequiredTrailer] = []
  /// `max_future`: how far a commit may be dated beyond the present, in seconds.
  public var maxFuture: Int64?
  /// `max_author_lead`: how long before its author's date a commit may be made, in seconds.
  public var maxAuthorLead: Int64?
  /// `max_count`: the most commits that a push or a pull request brings.
  public var maxCount: Int?
  /// `restricted`: the commits that may land nowhere.
  public var restricted: [RestrictedCommit] = []
  /// `signed`: every commit on every branch is signed.
  public var signed = false
  /// `signers`: whose signatures count, in the order of the file.
  public var signers: [Signer] = []

  /// No demands.
  public init() {}

  /// Whether anything is asked of commits one by one: of messages, people and dates.
  public var asksOfEach: Bool {
    var others = self
    (others.except, others.exceptAuthors) = (Self().except, [])
    (others.signed, others.signers, others.restricted, others.maxCount) = (false, [], [], nil)
    return others != Self()
  }

  /// A kind of commit whose message Git writes.
  public enum Derivation: String, Sendable, CaseIterable {
    /// Commits that merge what several parents have.
    case merges
    /// Commits that take another back: git-revert(1).
    case reverts
    /// Commits that were copied with their origin: git-cherry-pick(1), `-x`.
    case cherryPicks = "cherry-picks"
  }

  /// How subjects follow Conventional Commits 1.0.0, conventionalcommits.org.
  public struct Conventional: Sendable, Equatable {
    /// The types that there are.
    public var types = Self.usualTypes
    /// The scopes that there are; empty where any will do.
    public var scopes: [String] = []
    /// Whether every subject has a scope.
    public var scopeRequired = false
    /// Whether `!` stands in a subject exactly where a footer says `BREAKING CHANGE`.
    public var breakingMark = false

    /// Of Angular's convention, as commitlint's config-conventional lists them.
    public static let usualTypes = [
      "build", "chore", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test",
    ]

    /// The usual types, and any scope.
    public init() {}
  }

  /// Who certifies a commit, by a trailer `Signed-off-by`.
  public struct SignOffDemand: Sendable, Equatable {
    /// Whether everybody does who is named by a trailer `Co-authored-by`.
    public var coAuthors = false
    /// Whether the committer may do it for the author.
    public var committer = false
    /// The author does.
    public init() {}
  }

  /// A trailer that every message has.
  public struct RequiredTrailer: Sendable, Equatable {
    /// Its key, in any case.
    public var key: String
    /// What one of its values is.
    public var pattern: TextPattern?
    /// A trailer of this key.
    public init(key: String, pattern: TextPattern? = nil) {
      (self.key, self.pattern) = (key, pattern)
    }
  }

  /// A commit that may land nowhere.
  public struct RestrictedCommit: Sendable, Equatable {
    /// The commit.
    public var commit: ObjectID
    /// Why.
    public var reason: String?
    /// A commit, and why.
    public init(commit: ObjectID, reason: String? = nil) {
      (self.commit, self.reason) = (commit, reason)
    }
  }
}

/// Somebody whose signature on commits counts: an entry of `commits.signers`.
public struct Signer: Sendable, Equatable {
  /// A name or an address.
  public var name: String
  /// The key that signs.
  public var key: CheckerKey
  /// The branches on which it counts; empty for all.
  public var on: [Glob] = []
  /// The last second, since 1970, of the commits that it may sign.
  public var until: Int64?
  /// Whether nothing that it signed counts, however it is dated.
  public var isRevoked = false

  /// A signer who counts everywhere and for ever.
  public init(name: String, key: CheckerKey) { (self.name, self.key) = (name, key) }
}
