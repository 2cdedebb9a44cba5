/// One word of an expression.
enum Lexeme: Equatable {
  case literal(Value)
  case name(String)
  /// An operator or a bracket.
  case sign(String)

  private static let signs = [
    "&&", "||", "==", "!=", "<=", ">=", "(", ")", "[", "]", ",", ".", "!", "<", ">", "*",
  ]

  /// The words of an expression; `nil` where it is none.
  ///
  /// Source: actions/runner, Expressions/LexicalAnalyzer; docs.github.com, "Evaluate expressions".
  static func all(in text: String) -> [Lexeme]? {
    var found: [Lexeme] = []
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      if first.properties.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "'" {
        guard let quoted = takeQuoted(&rest) else { return nil }
        found.append(.literal(.text(quoted)))
      } else if isNumber(first, after: found.last), let number = takeNumber(&rest) {
        found.append(.literal(.number(number)))
      } else if let sign = signs.first(where: { rest.starts(with: $0.unicodeScalars) }) {
        rest = rest.dropFirst(sign.unicodeScalars.count)
        found.append(.sign(sign))
      } else if first == "_" || first.properties.isAlphabetic {
        found.append(takeWord(&rest))
      } else {
        return nil
      }
    }
    return found
  }

  /// A dot behind a name is a sign; elsewhere a number may begin with one.
  private static func isNumber(_ first: Unicode.Scalar, after last: Lexeme?) -> Bool {
    if ("0"..."9").contains(first) || first == "-" || first == "+" { return true }
    guard first == "." else { return false }
    switch last {
    case .name, .sign("]"), .sign(")"), .sign("*"): return false
    default: return true
    }
  }

  private static func takeQuoted(_ rest: inout Substring.UnicodeScalarView) -> String? {
    var text = String.UnicodeScalarView()
    rest = rest.dropFirst()
    while let scalar = rest.popFirst() {
      guard scalar == "'" else {
        text.append(scalar)
        continue
      }
      guard rest.first == "'" else { return String(text) }
      text.append(scalar)
      rest = rest.dropFirst()
    }
    return nil
  }

  private static func takeNumber(_ rest: inout Substring.UnicodeScalarView) -> Double? {
    let word = rest.prefix {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || ".+-".unicodeScalars.contains($0)
    }
    let text = String(String.UnicodeScalarView(word))
    let number = Value.number(in: text)
    guard let number else { return nil }
    rest = rest.dropFirst(word.count)
    return number
  }

  private static func takeWord(_ rest: inout Substring.UnicodeScalarView) -> Lexeme {
    let word = rest.prefix {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
    }
    rest = rest.dropFirst(word.count)
    switch String(String.UnicodeScalarView(word)) {
    case "true": return .literal(.flag(true))
    case "false": return .literal(.flag(false))
    case "null": return .literal(.null)
    case "NaN": return .literal(.number(.nan))
    case "Infinity": return .literal(.number(.infinity))
    case let name: return .name(name)
    }
  }
}
