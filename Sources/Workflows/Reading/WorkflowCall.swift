internal import PolicyFile

/// What a workflow takes of those that call it: docs.github.com, "Workflow syntax",
/// `on.workflow_call`.
struct WorkflowCall {
  /// The inputs, by name: the value where a caller hands over nothing.
  let inputs: [Value.Entry]
  private let terms: [(noun: String, key: String, names: [Term])]

  /// One input or secret.
  private struct Term {
    let name: String
    let isRequired: Bool
    private let type: String?
    private let standard: YAMLNode?

    init(_ entry: YAMLNode.Entry) {
      name = entry.key
      isRequired = entry.value["required"]?.scalar?.type == .flag(true)
      (type, standard) = (entry.value["type"]?.scalar?.text, entry.value["default"])
    }

    /// What is wrong with its type, to follow who has it; `nil` where nothing is.
    ///
    /// Source: actions/runner, WorkflowTemplateConverter.ConvertToInputValueDefinedType: a text is no
    /// flag and no number, even where it looks like one.
    func fault(given: YAMLNode?) -> String? {
      if let text = mismatch(standard) {
        return "whose input '\(name)' has the type '\(type ?? "")', and the default '\(text)'"
      }
      return mismatch(given).map {
        "with '\($0)' for the input '\(name)', which has the type '\(type ?? "")'"
      }
    }

    /// The text of a value that is known and not of the type.
    private func mismatch(_ node: YAMLNode?) -> String? {
      guard let (text, type) = node?.scalar, type != .text || !Template(text).hasExpression else {
        return nil
      }
      switch (self.type, type) {
      case ("boolean", .flag), ("number", .integer), ("number", .number): return nil
      case ("boolean", _), ("number", _): return text
      default: return nil
      }
    }

    /// The name without regard to case.
    var folded: String { name.lowercased() }
  }

  /// Reads `on:`; `nil` where the file is not to be called.
  init?(_ on: YAMLNode) {
    let isNamed =
      on.scalar?.text == "workflow_call"
      || on.items?.contains { $0.scalar?.text == "workflow_call" } == true
    guard isNamed || on.entries?.contains(where: { $0.key == "workflow_call" }) == true else {
      return nil
    }
    let call = on["workflow_call"]
    inputs = (call?["inputs"]?.entries ?? []).map { input in
      let value = input.value["default"].map { Value($0, in: Contexts()) }
      return Value.Entry(key: input.key, value: value ?? Self.zero(input.value["type"]))
    }
    terms = [("input", "with", "inputs"), ("secret", "secrets", "secrets")].map { noun, key, own in
      (noun, key, (call?[own]?.entries ?? []).map(Term.init))
    }
  }

  /// What an input is that has no default and is not handed over.
  ///
  /// Source: docs.github.com, "Workflow syntax": `on.workflow_call.inputs.<input_id>.default`.
  private static func zero(_ type: YAMLNode?) -> Value {
    switch type?.scalar?.text {
    case "boolean": .flag(false)
    case "number": .number(0)
    default: .text("")
    }
  }

  /// What is wrong with what a job hands over, to follow whom it calls; `nil` where nothing is.
  ///
  /// Source: actions/runner, WorkflowTemplateConverter.ConvertToWorkflowJobInputs and
  /// ValidateWorkflowJobSecrets.
  func fault(of job: YAMLNode) -> String? {
    for (noun, key, names) in terms {
      // What is inherited, the repository knows; what a computed key hands over, a run does.
      let given = job[key]?.entries ?? []
      if job[key]?.scalar != nil || given.contains(where: { Template($0.key).hasExpression }) {
        continue
      }
      let keys = Set(given.map { $0.key.lowercased() })
      if let missing = names.first(where: { $0.isRequired && !keys.contains($0.folded) }) {
        return "without the \(noun) '\(missing.name)', which it requires"
      }
      let known = Set(names.map(\.folded))
      if let stranger = given.first(where: { !known.contains($0.key.lowercased()) }) {
        return "with the \(noun) '\(stranger.key)', which it does not have"
      }
      for name in names {
        let value = given.first { $0.key.lowercased() == name.folded }?.value
        if let fault = name.fault(given: value) { return fault }
      }
    }
    return nil
  }
}
