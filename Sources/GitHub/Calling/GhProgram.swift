internal import Programs

/// The real gh, which alone knows how to log in.
public struct GhProgram: Sendable {
  /// Its absolute path.
  public let path: String
  private let environment: [String: String]

  /// No answer of GitHub's is larger: a page of 100 commits with all they have is about 4 MB.
  private static let outputLimit = 64 << 20

  /// The gh on PATH; `nil` where there is none. A folder that is not absolute is not searched: it may
  /// be the repository's.
  public init?(environment: [String: String]) {
    guard let path = ProgramSearch.path(of: "gh", environment: environment) else { return nil }
    self.path = path
    self.environment = Self.quiet(environment)
  }

  /// The tokens that gh may send, which nobody is to see.
  var tokens: [String] { Secrets.variables.compactMap { environment[$0] } }

  /// The environment without what changes gh's output, sends it elsewhere or makes it tell secrets:
  /// gh-environment(1).
  private static func quiet(_ environment: [String: String]) -> [String: String] {
    var quiet = environment
    for name in ["GH_DEBUG", "DEBUG", "GH_FORCE_TTY", "CLICOLOR_FORCE", "GH_REPO", "GH_HOST"] {
      quiet[name] = nil
    }
    for name in [
      "NO_COLOR", "GH_PROMPT_DISABLED", "GH_NO_UPDATE_NOTIFIER", "GH_NO_EXTENSION_UPDATE_NOTIFIER",
      "GH_SPINNER_DISABLED",
    ] {
      quiet[name] = "1"
    }
    quiet["GH_TELEMETRY"] = "0"
    return quiet
  }

  /// Whether gh's configuration has a user at a host. Nobody is asked over the network.
  func isLoggedIn(to host: String) -> Bool {
    do throws(TimedProgram.Failure) {
      let arguments = ["config", "get", "--host", host, "user"]
      return try run(arguments, input: [], time: .seconds(10)).status == 0
    } catch {
      // Then no call is made at all.
      return false
    }
  }

  /// Runs gh to its end.
  func run(
    _ arguments: [String], input: [UInt8], time: Duration
  ) throws(TimedProgram.Failure) -> TimedProgram.End {
    try TimedProgram(
      path: path, arguments: arguments, environment: environment, input: input, time: time,
      outputLimit: Self.outputLimit
    ).run()
  }
}
