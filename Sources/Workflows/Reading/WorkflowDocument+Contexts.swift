/// What of a workflow depends on the contexts in which it runs.
extension WorkflowDocument {
  /// What `inputs` is for a caller that hands over these values.
  func given(_ values: Value) -> Value {
    if case .open = values { return values }
    var given: [String: Value] = [:]
    if case .map(let entries) = values {
      // Of two that differ by case alone, the first counts.
      for entry in entries.reversed() {
        given[entry.key.lowercased()] = entry.value.isScalar ? entry.value : .open(.notAnInput)
      }
    }
    return .map(
      (call?.inputs ?? []).map { input in
        Value.Entry(key: input.key, value: given[input.key.lowercased()] ?? input.value)
      })
  }
}

extension Value {
  fileprivate var isScalar: Bool {
    switch self {
    case .list, .map: false
    default: true
    }
  }
}

extension Value.Open {
  /// GitHub hands over texts, numbers and flags: docs.github.com, "Workflow syntax":
  /// `on.workflow_call.inputs.<input_id>.type`. A list, handed on many times over by each of ten
  /// workflows, would be more than anybody can look through.
  fileprivate static let notAnInput = Value.Open(
    expression: "inputs", why: "a list or a mapping is no input")
}
