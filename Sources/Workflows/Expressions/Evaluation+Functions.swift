/// The functions that need no run: docs.github.com, "Evaluate expressions", "Functions".
extension Evaluation {
  func call(_ name: String, _ arguments: [Expression]) -> Value {
    let name = name.lowercased()
    if let status = statuses[name] { return status }
    if name == "case" { return choose(arguments) }
    guard let function = Self.functions[name] else { return open("only a run knows '\(name)()'") }
    let values = arguments.map { value(of: $0) }
    if name == "startswith", let known = Self.starts(values) { return .flag(known) }
    if let unknown = values.lazy.compactMap(\.open).first { return .open(unknown) }
    let result = function(values) ?? open("'\(name)()' cannot be told from these arguments")
    return result.isTooLong ? open("'\(name)()' makes too long a text") : result
  }

  /// Whether a text of which only the beginning is known begins with another; `nil` where that does not
  /// tell.
  private static func starts(_ values: [Value]) -> Bool? {
    guard values.count == 2, case .open(let open) = values[0], case .text(let text) = values[1]
    else { return nil }
    let (beginning, sought) = (open.beginning.folded, text.folded)
    if beginning.starts(with: sought) { return true }
    return sought.starts(with: beginning) ? nil : false
  }

  /// `case(condition, value, …, otherwise)`: the value behind the first condition that holds.
  private func choose(_ arguments: [Expression]) -> Value {
    guard arguments.count >= 3, !arguments.count.isMultiple(of: 2) else {
      return open("'case()' has conditions in pairs with values, and one value more")
    }
    for place in stride(from: 0, to: arguments.count - 1, by: 2) {
      switch value(of: arguments[place]) {
      case .open(let unknown): return .open(unknown)
      case .flag(true): return value(of: arguments[place + 1])
      case .flag(false): continue
      default: return open("a condition of 'case()' is neither true nor false")
      }
    }
    return value(of: arguments[arguments.count - 1])
  }

  private static let functions: [String: @Sendable ([Value]) -> Value?] = [
    "contains": { arguments in
      guard arguments.count == 2 else { return nil }
      if case .list(let items) = arguments[0] {
        return .flag(items.contains { $0.isEqual(to: arguments[1]) })
      }
      if case .map = arguments[0] { return .flag(false) }
      return .flag(arguments[0].text.folded.contains(arguments[1].text.folded))
    },
    "startswith": { arguments in
      arguments.count == 2
        ? .flag(arguments[0].text.folded.starts(with: arguments[1].text.folded)) : nil
    },
    "endswith": { arguments in
      guard arguments.count == 2 else { return nil }
      return .flag(
        arguments[0].text.folded.reversed().starts(with: arguments[1].text.folded.reversed()))
    },
    "tojson": { arguments in arguments.count == 1 ? .text(JSONText.of(arguments[0])) : nil },
    "format": { arguments in arguments.first.flatMap { format($0.text, arguments.dropFirst()) } },
    "join": { arguments in
      guard (1...2).contains(arguments.count) else { return nil }
      let separator = arguments.count == 2 ? arguments[1].text : ","
      guard case .list(let items) = arguments[0] else { return .text(arguments[0].text) }
      var result = ""
      for (place, item) in items.enumerated() where result.utf8.count <= Value.longestText {
        result += (place == 0 ? "" : separator) + item.text
      }
      return .text(result)
    },
    "fromjson": { arguments in
      arguments.count == 1 ? JSONValueReader.read(arguments[0].text) : nil
    },
  ]

  /// `{0}` stands for the first argument; `{{` and `}}` for a brace.
  private static func format(_ pattern: String, _ arguments: ArraySlice<Value>) -> Value? {
    let arguments = Array(arguments)
    var result = ""
    var rest = pattern[...]
    while let character = rest.popFirst(), result.utf8.count <= Value.longestText {
      switch (character, rest.first) {
      case ("{", "{"), ("}", "}"):
        result.append(character)
        rest.removeFirst()
      case ("{", _):
        let digits = rest.prefix { $0 != "}" }
        guard let place = Int(digits), arguments.indices.contains(place),
          rest.count > digits.count
        else { return nil }
        result += arguments[place].text
        rest = rest.dropFirst(digits.count + 1)
      case ("}", _): return nil
      default: result.append(character)
      }
    }
    return .text(result)
  }
}
