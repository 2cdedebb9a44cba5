internal import PolicyCore
internal import PolicyFile

/// The `if:` of a job: docs.github.com, "Workflow syntax": `jobs.<job_id>.if`.
struct Condition {
  typealias Answer = ProducedCheck.Condition

  /// Whether the job runs once the workflow has started, as far as it is not the failure of another
  /// job that stops it.
  var answer = Answer.always
  /// Whether the job is skipped where one that it needs fails or is skipped: unless its `if:` asks for
  /// the status of jobs itself, GitHub puts `success() &&` before it.
  private(set) var waitsForSuccess = true

  /// What the status functions give while all goes well.
  private static let statuses: [String: Value] = [
    "always": .flag(true), "success": .flag(true), "cancelled": .flag(false),
    "failure": .flag(false),
  ]

  /// The condition of a job; without an `if:`, it runs.
  init(_ node: YAMLNode?, in contexts: Contexts) {
    guard let node, let (text, type) = node.scalar, type != .null, !text.trimmed.isEmpty else {
      return
    }
    if type != .text {
      answer = Value(node, in: contexts).isTruthy ? .always : .never(expression: text)
      return
    }
    let template = Template(text)
    guard let written = template.loneExpression ?? (template.hasExpression ? nil : text.trimmed)
    else {
      // Text around an expression makes a text, and every text holds but the empty one.
      return
    }
    guard let expression = Expression(written) else {
      answer = .open(expression: written, why: "it cannot be read as an expression")
      return
    }
    waitsForSuccess = !expression.calls(anyOf: ["always", "cancelled", "failure"])
    answer = Self.answer(expression, written, contexts)
  }

  private static func answer(
    _ expression: Expression, _ written: String, _ contexts: Contexts
  ) -> Answer {
    let evaluation = Evaluation(contexts: contexts, text: written, statuses: statuses)
    switch evaluation.holds(expression) {
    case true?: return .always
    case false? where expression.calls(anyOf: ["cancelled", "failure"]):
      return .open(expression: written, why: "only jobs that fail or are cancelled start it")
    case false?: return .never(expression: written)
    case nil:
      let why = evaluation.why(expression) ?? "only a run can tell"
      return .open(expression: written, why: why)
    }
  }
}

extension ProducedCheck.Condition {
  /// Both conditions: a caller's and a called job's, a job's and one's that it needs.
  func and(_ other: Self) -> Self {
    switch (self, other) {
    case (.never, _), (.open, .always), (.open, .open): self
    case (_, .never), (.always, _): other
    }
  }
}

extension Evaluation {
  /// Why an expression is open: the reason of the first operand that is.
  fileprivate func why(_ expression: Expression) -> String? {
    switch expression {
    case .all(let operands), .any(let operands): operands.lazy.compactMap { why($0) }.first
    case .not(let operand): why(operand)
    default: value(of: expression).open?.why
    }
  }
}

extension Expression {
  /// Whether it calls one of these functions.
  func calls(anyOf names: Set<String>) -> Bool {
    switch self {
    case .literal, .context: false
    case .call(let name, let arguments):
      names.contains(name.lowercased()) || arguments.contains { $0.calls(anyOf: names) }
    case .member(let left, let right), .comparison(_, let left, let right):
      left.calls(anyOf: names) || right.calls(anyOf: names)
    case .each(let operand), .not(let operand): operand.calls(anyOf: names)
    case .all(let operands), .any(let operands): operands.contains { $0.calls(anyOf: names) }
    }
  }
}
