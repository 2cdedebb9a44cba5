public import GitModel

/// Finds out which repository on GitHub a clone belongs to.
public enum GitHubPlace {
  /// The repository that gh's own variable `GH_REPO` names, else the one that a remote's address
  /// names at a host that is known to be a GitHub server.
  ///
  /// Throws where neither tells: nothing is guessed, since another repository's evidence is none.
  public static func repository(
    environment: [String: String], remote: String?, address: String?, program: GhProgram?
  ) throws(GitError) -> GitHubRepository {
    if let named = environment["GH_REPO"], !named.isEmpty {
      return try repository(named: named, environment)
    }
    guard let remote else {
      throw untold(
        "no remote says which repository it is",
        help: "name the remote: --remote NAME; or the repository: GH_REPO=OWNER/NAME policy …")
    }
    // The address itself may hold a password.
    guard let address, let repository = GitHubRepository(address: address) else {
      throw untold(
        "the address of remote '\(remote)' names no host, owner and repository",
        help: "see git remote get-url \(remote); or name it: GH_REPO=OWNER/NAME policy …")
    }
    guard isKnown(repository.host, environment, program) else {
      throw untold(
        "remote '\(remote)' is at \(repository.host), which is no GitHub server that gh knows",
        help: "log in: gh auth login --hostname \(repository.host); or name it: "
          + "GH_REPO=HOST/OWNER/NAME policy …")
    }
    return repository
  }

  /// `[HOST/]OWNER/NAME`, or an address: gh-environment(1).
  private static func repository(
    named text: String, _ environment: [String: String]
  ) throws(GitError) -> GitHubRepository {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let host = environment["GH_HOST"].flatMap { $0.isEmpty ? nil : $0 } ?? "github.com"
    let found =
      switch parts.count {
      case 2 where !text.contains(":"):
        GitHubRepository(host: host, owner: parts[0], name: parts[1])
      case 3 where !text.contains(":"):
        GitHubRepository(host: parts[0], owner: parts[1], name: parts[2])
      default: GitHubRepository(address: text)
      }
    guard let found else {
      throw untold(
        "GH_REPO names no repository", help: "write it as [HOST/]OWNER/NAME, or unset it")
    }
    return found
  }

  /// Whether a host is a GitHub server: GitHub's own, the one that gh or GitHub Actions is told of, or
  /// one that gh is logged in to. To any other host no token is to be sent.
  private static func isKnown(
    _ host: String, _ environment: [String: String], _ program: GhProgram?
  ) -> Bool {
    if host == "github.com" || host.hasSuffix(".ghe.com") { return true }
    if environment["GH_HOST"]?.lowercased() == host { return true }
    if environment["GITHUB_ACTIONS"] == "true",
      environment["GITHUB_SERVER_URL"]?.lowercased() == "https://\(host)"
    {
      return true
    }
    return program?.isLoggedIn(to: host) ?? false
  }

  private static func untold(_ message: String, help: String) -> GitError {
    GitError(.noEvidence, "find the repository on GitHub", message, help: help)
  }
}
