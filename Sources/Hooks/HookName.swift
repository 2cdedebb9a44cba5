/// The hooks of Git that policy answers: githooks(5).
public enum HookName: String, CaseIterable, Sendable {
  /// A commit is about to be made.
  case preCommit = "pre-commit"
  /// A commit's message is written.
  case commitMessage = "commit-msg"
  /// A merge commit is about to be made.
  case preMergeCommit = "pre-merge-commit"
  /// A branch is about to be rebased.
  case preRebase = "pre-rebase"
  /// A push is about to leave.
  case prePush = "pre-push"
  /// A branch was switched to.
  case postCheckout = "post-checkout"
  /// Refs are about to change.
  case referenceTransaction = "reference-transaction"
  /// A push arrives.
  case preReceive = "pre-receive"
  /// A push has arrived.
  case postReceive = "post-receive"

  /// Which of the two sides of a push runs the hook.
  public enum Side: Sendable, CaseIterable {
    /// Where people work.
    case client
    /// Where pushes arrive.
    case server
  }

  /// The hooks that are installed on a side.
  public static func installed(on side: Side) -> [HookName] {
    switch side {
    case .client:
      [
        .preCommit, .commitMessage, .preMergeCommit, .preRebase, .prePush, .postCheckout,
        .referenceTransaction,
      ]
    case .server: [.preReceive, .referenceTransaction, .postReceive]
    }
  }

  /// Whether Git writes to its standard input.
  public var readsInput: Bool {
    switch self {
    case .prePush, .referenceTransaction, .preReceive, .postReceive: true
    case .preCommit, .commitMessage, .preMergeCommit, .preRebase, .postCheckout: false
    }
  }
}
