internal import PolicyCore

/// The keys under `github`, in GitHub's own words.
enum GitHubKeys {
  static let all: [Key] = [
    Key(
      "protection", .word(ProtectionTarget.allCases.map(\.rawValue)),
      "Where the protection of branches is kept: classic protection, or a ruleset for each branch."),
    Key(
      "environments", .map(keys: .text, values: .record(environment)),
      "Deployment environments, by name."),
    Key("secrets", .list(.text(.secret)), "Names of secrets that the repository must have."),
  ]

  private static let environment: [Key] = [
    Key(
      "branches", .list(.text(.glob), atLeast: 1), "The branches that may deploy, by name or glob."),
    Key("wait_timer", .integer(0...43_200), "How many minutes a deployment waits."),
    Key("reviewers", .record(reviewers), "Who approves a deployment: six at most, one is enough."),
    Key("prevent_self_review", .flag, "Who started a deployment does not approve it."),
    Key("secrets", .list(.text(.secret)), "Names of secrets that it must have."),
  ]

  private static let reviewers: [Key] = [
    Key("users", .list(.text(.login)), "Logins."),
    Key("teams", .list(.text(.team)), "Team slugs."),
  ]
}
