public import GitModel

/// The answer to "does this update keep the rule?", where not knowing is its own answer.
public enum Verdict: Sendable, Equatable {
  /// The rule is kept.
  case kept
  /// The rule is broken, here.
  case broken([Finding])
  /// The repository could not tell.
  case unknown(GitError)
}
