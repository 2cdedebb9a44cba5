/// How the jobs before one have ended, as far as its `if:` can ask for it.
///
/// Source: docs.github.com, "Evaluate expressions", "Status check functions"; "Contexts reference",
/// `needs` context.
struct Course {
  /// What the status functions give.
  let statuses: [String: Value]
  /// How the jobs that it needs have ended, by their ids.
  var ends: [(need: String, end: End)] = []

  /// How one job has ended.
  enum End: String {
    case success, failure, skipped
    /// Only a run can tell.
    case open
  }

  /// The functions that look at other jobs.
  static let functions: Set = ["always", "cancelled", "failure", "success"]

  /// All goes well.
  static let success = Course(statuses: statuses("success"))
  /// Some job before this one has failed, near or far.
  static let failure = Course(statuses: statuses("failure"))
  /// Somebody has stopped the run.
  static let cancelled = Course(statuses: statuses("cancelled"))
  /// Some job before this one was skipped, and none has failed: no function but `always()` holds
  /// (actions/runner#2205).
  static let skipped = Course(statuses: statuses(""))

  private static func statuses(_ holding: String) -> [String: Value] {
    functions.reduce(into: [:]) { $0[$1] = .flag($1 == "always" || $1 == holding) }
  }

  /// The same, with how the jobs have ended that this one needs.
  func with(_ ends: [(need: String, end: End)]) -> Course {
    var result = self
    result.ends = ends
    return result
  }

  /// An expression in this course.
  func evaluation(of text: String, in contexts: Contexts) -> Evaluation {
    guard !ends.isEmpty else {
      return Evaluation(contexts: contexts, text: text, statuses: statuses)
    }
    let needs = ends.map { Value.Entry(key: $0.need, value: $0.end.value(in: text)) }
    return Evaluation(
      contexts: contexts.with("needs", .map(needs)), text: text, statuses: statuses)
  }
}

extension Course.End {
  /// What the context `needs` has of such a job. One that fails may have set none of its outputs.
  fileprivate func value(in text: String) -> Value {
    let open = Value.open(.init(expression: text, why: Evaluation.why("needs")))
    return .map([
      Value.Entry(key: "result", value: self == .open ? open : .text(rawValue)),
      Value.Entry(
        key: "outputs", value: [.failure, .skipped].contains(self) ? .map([]) : open),
    ])
  }
}
