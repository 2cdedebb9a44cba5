/// Holds a file's values against the shapes that they should have, and collects what is wrong.
struct ShapeCheck {
  /// Enough for anybody to see that the file is something else.
  private static let mostProblems = 100

  private(set) var problems: [PolicyFileError.Problem] = []

  /// Checks a value. Where `removable`, null stands for "remove this key from what is extended".
  mutating func check(_ node: YAMLNode, against shape: Shape, removable: Bool = true) {
    guard problems.count < Self.mostProblems else { return }
    guard let shape = shape.alternative(for: node) else { return mismatch(node, shape) }
    switch (shape, node.content) {
    case (.record(let keys), .map(let entries)):
      record(entries, keys: keys, at: node.place, removable: removable)
    case (.map(let form, let values), .map(let entries)):
      for entry in entries where problems.count < Self.mostProblems {
        if let fault = form.fault(in: entry.key) { add(fault, at: entry.keyPlace) }
        guard !(entry.value.isNull && removable) else { continue }
        check(entry.value, against: values, removable: removable)
      }
    case (.list(let item, let atLeast), .list(let items)):
      for element in items { check(element, against: item, removable: false) }
      if items.count < atLeast { add(.init("the list is empty"), at: node.place) }
    case (.text, .scalar), (.word, .scalar), (.flag, .scalar), (.integer, .scalar),
      (.number, .scalar):
      scalar(node, shape)
    default: mismatch(node, shape)
    }
  }

  private mutating func record(
    _ entries: [YAMLNode.Entry], keys: [Key], at place: Place, removable: Bool
  ) {
    for entry in entries where problems.count < Self.mostProblems {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        let names = keys.map(\.name)
        add(
          .init(
            "unknown key \(quoted(entry.key))",
            help: didYouMean(entry.key, among: names) ?? Self.list(names)),
          at: entry.keyPlace)
        continue
      }
      guard !(entry.value.isNull && removable && !key.isRequired) else { continue }
      check(entry.value, against: key.shape, removable: removable)
    }
    for key in keys where key.isRequired && !entries.contains(where: { $0.key == key.name }) {
      add(.init("the key '\(key.name)' is missing", help: Self.cure(of: key)), at: place)
    }
  }

  private static func list(_ names: [String]) -> String? {
    names.count > 12 ? nil : "known keys: " + names.joined(separator: ", ")
  }

  private static func cure(of key: Key) -> String {
    if case .integer(let range) = key.shape { return "write \(key.name): \(range.lowerBound)" }
    return "write \(key.shape.expected) after '\(key.name):'"
  }

  private mutating func scalar(_ node: YAMLNode, _ shape: Shape) {
    guard let (text, type) = node.scalar else { return }
    switch (shape, type) {
    case (.flag, .flag): return
    case (.integer(let range), .integer(let value?)) where range.contains(value): return
    case (.number, .integer(let value?)) where value >= 0: return
    case (.number, .number(let value?)) where value >= 0 && value.isFinite: return
    case (.word(let words, _), .text):
      guard !words.contains(text) else { return }
      add(
        .init(
          "expected \(shape.expected), found \(quoted(text))",
          help: didYouMean(text, among: words)), at: node.place)
    case (.text(let form), .text):
      if let fault = form.fault(in: text) { add(fault, at: node.place) }
    default: mismatch(node, shape)
    }
  }

  private mutating func mismatch(_ node: YAMLNode, _ shape: Shape) {
    add(
      .init(
        "expected \(shape.expected), found \(node.summary)", help: Self.cure(of: node, as: shape)),
      at: node.place)
  }

  /// What turns the value into one of the shape.
  private static func cure(of node: YAMLNode, as shape: Shape) -> String? {
    if node.isNull { return "a key without a value removes what is extended; it cannot stand here" }
    switch (shape, node.scalar?.text) {
    case (.flag, "yes"?), (.flag, "on"?), (.flag, "Yes"?), (.flag, "On"?): return "write true"
    case (.flag, "no"?), (.flag, "off"?), (.flag, "No"?), (.flag, "Off"?): return "write false"
    case (.text, let text?), (.word, let text?):
      return shape.takes(text) ? "put it in quotes: '\(shown(text))'" : nil
    case (.list, let text?): return "write a list: [\(shown(text))]"
    case (.either(let shapes), _):
      return shapes.lazy.compactMap { cure(of: node, as: $0) }.first
    default: return nil
    }
  }

  private mutating func add(_ fault: TextForm.Fault, at place: Place) {
    problems.append(.init(fault.message, at: place, help: fault.help))
  }
}

extension Shape {
  /// Whether this text would do, were it text.
  fileprivate func takes(_ text: String) -> Bool {
    switch self {
    case .text(let form): form.fault(in: text) == nil
    case .word(let words, _): words.contains(text)
    default: false
    }
  }
}
