public import Evidence

/// A ruleset: what `GET /repos/{owner}/{repo}/rulesets/{id}` tells and a PUT there can set.
///
/// Source: docs.github.com/rest/repos/rules. Conditions and parameters are kept as GitHub wrote them,
/// the members of objects sorted by name: a rule of a kind that this version does not know is not lost.
public struct Ruleset: Hashable, Sendable {
  /// Its number; `nil` where GitHub has given it none yet.
  public var id: Int?
  /// Its name.
  public var name: String
  /// What it is about: `branch`, `tag`, `push`, `repository`.
  public var target: String
  /// Whether it acts.
  public var enforcement: Enforcement
  /// Whose it is.
  public var source: Source
  /// Who may pass it by; `nil` where GitHub does not show them to this token.
  public var bypassActors: [BypassActor]?
  /// The refs that it is about; `nil` where it names none.
  public var conditions: JSON?
  /// Its rules, sorted by type.
  public var rules: [Rule]

  /// Whether a ruleset acts.
  public enum Enforcement: String, Sendable, CaseIterable {
    /// It refuses.
    case active
    /// It only tells.
    case evaluate
    /// It does nothing.
    case disabled
  }

  /// Whose a ruleset is, and so where it is changed.
  public enum Source: Hashable, Sendable {
    /// The repository's own.
    case repository
    /// An organization's, by its login.
    case organization(String)
    /// Something above that, such as an enterprise, by its name.
    case other(String)
  }

  /// Who may pass a ruleset by.
  public struct BypassActor: Hashable, Sendable {
    /// The number of the team, app, role or user; `nil` where the type says all.
    public var id: Int?
    /// `Integration`, `OrganizationAdmin`, `RepositoryRole`, `Team`, `DeployKey`, `User`.
    public var type: String
    /// When.
    public var mode: Mode

    /// An actor from its parts.
    public init(_ type: String, id: Int?, _ mode: Mode) {
      (self.type, self.id, self.mode) = (type, id, mode)
    }

    /// When somebody passes a ruleset by.
    public enum Mode: String, Sendable, CaseIterable {
      /// Always, and it is written down.
      case always
      /// By a pull request, and it is written down.
      case pullRequest = "pull_request"
      /// The ruleset is not about them, and nothing is written down.
      case exempt
    }
  }

  /// One rule.
  public struct Rule: Hashable, Sendable {
    /// `required_linear_history`, `pull_request` …
    public var type: String
    /// What it is told; `nil` where it takes nothing.
    public var parameters: JSON?

    /// A rule from its parts.
    public init(_ type: String, _ parameters: JSON? = nil) {
      (self.type, self.parameters) = (type, parameters?.sorted)
    }

    /// By type, then by what they are told.
    static func sorted(_ rules: some Sequence<Rule>) -> [Rule] {
      rules.sorted {
        ($0.type, $0.parameters?.line ?? "") < ($1.type, $1.parameters?.line ?? "")
      }
    }
  }

  /// A ruleset of a repository for branches, which nobody may pass by.
  public init(_ name: String, conditions: JSON?, rules: [Rule]) {
    (self.name, self.conditions) = (name, conditions?.sorted)
    self.rules = Rule.sorted(rules)
    (id, target, enforcement, source, bypassActors) = (nil, "branch", .active, .repository, [])
  }
}
