internal import PolicyCore

/// A form that text in a policy file can have.
struct TextForm: Sendable {
  /// Its name in the schema.
  let name: String
  /// What is expected, for a sentence.
  let expected: String
  /// What it must match somewhere: a regular expression that RE2 and ECMAScript read alike.
  let pattern: String
  /// What the schema says instead, where it can tell more of what `deeper` finds.
  let schemaPattern: String
  /// What it must match nowhere.
  let forbidden: String?
  /// Names that were probably meant by a text that does not match.
  let names: [String]
  private let compiled: Pattern?
  private let compiledForbidden: Pattern?
  private let deeper: @Sendable (String) -> Fault?

  /// What is wrong with a text, and what to do.
  struct Fault {
    let message: String
    let help: String?

    init(_ message: String, help: String? = nil) { (self.message, self.help) = (message, help) }
  }

  /// A form. `deeper` finds what regular expressions cannot.
  init(
    _ name: String, _ expected: String, pattern: String, inSchema schemaPattern: String? = nil,
    forbidden: String? = #"[\x00-\x1f\x7f]"#, names: [String] = [],
    deeper: @escaping @Sendable (String) -> Fault? = { _ in nil }
  ) {
    self.names = names
    (self.name, self.expected, self.deeper) = (name, expected, deeper)
    (self.pattern, self.forbidden) = (pattern, forbidden)
    self.schemaPattern = schemaPattern ?? pattern
    (compiled, compiledForbidden) = (Self.compile(pattern), forbidden.flatMap(Self.compile))
  }

  private static func compile(_ expression: String) -> Pattern? {
    do throws(PatternError) { return try Pattern(expression) } catch { return nil }
  }

  /// What is wrong with a text; `nil` where nothing is.
  func fault(in text: String) -> Fault? {
    let bytes = Array(text.utf8)
    // An expression that does not compile matches nothing, and so refuses everything.
    let isForbidden = forbidden != nil && (compiledForbidden?.matches(bytes) ?? true)
    guard compiled?.matches(bytes) ?? false, !isForbidden else {
      return Fault(
        "expected \(expected), found \(quoted(text))", help: didYouMean(text, among: names))
    }
    return deeper(text)
  }
}
