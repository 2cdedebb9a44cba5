internal import PolicyCore
internal import PolicyFile

/// The `if:` of a job: docs.github.com, "Workflow syntax": `jobs.<job_id>.if`.
struct Condition {
  typealias Answer = ProducedCheck.Condition

  /// Whether the job runs once the workflow has started, as far as it is not the failure of another
  /// job that stops it.
  private(set) var answer = Answer.always
  /// Whether the job is skipped where one that it needs is skipped, near or far.
  private(set) var waitsForSuccess = true
  /// How it takes the end of the jobs that it needs.
  private(set) var heed = Heed.success

  /// How a condition takes the end of other jobs.
  enum Heed {
    /// Where it does not ask for their status, GitHub puts `success() &&` before it.
    case success
    /// It asks itself.
    case own(Expression, written: String)
    /// It holds whatever they do.
    case nothing
  }

  /// The condition of a job, whose needs end in these ways while all goes well; without an `if:`, it
  /// runs.
  init(
    _ node: YAMLNode?, needing ends: [(need: String, end: Course.End)] = [], in contexts: Contexts
  ) {
    guard let node, let (text, type) = node.scalar, type != .null, !text.trimmed.isEmpty else {
      return
    }
    if type != .text {
      answer = Value(node, in: contexts).isTruthy ? .always : .never(expression: text)
      return
    }
    let template = Template(text)
    guard let written = template.condition else {
      // Text around an expression makes a text, and every text holds but the empty one.
      if template.expressions.contains(where: { Expression($0)?.asksForStatus == true }) {
        (heed, waitsForSuccess) = (.nothing, false)
      }
      return
    }
    guard let expression = Expression(written) else {
      answer = .open(expression: written, why: "it cannot be read as an expression")
      return
    }
    // Where not all goes well, what would have succeeded may have failed, or been skipped or cancelled.
    let others = ends.map { (need: $0.need, end: $0.end == .success ? .open : $0.end) }
    func holds(in course: Course) -> Bool? {
      course.with(others).evaluation(of: written, in: contexts).holds(expression)
    }
    answer = Self.answer(expression, written, ends, contexts)
    guard expression.asksForStatus else { return }
    heed = .own(expression, written: written)
    waitsForSuccess = holds(in: .skipped) == false
    // What jobs that fail or a stopped run would start is not left out every time.
    if case .never = answer, holds(in: .failure) != false || holds(in: .cancelled) != false {
      answer = .open(expression: written, why: "only jobs that fail or are cancelled start it")
      // They do so whatever else is skipped.
      waitsForSuccess = false
    }
  }

  private static func answer(
    _ expression: Expression, _ written: String, _ ends: [(need: String, end: Course.End)],
    _ contexts: Contexts
  ) -> Answer {
    let evaluation = Course.success.with(ends).evaluation(of: written, in: contexts)
    switch evaluation.holds(expression) {
    case true?: return .always
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

extension Template {
  /// The expression that a whole `if:` is, with or without `${{` around it; `nil` where text stands
  /// around one.
  var condition: String? { loneExpression ?? (hasExpression ? nil : written.trimmed) }
}

extension Expression {
  /// Whether it asks for the status of other jobs itself.
  var asksForStatus: Bool {
    contains {
      if case .call(let name, _) = $0 {
        Course.functions.contains(name.lowercased())
      } else {
        false
      }
    }
  }

  /// Whether it, or a part of it, is such an expression.
  func contains(where isMeant: (Expression) -> Bool) -> Bool {
    if isMeant(self) { return true }
    switch self {
    case .literal, .context: return false
    case .call(_, let operands), .all(let operands), .any(let operands):
      return operands.contains { $0.contains(where: isMeant) }
    case .member(let left, let right), .comparison(_, let left, let right):
      return left.contains(where: isMeant) || right.contains(where: isMeant)
    case .each(let operand), .not(let operand): return operand.contains(where: isMeant)
    }
  }
}
