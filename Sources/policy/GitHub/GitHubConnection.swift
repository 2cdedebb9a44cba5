internal import CLibrary
internal import FoundationEssentials
internal import GitHub
internal import GitModel
internal import GitStore

/// The repository on GitHub that a clone belongs to, and the client that asks there.
struct GitHubConnection {
  let repository: GitHubRepository
  let client: GitHubClient

  /// How long is waited for GitHub in one run where it asks for that, in seconds.
  private static let patience: Int64 = 120

  /// Throws where nothing says which repository it is: nothing is guessed.
  init(_ view: RepositoryView, environment: [String: String]) throws(GitError) {
    let program = GhProgram(environment: environment)
    let address = try view.remote.flatMap { name throws(GitError) in
      try view.repository.config("remote.\(name).url")
    }
    repository = try GitHubPlace.repository(
      environment: environment, remote: view.remote, address: address, program: program)
    client = GitHubClient(
      host: repository.host, program: program,
      patience: Patience(
        .seconds(Self.patience), clock: { Int64(Date().timeIntervalSince1970) }, sleep: Self.wait))
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
