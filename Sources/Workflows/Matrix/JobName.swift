internal import PolicyCore

/// What a job's check is called.
///
/// Source: actions/runner, JobNameBuilder and WorkflowTemplateEvaluator.EvaluateJobName.
struct JobName {
  /// The `name:`; `nil` where there is none, or an empty one.
  let template: Template?
  let id: String

  init(_ written: String?, id: String) {
    template = written.flatMap { $0.isEmpty ? nil : Template($0) }
    self.id = id
  }

  /// The name with the values of a combination behind it, unless `name:` has an expression: then that
  /// says it all, and where it comes to nothing, the job's id does.
  func check(segments: [String], in contexts: Contexts) -> CheckName {
    if let template, template.hasExpression {
      let name = template.name(in: contexts)
      if name.known != "" { return name }
      return CheckName(Self.cut(Self.suffixed(id, segments)))
    }
    return CheckName(Self.cut(Self.suffixed(plain, segments)))
  }

  /// The name where the combinations are open.
  func check(openMatrix open: Value.Open, in contexts: Contexts) -> CheckName {
    if let template, template.hasExpression { return template.name(in: contexts) }
    // The matrix may have no leaf, and a long name loses its end.
    return CheckName([.text(plain), .open(expression: open.expression, why: open.why)])
  }

  /// The one name of a job that is skipped: the matrix has not been looked at by then.
  ///
  /// Source: actions/runner#952.
  var whenSkipped: CheckName {
    guard let template, template.hasExpression else { return CheckName(Self.cut(plain)) }
    return CheckName(template.written)
  }

  private var plain: String { template?.written ?? id }

  private static func suffixed(_ name: String, _ segments: [String]) -> String {
    segments.isEmpty ? name : "\(name) (\(segments.joined(separator: ", ")))"
  }

  /// Names of more than 100 UTF-16 units lose their end.
  private static func cut(_ name: String) -> String {
    guard name.utf16.count > 100 else { return name }
    return String(decoding: Array(name.utf16.prefix(97)), as: UTF16.self) + "..."
  }
}
