/// A value in a YAML file, with its place.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// Text as written; what it means depends on whether it stands without quotes.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    case map([Entry])
  }

  package struct Entry: Sendable {
    package var key: String
    package var keyPlace: Place
    package var value: YAMLNode
  }

  package var content: Content
  package var place: Place
}

extension YAMLNode {
  package var isNull: Bool { scalar?.type == .null }

  package var scalar: (text: String, type: CoreType)? {
    guard case .scalar(let text, let isPlain) = content else { return nil }
    return (text, isPlain ? CoreType(plain: text) : .text)
  }

  package var entries: [Entry]? {
    if case .map(let entries) = content { entries } else { nil }
  }

  package var items: [YAMLNode]? {
    if case .list(let items) = content { items } else { nil }
  }

  package subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }

  /// What stands here, for a sentence: `'on'`, `the number 3.10`, `a list`.
  package var summary: String {
    switch content {
    case .list: return "a list"
    case .map: return "a mapping"
    case .scalar(let text, let isPlain):
      switch isPlain ? CoreType(plain: text) : .text {
      case .null: return "nothing"
      case .flag: return text
      case .integer, .number: return "the number \(text)"
      case .text: return quoted(text)
      }
    }
  }
}

/// What a scalar without quotes is, by the core schema of YAML 1.2.2, section 10.3.2.
package enum CoreType: Sendable, Equatable {
  case null, text
  case flag(Bool)
  /// `nil` where it does not fit.
  case integer(Int?)
  case number(Double?)

  init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .flag(true)
    case "false", "False", "FALSE": self = .flag(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": self = .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": self = .number(-.infinity)
    case ".nan", ".NaN", ".NAN": self = .number(.nan)
    default: self = Self.numeric(text)
    }
  }

  private static func numeric(_ text: String) -> CoreType {
    let bytes = Array(text.utf8)
    for (prefix, radix, digits) in [("0o", 8, "0"..."7"), ("0x", 16, "0"..."f")] {
      guard text.hasPrefix(prefix), bytes.count > 2 else { continue }
      let isNumber = text.dropFirst(2).allSatisfy {
        $0.isHexDigit && digits.contains($0.lowercased())
      }
      return isNumber ? .integer(Int(text.dropFirst(2), radix: radix)) : .text
    }
    var rest = bytes[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    let whole = digits(&rest)
    if rest.isEmpty { return whole > 0 ? .integer(Int(text)) : .text }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard whole + fraction > 0 else { return .text }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest.removeFirst()
      }
      guard digits(&rest) > 0 else { return .text }
    }
    return rest.isEmpty ? .number(Double(text)) : .text
  }

  /// Takes the digits at the front away, and counts them.
  private static func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    rest.removeFirst(count)
    return count
  }
}
