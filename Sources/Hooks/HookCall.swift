public import Reports

/// One run of a hook: what Git handed over.
public struct HookCall {
  /// Which hook.
  public let name: HookName
  /// The arguments that Git gave it: githooks(5).
  public let arguments: [String]
  /// The environment of the process.
  public let environment: [String: String]
  /// Everything on standard input, read when it is asked for, at most once.
  public let input: StandardInput
  /// The path of the program that reads policies; `nil` where it is the one that runs.
  public let reader: String?

  /// A run of the hook.
  public init(
    _ name: HookName, _ arguments: [String], environment: [String: String], input: StandardInput,
    reader: String? = nil
  ) {
    (self.name, self.arguments, self.reader) = (name, arguments, reader)
    (self.environment, self.input) = (environment, input)
  }
}

/// Why a hook stops without a verdict: words for people, and the exit status.
public struct HookFailure: Error, Equatable {
  /// The exit status; Git takes all but 0 for no.
  public let status: ExitStatus
  /// What is wrong, and the cure.
  public let lines: [String]

  /// The policy which is broken, as git names a file in a tree: `origin/main:.policy.yml`; `nil` where it
  /// lies in none.
  public let policyFile: String?

  /// A failure in these words.
  public init(_ status: ExitStatus, _ lines: [String], policyFile: String? = nil) {
    (self.status, self.lines, self.policyFile) = (status, lines, policyFile)
  }
}
