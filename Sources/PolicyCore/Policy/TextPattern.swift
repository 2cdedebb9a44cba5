/// A demand on a text in GitHub's form: `{operator: starts_with, pattern: fix, negate: true}`.
///
/// Source: "Rules", docs.github.com/rest/repos/rules, `commit_message_pattern`.
public struct TextPattern: Sendable, Equatable {
  /// How the pattern is held against a text.
  public enum Operator: String, Sendable, CaseIterable {
    /// The text begins with it.
    case startsWith = "starts_with"
    /// The text ends with it.
    case endsWith = "ends_with"
    /// It stands somewhere in the text.
    case contains
    /// It is a regular expression in RE2's syntax that matches somewhere.
    case regex
  }

  /// How the pattern is held against a text.
  public let comparison: Operator
  /// The pattern as it is written.
  public let text: String
  /// Whether a text must not be so.
  public private(set) var isNegated: Bool
  /// What it is called in findings.
  public let name: String?
  private let bytes: [UInt8]
  private let compiled: Pattern?

  /// A demand. Throws where a regular expression does not compile.
  public init(
    _ comparison: Operator = .regex, _ text: String, isNegated: Bool = false, name: String? = nil
  ) throws(PatternError) {
    (self.comparison, self.text, self.isNegated, self.name) = (comparison, text, isNegated, name)
    bytes = Array(text.utf8)
    compiled = comparison == .regex ? try Pattern(text) : nil
  }

  /// What demands the opposite.
  public var negated: TextPattern {
    var other = self
    other.isNegated.toggle()
    return other
  }

  /// Whether a text in UTF-8 is what is demanded.
  public func holds(for text: [UInt8]) -> Bool {
    let isFound =
      switch comparison {
      case .startsWith: text.starts(with: bytes)
      case .endsWith: text.count >= bytes.count && text.suffix(bytes.count).elementsEqual(bytes)
      case .contains: text[...].firstPlace(of: bytes) != nil
      // What did not compile was never made.
      case .regex: compiled?.matches(text) ?? false
      }
    return isFound != isNegated
  }

  /// What a regular expression's first group holds in its last match.
  public func capture(in text: [UInt8]) -> [UInt8]? { compiled?.lastCapture(in: text) }

  /// What a text lacks that does not hold, to stand behind its name: `does not match '^[A-Z]'`.
  var complaint: String {
    if let name { return "is not as '\(name)' asks" }
    let verb =
      switch comparison {
      case .startsWith: isNegated ? "begins with" : "does not begin with"
      case .endsWith: isNegated ? "ends with" : "does not end with"
      case .contains: isNegated ? "contains" : "does not contain"
      case .regex: isNegated ? "matches" : "does not match"
      }
    return "\(verb) '\(text)'"
  }
}
