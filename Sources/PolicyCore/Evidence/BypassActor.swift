/// Somebody whom a branch's rules do not stop, as a source tells it.
public struct BypassActor: Hashable, Sendable {
  /// Who, in the source's words: `team 7`, `the role admin`.
  public var actor: String
  /// What is passed by: `ruleset 'main'`.
  public var place: String
  /// When.
  public var mode: Mode

  /// When somebody passes rules by: docs.github.com/rest/repos/rules, `bypass_mode`; the last one
  /// is classic protection's `bypass_pull_request_allowances`.
  public enum Mode: String, Sendable, CaseIterable {
    /// Always, and it is written down.
    case always
    /// In a pull request only, and it is written down.
    case pullRequest = "pull_request"
    /// Always, and nothing is written down.
    case exempt
    /// They need no pull request; the rest binds them.
    case push
  }

  /// An actor from its parts.
  public init(_ actor: String, past place: String, _ mode: Mode) {
    (self.actor, self.place, self.mode) = (actor, place, mode)
  }
}
