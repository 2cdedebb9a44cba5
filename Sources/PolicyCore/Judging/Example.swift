/// A drawn update and what the rule must say of it.
///
/// The drawing's language is `Drawing` in PolicyScenario.
public struct Example: Sendable {
  /// What the rule must say.
  public enum Expectation: Sendable, Equatable {
    /// The rule is kept.
    case kept
    /// The rule is broken; each line is a finding: `LABEL: message`, or the message alone.
    case broken([String])
    /// The repository cannot tell, in these words.
    case unknown(String)
  }

  /// What the example shows, to follow "Allows" or "Blocks".
  public let title: String
  /// A policy in YAML that extends `story-flow`; empty for `story-flow` itself.
  public let policy: String
  /// The drawn history and update.
  public let drawing: String
  /// What the rule must say.
  public let expectation: Expectation
  /// Where the example stands, so that a failing test points at it.
  public let fileID: String, line: Int

  /// An update that keeps the rule.
  public static func allowed(
    _ title: String, policy: String = "", _ drawing: String, fileID: String = #fileID,
    line: Int = #line
  ) -> Example {
    Example(
      title: title, policy: policy, drawing: drawing, expectation: .kept, fileID: fileID,
      line: line)
  }

  /// An update that breaks the rule, and the findings.
  public static func blocked(
    _ title: String, policy: String = "", _ drawing: String, because findings: String...,
    fileID: String = #fileID, line: Int = #line
  ) -> Example {
    Example(
      title: title, policy: policy, drawing: drawing, expectation: .broken(findings),
      fileID: fileID, line: line)
  }

  /// An update on which the repository cannot tell, and why.
  public static func unknown(
    _ title: String, policy: String = "", _ drawing: String, because why: String,
    fileID: String = #fileID, line: Int = #line
  ) -> Example {
    Example(
      title: title, policy: policy, drawing: drawing, expectation: .unknown(why), fileID: fileID,
      line: line)
  }
}
