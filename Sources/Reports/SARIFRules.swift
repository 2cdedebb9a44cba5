import PolicyCore

/// The rules as SARIF describes them: all that this version has, and any other that was judged.
struct SARIFRules {
  private let ids: [String]
  private let indices: [String: Int]

  init(besides judged: [String]) {
    let known = RuleCatalog.all.map { $0.guide.id }
    ids = known + Set(judged).subtracting(known).sorted()
    indices = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
  }

  /// The rule's place in the list; every rule that was judged has one.
  func index(of rule: String) -> Int { indices[rule] ?? -1 }

  /// SARIF's toolComponent (section 3.19).
  var driver: JSONValue {
    [
      "name": .string(Tool.name), "version": .string(Tool.version),
      "semanticVersion": .string(Tool.version), "rules": .array(ids.map(descriptor)),
    ]
  }

  /// SARIF's reportingDescriptor (section 3.49).
  private func descriptor(_ id: String) -> JSONValue {
    guard let guide = RuleCatalog.guide(id) else {
      return ["id": .string(id), "shortDescription": ["text": .string(id)]]
    }
    let explain = "policy explain \(id)"
    return [
      "id": .string(id),
      "shortDescription": ["text": .string(guide.summary)],
      "fullDescription": ["text": .string("\(guide.summary) \(guide.rationale)")],
      "help": [
        "text": .string("\(guide.rationale)\n\nMore: \(explain)"),
        "markdown": .string("\(Escaped.markdown(guide.rationale))\n\nMore: `\(explain)`"),
      ],
      "defaultConfiguration": [
        "enabled": .bool(guide.level != .off),
        "level": .string(guide.level == .off ? "none" : guide.level.rawValue),
      ],
      "properties": ["tags": ["branch-policy"]],
    ]
  }
}
