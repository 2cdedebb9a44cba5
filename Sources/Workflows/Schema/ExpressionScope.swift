internal import PolicyCore

/// What expressions may name at a place of a workflow file.
struct ExpressionScope: Sendable {
  /// The contexts, in lower case. Where there are none, no expression may stand.
  var contexts: Set<String> = []
  /// The functions besides those that are everywhere, in lower case, and how many arguments each takes.
  var functions: [String: ClosedRange<Int>] = [:]

  /// Nothing: no expression may stand there.
  static let none = ExpressionScope()

  /// What is further out may be named further in.
  ///
  /// Source: actions/runner, WorkflowParser/ObjectTemplating/TemplateReader (`DefinitionInfo`).
  func with(_ inner: ExpressionScope) -> ExpressionScope {
    guard !inner.contexts.isEmpty || !inner.functions.isEmpty else { return self }
    return ExpressionScope(
      contexts: contexts.union(inner.contexts),
      functions: functions.merging(inner.functions) { $1 })
  }

  /// What is wrong with an expression there, to follow what it stands in; `nil` where nothing is.
  func fault(of written: String) -> String? {
    guard !contexts.isEmpty else { return "takes no expression: \(shown(written))" }
    guard let expression = Expression(written) else { return "is no expression: \(shown(written))" }
    var fault: String?
    _ = expression.contains { part in
      switch part {
      case .context(let name) where !contexts.contains(name.lowercased()):
        let known = contexts.sorted().joined(separator: ", ")
        fault = "names '\(name)', and may name \(known) only"
      case .call(let name, let arguments): fault = self.fault(ofCall: name, arguments.count)
      default: break
      }
      return fault != nil
    }
    return fault
  }

  /// How long an expression may be: actions/runner, Sdk/Expressions/ExpressionConstants.
  static let longest = 21_000

  private func shown(_ text: String) -> String {
    text.count > Self.mostShown ? text.prefix(Self.mostShown) + "…" : text
  }

  private static let mostShown = 100

  private func fault(ofCall name: String, _ count: Int) -> String? {
    guard let counts = functions[name.lowercased()] ?? Self.everywhere[name.lowercased()] else {
      return "calls '\(name)()', which is no function there"
    }
    guard !counts.contains(count) else { return nil }
    return "calls '\(name)()' with \(Words.count(count, "argument"))"
  }

  /// Source: actions/runner, ExpressionConstants.
  private static let everywhere: [String: ClosedRange<Int>] = [
    "case": 3...255, "contains": 2...2, "endswith": 2...2, "format": 1...255, "join": 1...2,
    "startswith": 2...2, "tojson": 1...1, "fromjson": 1...1,
  ]
}

/// The scopes that GitHub knows: actions/runner, WorkflowParser/workflow-v1.0.json, `context`.
extension ExpressionScope {
  /// A workflow as a whole.
  static let workflow = of("github", "inputs", "vars")
  /// A job before it has run.
  static let job = workflow.with(of("needs"))
  /// The `if:` of a job.
  static let jobCondition = job.with(
    ExpressionScope(functions: [
      "always": 0...0, "cancelled": 0...0, "failure": 0...Int.max, "success": 0...Int.max,
    ]))
  /// One combination of a job's matrix.
  static let leg = job.with(of("strategy", "matrix"))
  /// What the runner knows.
  static let runner = leg.with(of("steps", "job", "runner", "env"))
  /// A step.
  static let step = runner.with(
    ExpressionScope(contexts: ["secrets"], functions: ["hashfiles": 1...255]))
  /// The `if:` of a step, which may not name secrets.
  static let stepCondition = runner.with(
    ExpressionScope(functions: [
      "always": 0...0, "cancelled": 0...0, "failure": 0...0, "success": 0...0,
      "hashfiles": 1...255,
    ]))
  /// Secrets, besides what may be named further out.
  static let secrets = of("secrets")

  /// Some contexts.
  static func of(_ contexts: String...) -> ExpressionScope {
    ExpressionScope(contexts: Set(contexts))
  }
}
