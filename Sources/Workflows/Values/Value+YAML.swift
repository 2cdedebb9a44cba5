internal import PolicyFile

extension Value {
  /// The value of a node, in which expressions are evaluated with these contexts.
  init(_ node: YAMLNode, in contexts: Contexts) {
    switch node.content {
    case .list(let items): self = .list(items.map { Value($0, in: contexts) })
    case .map(let entries):
      self = .map(entries.map { Entry(key: $0.key, value: Value($0.value, in: contexts)) })
    case .scalar: self = Value(scalar: node, in: contexts)
    }
  }

  private init(scalar node: YAMLNode, in contexts: Contexts) {
    guard let (text, type) = node.scalar else {
      self = .null
      return
    }
    switch type {
    case .null: self = .null
    case .flag(let flag): self = .flag(flag)
    case .integer(let value?): self = .number(Double(value))
    case .integer(nil): self = .number(Double(text) ?? .nan)
    case .number(let value): self = .number(value ?? .nan)
    case .text: self = Template(text).value(in: contexts)
    }
  }

  /// The value of a node in which `${{` is nothing but text, as in JSON.
  init(literally node: YAMLNode) {
    switch node.content {
    case .list(let items): self = .list(items.map { Value(literally: $0) })
    case .map(let entries):
      self = .map(entries.map { Entry(key: $0.key, value: Value(literally: $0.value)) })
    case .scalar(let text, _):
      self = node.scalar?.type == .text ? .text(text) : Value(scalar: node, in: Contexts())
    }
  }
}
