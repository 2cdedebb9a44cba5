internal import FoundationEssentials

/// An environment in which a program behaves alike on every machine.
public enum HermeticEnvironment {
  /// Monday 2026-01-05T12:00:00Z, the moment at which everything happens.
  public static let date = "1767614400 +0000"

  /// The variables, with a folder of the test's own as the home.
  public static func variables(home: String) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
      "HOME": home,
      "LC_ALL": "C.UTF-8",
      "TZ": "UTC",
      "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_TERMINAL_PROMPT": "0",
      // A repository around the temporary folder is not the test's.
      "GIT_CEILING_DIRECTORIES": home.prefix(upTo: home.lastIndex(of: "/") ?? home.endIndex)
        .description,
      "GIT_AUTHOR_NAME": "A U Thor", "GIT_AUTHOR_EMAIL": "author@example.com",
      "GIT_AUTHOR_DATE": date,
      "GIT_COMMITTER_NAME": "C O Mitter", "GIT_COMMITTER_EMAIL": "committer@example.com",
      "GIT_COMMITTER_DATE": date,
    ]
  }
}
