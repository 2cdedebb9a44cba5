public import PolicyCore

/// The environments and secrets of a repository in the words of a policy.
public struct EnvironmentsImport {
  /// What the policy would say.
  public private(set) var settings = GitHubSettings()
  /// What a policy has no word for, each in words.
  public private(set) var losses: [String] = []

  /// Reads everything; `target` is where the protection of branches is kept.
  public init(_ reader: ProtectionReader, target: ProtectionTarget) throws(GitHubFailure) {
    settings.protection = target
    settings.secrets = try reader.secrets(in: ["actions", "secrets"]).sorted()
    let names = try reader.pages(
      ["environments"], in: "environments", why: "list the environments of"
    ) { environment throws(GitHubAnswer.Flaw) in try environment.required("name").text() }
    for name in names {
      guard let live = try reader.environment(name) else { continue }
      var found = GitHubSettings.Environment(name)
      found.branches = live.branches.flatMap { $0.isEmpty ? nil : $0.sorted() }
      found.waitTimer = live.wait == 0 ? nil : live.wait
      found.preventSelfReview = live.preventsSelfReview
      if !live.reviewers.isEmpty {
        func list(_ type: String) -> [String] {
          live.reviewers.filter { $0.type == type }.map(\.name).sorted()
        }
        found.reviewers = .init(users: list("User"), teams: list("Team"))
      }
      found.secrets = try reader.secrets(in: ["environments", name, "secrets"]).sorted()
      settings.environments.append(found)
      losses += Self.wordless(live).map { "\($0) of environment '\(name)'" }
    }
  }

  private static func wordless(_ live: LiveEnvironment) -> [String] {
    (live.isForProtected ? ["that only protected branches deploy, a setting"] : [])
      + (live.branches?.isEmpty == true ? ["that no branch deploys, a setting"] : [])
      + live.tags.sorted().map { "the tags '\($0)', which deploy, a pattern" }
      + live.otherRules.map { "the rule '\($0)'" }
  }
}
