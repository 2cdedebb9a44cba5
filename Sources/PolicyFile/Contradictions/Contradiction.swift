/// Two demands of a policy that nobody can meet together, or one that has become pointless.
public struct Contradiction: Sendable, Equatable {
  /// The way to the demand through the policy: `branches`, `main`, `require_linear_history`. Items
  /// of lists have their index.
  public let path: [String]
  /// What cannot be, in lower case, without a period at the end.
  public let message: String
  /// What to change.
  public let help: String

  /// The way as text: `branches.main.require_linear_history`.
  public var key: String { path.joined(separator: ".") }

  init(_ path: [String], _ message: String, help: String) {
    (self.path, self.message, self.help) = (path, message, help)
  }
}
