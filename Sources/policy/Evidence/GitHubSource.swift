internal import GitHub
internal import GitModel
internal import PolicyCore

/// What GitHub observed of the repository that is looked at: `github` among `checks.evidence`.
enum GitHubSource {
  /// The source; one that cannot be read where nothing says which repository it is.
  static func source(for view: RepositoryView, environment: [String: String]) -> any EvidenceSource
  {
    do throws(GitError) {
      let connection = try GitHubConnection(view, environment: environment)
      return GitHubEvidence(of: connection.repository, client: connection.client)
    } catch {
      return UnreadableSource(name: "github", error)
    }
  }
}
