internal import PolicyCore
internal import PolicyFile

/// The `if:` of a job: docs.github.com, "Workflow syntax": `jobs.<job_id>.if`.
struct Condition {
  /// Whether the job runs once the workflow has started, as far as it is not the failure of another
  /// job that stops it.
  var answer = ProducedCheck.Condition.always
  /// Whether the job is skipped where one that it needs fails: unless its `if:` asks for the status of
  /// jobs itself, GitHub puts `success() &&` before it.
  var waitsForSuccess = true

  /// What the workflow's own start leaves of the status functions.
  private static let statuses: [String: Value] = [
    "always": .flag(true), "success": .flag(true), "cancelled": .flag(false),
  ]

  /// The condition of a job; without an `if:`, it runs.
  init(_ node: YAMLNode?, in contexts: Contexts) {
    guard let node, let (text, type) = node.scalar, type != .null, !text.isEmpty else { return }
    if case .flag(let flag) = type {
      answer = flag ? .always : .never(expression: text)
      return
    }
    let template = Template(text)
    guard let written = template.loneExpression ?? (template.hasExpression ? nil : text) else {
      // Text around an expression makes a text, and every text holds but the empty one.
      return
    }
    guard let expression = Expression(written) else {
      answer = .open(expression: written, why: "it cannot be read as an expression")
      return
    }
    waitsForSuccess = !expression.calls(anyOf: ["always", "cancelled", "failure"])
    let evaluation = Evaluation(contexts: contexts, text: written, statuses: Self.statuses)
    switch evaluation.holds(expression) {
    case true?: break
    case false?: answer = .never(expression: written)
    case nil:
      let why = evaluation.value(of: expression).open?.why ?? "only a run can tell"
      answer = .open(expression: written, why: why)
    }
  }

  /// Both conditions: a caller's and a called job's.
  func and(_ other: Condition) -> Condition {
    var result = self
    switch (answer, other.answer) {
    case (.never, _): break
    case (_, .never), (.always, _): result.answer = other.answer
    default: break
    }
    return result
  }
}

extension Expression {
  /// Whether it calls one of these functions.
  fileprivate func calls(anyOf names: Set<String>) -> Bool {
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
