internal import PolicyCore
internal import PolicyFile

/// Holds a file against what may stand in it.
///
/// Source: actions/runner, WorkflowParser/ObjectTemplating/TemplateReader.
extension WorkflowShape {
  /// Throws what GitHub refuses of a node, which stands under the key `name`.
  func check(
    _ node: YAMLNode, _ name: String, in outer: ExpressionScope = .none
  ) throws(PlacedMessage) {
    let scope = outer.with(self.scope)
    switch node.content {
    case .scalar: try check(scalar: node, name, in: scope)
    case .list(let items):
      guard let shape = forms.lazy.compactMap(\.items).first else { throw other(node, name) }
      for item in items { try shape.check(item, name, in: scope) }
    case .map(let entries):
      if forms.contains(where: \.isAnything) {
        for entry in entries { try Self.anything.check(entry.value, entry.key, in: scope) }
        return
      }
      guard let candidates = forms.lazy.compactMap(\.keys).first else { throw other(node, name) }
      try Self.check(entries, candidates, at: node, in: scope)
    }
  }

  private func check(
    scalar node: YAMLNode, _ name: String, in scope: ExpressionScope
  ) throws(PlacedMessage) {
    guard let (text, type) = node.scalar, !forms.contains(where: \.isRaw) else { return }
    let template = Template(text)
    let isCondition = forms.contains(where: \.isCondition)
    let expressions: [String]
    if isCondition, type == .text, !text.trimmed.isEmpty {
      expressions = template.condition.map { [$0] } ?? template.expressions
    } else {
      expressions = type == .text ? template.expressions : []
    }
    guard type != .text || !template.isUnclosed else {
      throw PlacedMessage("'\(name)' has a '${{' that no '}}' closes", at: node)
    }
    let length = max(
      template.expressionLength, isCondition ? expressions.map(\.utf16.count).max() ?? 0 : 0)
    guard type != .text || length <= ExpressionScope.longest else {
      throw PlacedMessage(
        "'\(name)' comes to an expression of \(length) characters, and GitHub takes "
          + "\(ExpressionScope.longest): move it to a file", at: node)
    }
    for written in expressions {
      if let fault = scope.fault(of: written) {
        throw PlacedMessage("'\(name)' \(fault)", at: node)
      }
    }
    guard expressions.isEmpty, !isCondition else { return }
    if forms.contains(where: { $0.admits(text, type) }) { return }
    throw other(node, name)
  }

  private static func check(
    _ entries: [YAMLNode.Entry], _ candidates: [Keys], at node: YAMLNode, in scope: ExpressionScope
  ) throws(PlacedMessage) {
    var open = candidates
    var isComputed = false
    for entry in entries {
      // Such a key, and what it inserts, is nobody's to know.
      if Template(entry.key).hasExpression {
        isComputed = true
        continue
      }
      let takers = open.filter { $0.known[entry.key] != nil }
      guard let shape = takers.first?.known[entry.key] ?? open.first?.others else {
        throw stranger(entry, to: open, of: candidates)
      }
      if !takers.isEmpty { open = takers }
      try shape.check(entry.value, entry.key, in: scope)
    }
    guard !isComputed, let keys = open.first else { return }
    let present = Set(entries.map(\.key))
    let missing = open.flatMap(\.required).filter { !present.contains($0) }
    guard !missing.isEmpty else { return }
    let words = open.count == 1 ? "lacks" : "has neither"
    throw PlacedMessage(
      "\(keys.noun) \(words) \(Words.list(missing.map { "'\($0)'" }, open.count == 1 ? "and" : "nor"))",
      at: node)
  }

  private static func stranger(
    _ entry: YAMLNode.Entry, to open: [Keys], of candidates: [Keys]
  ) -> PlacedMessage {
    let noun = open.first?.noun ?? "this"
    if candidates.contains(where: { $0.known[entry.key] != nil }) {
      let beside = open.flatMap(\.required).map { "'\($0)'" }
      return PlacedMessage(
        "'\(entry.key)' is no key of \(noun) with \(Words.list(beside))", at: entry)
    }
    let known = Set(open.flatMap(\.known.keys)).sorted()
    let near = Nearest.name(to: entry.key, among: known).map { ", did you mean '\($0)'" } ?? ""
    return PlacedMessage("'\(entry.key)' is no key of \(noun)\(near)", at: entry)
  }

  /// What stands there and must not.
  private func other(_ node: YAMLNode, _ name: String) -> PlacedMessage {
    if let words = forms.lazy.compactMap(\.words).first, let text = node.scalar?.text {
      let near = Nearest.name(to: text, among: words.sorted()).map { ", did you mean '\($0)'" }
      // GitHub has new words now and then.
      return PlacedMessage(
        "'\(name)' takes no '\(text)'\(near ?? "")", at: node, mayProduce: near == nil)
    }
    let expected = forms.map(\.expected).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return PlacedMessage(
      "'\(name)' is \(node.summary), and must be \(Words.list(expected, "or"))", at: node)
  }
}

extension WorkflowShape.Form {
  fileprivate var items: WorkflowShape? {
    switch self {
    case .list(let shape): shape
    case .anything: .anything
    default: nil
    }
  }

  fileprivate var keys: [WorkflowShape.Keys]? {
    if case .map(let candidates) = self { candidates } else { nil }
  }

  fileprivate var words: Set<String>? { if case .words(let words) = self { words } else { nil } }

  fileprivate var isAnything: Bool { if case .anything = self { true } else { false } }
  fileprivate var isRaw: Bool { if case .raw = self { true } else { false } }
  fileprivate var isCondition: Bool { if case .condition = self { true } else { false } }

  /// Whether a scalar without expressions may stand there: what is none of the types is read as text.
  fileprivate func admits(_ text: String, _ type: CoreType) -> Bool {
    switch (self, type) {
    case (.text, _), (.raw, _), (.condition, _), (.anything, _), (.null, .null), (.flag, .flag),
      (.number, .integer), (.number, .number):
      true
    case (.filled, _): type != .null && !text.isEmpty
    case (.words(let words), _): words.contains(text)
    default: false
    }
  }

  fileprivate var expected: String {
    switch self {
    case .text, .raw, .condition: "text"
    case .filled: "text that is not empty"
    case .flag: "true or false"
    case .number: "a number"
    case .null: "empty"
    case .words: "a word"
    case .list: "a list"
    case .map: "a mapping"
    case .anything: "anything"
    }
  }
}
