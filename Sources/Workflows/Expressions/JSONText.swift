/// Writes a value as `toJSON` does: two spaces for each level.
///
/// Source: docs.github.com, "Evaluate expressions": `toJSON` gives a pretty-print; actions/runner,
/// Functions/ToJson.
enum JSONText {
  static func of(_ value: Value, level: Int = 0) -> String {
    switch value {
    case .null, .open: return "null"
    case .flag, .number: return value.text
    case .text(let text): return quoted(text)
    case .list(let items):
      return block("[", items.map { of($0, level: level + 1) }, "]", level)
    case .map(let entries):
      let lines = entries.map { "\(quoted($0.key)): \(of($0.value, level: level + 1))" }
      return block("{", lines, "}", level)
    }
  }

  private static func block(
    _ start: String, _ lines: [String], _ end: String, _ level: Int
  ) -> String {
    if lines.isEmpty { return start + end }
    let indent = String(repeating: "  ", count: level)
    return start + "\n" + lines.map { "\(indent)  \($0)" }.joined(separator: ",\n")
      + "\n\(indent)\(end)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      case "\0"..<" ", "\u{85}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
