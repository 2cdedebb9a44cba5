/// What may stand at a place of a workflow file: one of some forms. GitHub refuses the whole file for
/// anything else.
struct WorkflowShape: Sendable {
  /// The forms.
  let forms: [Form]
  /// What expressions may name there, besides what they may name further out.
  var scope = ExpressionScope.none

  /// One form.
  indirect enum Form: Sendable {
    /// Any scalar.
    case text
    /// Any scalar that is no empty text.
    case filled
    /// A scalar in which `${{` is nothing but text.
    case raw
    /// A scalar that is an expression, with or without `${{` around it.
    case condition
    case flag, number, null
    /// One of some words.
    case words(Set<String>)
    case list(WorkflowShape)
    /// A mapping with the keys of one of these.
    case map([Keys])
    /// Anything, in which expressions may stand.
    case anything
  }

  /// The keys of a mapping.
  struct Keys: Sendable {
    /// What such a mapping is, for people: `a job`.
    let noun: String
    var known: [String: WorkflowShape] = [:]
    /// The keys that may not be absent.
    var required: [String] = []
    /// What keys of other names hold; `nil` where there may be none.
    var others: WorkflowShape?
  }
}

extension WorkflowShape {
  static let text = WorkflowShape(forms: [.text])
  static let filled = WorkflowShape(forms: [.filled])
  static let flag = WorkflowShape(forms: [.flag])
  static let number = WorkflowShape(forms: [.number])
  static let anything = WorkflowShape(forms: [.anything])
  /// A text, or a list of them.
  static let texts = WorkflowShape(forms: [.filled, .list(.filled)])

  /// A mapping with any keys.
  static func map(of values: WorkflowShape, _ noun: String) -> WorkflowShape {
    WorkflowShape(forms: [.map([Keys(noun: noun, others: values)])])
  }

  /// A mapping with these keys and no others.
  static func map(
    _ noun: String, _ known: [String: WorkflowShape], required: [String] = []
  ) -> WorkflowShape {
    WorkflowShape(forms: [.map([Keys(noun: noun, known: known, required: required)])])
  }

  /// The same where expressions may name more.
  func within(_ scope: ExpressionScope) -> WorkflowShape {
    WorkflowShape(forms: forms, scope: self.scope.with(scope))
  }
}
