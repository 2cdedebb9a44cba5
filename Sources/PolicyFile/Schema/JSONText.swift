/// JSON whose members keep their order, to be written for people.
indirect enum JSONText {
  case object([(String, JSONText)])
  case array([JSONText])
  case string(String)
  case integer(Int)
  /// A number as JSON writes it.
  case number(String)
  case flag(Bool)
  case null

  /// The text, with two spaces a level; arrays of scalars stand in one line.
  func rendered(indent: String = "") -> String {
    let deeper = indent + "  "
    switch self {
    case .object(let members) where members.isEmpty: return "{}"
    case .object(let members):
      let lines = members.map {
        "\(deeper)\(Self.escaped($0.0)): \($0.1.rendered(indent: deeper))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .array(let items) where items.allSatisfy(\.isScalar):
      return "[\(items.map { $0.rendered() }.joined(separator: ", "))]"
    case .array(let items):
      let lines = items.map { deeper + $0.rendered(indent: deeper) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .string(let text): return Self.escaped(text)
    case .integer(let value): return "\(value)"
    case .number(let text): return text
    case .flag(let value): return "\(value)"
    case .null: return "null"
    }
  }

  private var isScalar: Bool {
    switch self {
    case .object, .array: false
    default: true
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension JSONText {
  /// A YAML value as JSON, by the core schema of YAML 1.2.
  init(_ node: YAMLNode) {
    switch node.content {
    case .list(let items): self = .array(items.map { JSONText($0) })
    case .map(let entries): self = .object(entries.map { ($0.key, JSONText($0.value)) })
    case .scalar(let text, let isPlain):
      switch isPlain ? CoreType(plain: text) : .text {
      case .null: self = .null
      case .flag(let value): self = .flag(value)
      case .integer(let value?): self = .integer(value)
      case .number(let value?) where value.isFinite: self = .number("\(value)")
      // JSON has no infinity; readers take this for one.
      case .integer, .number: self = .number("1e999")
      case .text: self = .string(text)
      }
    }
  }
}
