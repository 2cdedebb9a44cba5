internal import CLibrary
internal import FoundationEssentials
internal import GitHub
internal import GitModel
internal import GitStore
internal import PolicyCore

/// What GitHub observed of the repository that is looked at: `github` among `checks.evidence`.
enum GitHubSource {
  /// How long is waited for GitHub in one run where it asks for that, in seconds.
  private static let patience: Int64 = 120

  /// The source; one that cannot be read where nothing says which repository it is.
  static func source(for view: RepositoryView, environment: [String: String]) -> any EvidenceSource
  {
    do throws(GitError) {
      let program = GhProgram(environment: environment)
      let address = try view.remote.flatMap { name throws(GitError) in
        try view.repository.config("remote.\(name).url")
      }
      let repository = try GitHubPlace.repository(
        environment: environment, remote: view.remote, address: address, program: program)
      let client = GitHubClient(
        host: repository.host, program: program,
        patience: Patience(
          .seconds(patience), clock: { Int64(Date().timeIntervalSince1970) }, sleep: wait))
      return GitHubEvidence(of: repository, client: client)
    } catch {
      return UnreadableSource(name: "github", error)
    }
  }

  /// Sleeps, and says so to whoever looks.
  private static func wait(_ time: Duration) {
    let seconds = time.components.seconds
    if Stream.errors.isTerminal, seconds > 1 {
      Stream.complain(["waiting \(seconds) seconds, as GitHub asks"])
    }
    // A signal that is handled ends a sleep early; what is left of it is slept then.
    var left = UInt32(clamping: seconds)
    while left > 0 { left = sleep(left) }
  }
}
