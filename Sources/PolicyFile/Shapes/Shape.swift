/// What a value in a policy file may be. The parser's checks and the JSON Schema both come from it.
indirect enum Shape: Sendable {
  /// `true` or `false`.
  case flag
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// Any number from 0 on.
  case number
  /// One of some words; with a name for them where they are many.
  case word([String], named: String? = nil)
  /// Text of some form.
  case text(TextForm)
  /// A list; with a least number of items.
  case list(Shape, atLeast: Int = 0)
  /// A mapping from names of the reader's choice.
  case map(keys: TextForm, values: Shape)
  /// A mapping from these keys and no others.
  case record([Key])
  /// One of these, told apart by whether a scalar, a list or a mapping stands there.
  case either([Shape])
}

/// One key of a record.
struct Key: Sendable {
  let name: String
  let shape: Shape
  let isRequired: Bool
  /// What it means, for editors.
  let doc: String
  /// The rule that judges the demand; `nil` for what is no demand, or is kept in the policy.
  let rule: String?

  /// What an editor shows: what it means, and where more of it is to be read.
  var description: String { rule.map { "\(doc) Rule: \($0)." } ?? doc }

  /// A key, what it holds and what it means.
  init(
    _ name: String, _ shape: Shape, required: Bool = false, judgedBy rule: String? = nil,
    _ doc: String
  ) {
    (self.name, self.shape, self.isRequired) = (name, shape, required)
    (self.rule, self.doc) = (rule, doc)
  }
}

extension Shape {
  /// What is expected, for a sentence.
  var expected: String {
    switch self {
    case .flag: "true or false"
    case .integer(let range) where range.upperBound == .max:
      "a whole number from \(range.lowerBound)"
    case .integer(let range) where range.count == 1: "\(range.lowerBound)"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number from 0"
    case .word(let words, let name): name ?? words.map { "'\($0)'" }.joined(separator: " or ")
    case .text(let form): form.expected
    case .list: "a list"
    case .map, .record: "a mapping"
    case .either(let shapes): shapes.map(\.expected).joined(separator: " or ")
    }
  }

  /// The alternative that is meant where this stands.
  func alternative(for node: YAMLNode) -> Shape? {
    guard case .either(let shapes) = self else { return self }
    return shapes.first { $0.suits(node) }
  }

  private func suits(_ node: YAMLNode) -> Bool {
    switch (self, node.content) {
    case (.list, .list), (.map, .map), (.record, .map): true
    case (.flag, .scalar):
      node.scalar.map { if case .flag = $0.type { true } else { false } } ?? false
    case (.integer, .scalar), (.number, .scalar), (.word, .scalar), (.text, .scalar):
      node.scalar.map { if case .flag = $0.type { false } else { true } } ?? false
    case (.either(let shapes), _): shapes.contains { $0.suits(node) }
    default: false
    }
  }
}
