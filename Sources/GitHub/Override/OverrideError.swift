public import GitModel

/// Why an override does not begin, or does not end.
public struct OverrideError: Error, Hashable, Sendable {
  /// What kind of reason it is.
  public enum Cause: Hashable, Sendable {
    /// It may not be: something that is asked for is missing, or would be lost.
    case refused
    /// It cannot be known.
    case unknown
    /// GitHub did not do as it was told, or says another thing than it did.
    case failed
  }

  /// Which of them it is.
  public let cause: Cause
  /// What is wrong, in lower case.
  public let message: String
  /// What to do instead.
  public let help: String
  /// A script for a POSIX shell that does it; empty where there is none.
  public let script: String

  /// An error in these words.
  public init(_ cause: Cause, _ message: String, help: String, script: String = "") {
    self.cause = cause
    (self.message, self.help) = (Secrets.hidden(in: message), Secrets.hidden(in: help))
    self.script = Secrets.hidden(in: script)
  }

  /// It may not be.
  static func refused(_ message: String, help: String, script: String = "") -> OverrideError {
    OverrideError(.refused, message, help: help, script: script)
  }

  /// GitHub gave no answer.
  public init(_ failure: GitHubFailure) {
    self.init(.unknown, "\(failure.operation): \(failure.message)", help: failure.help)
  }

  /// The repository gave no answer.
  public init(_ error: GitError) {
    self.init(.unknown, "\(error.operation): \(error.message)", help: error.help)
  }

  /// What the repository answers.
  public static func asking<Value>(
    _ body: () throws(GitError) -> Value
  ) throws(OverrideError) -> Value {
    do throws(GitError) {
      return try body()
    } catch {
      throw OverrideError(error)
    }
  }
}
