/// A JSON document (RFC 8259) whose objects keep their order.
///
/// Foundation's encoder was measured: for 21,000 findings as a tree of values it takes 0.5 s, four
/// times as long, it sorts the verdict behind the findings, and it writes what nobody can see as is.
enum JSONValue {
  case null
  case bool(Bool)
  case int(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A string, or null.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// The document, indented, with a newline at the end.
  var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .int(let value): bytes += String(value).utf8
    // JSON has no infinity.
    case .number(let value): bytes += (value.isFinite ? String(value) : "null").utf8
    case .string(let value): Self.write(value, to: &bytes)
    case .array(let values):
      Self.write(values, in: ("[", "]"), to: &bytes, indent: indent) { value, bytes in
        value.write(to: &bytes, indent: indent + 2)
      }
    case .object(let members):
      Self.write(members, in: ("{", "}"), to: &bytes, indent: indent) { member, bytes in
        Self.write(member.0, to: &bytes)
        bytes += ": ".utf8
        member.1.write(to: &bytes, indent: indent + 2)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], in brackets: (String, String), to bytes: inout [UInt8], indent: Int,
    _ writeElement: (Element, inout [UInt8]) -> Void
  ) {
    bytes += brackets.0.utf8
    for (offset, element) in elements.enumerated() {
      bytes += (offset == 0 ? "\n" : ",\n").utf8
      bytes += repeatElement(UInt8(ascii: " "), count: indent + 2)
      writeElement(element, &bytes)
    }
    if !elements.isEmpty {
      bytes.append(UInt8(ascii: "\n"))
      bytes += repeatElement(UInt8(ascii: " "), count: indent)
    }
    bytes += brackets.1.utf8
  }

  /// A string that reads back as it was, in which everything that a reader cannot see is escaped, and
  /// what GitHub's runner would take for a command in a log: `##[`.
  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ 0x20..<0x7f ~= $0 && $0 != 0x22 && $0 != 0x23 && $0 != 0x5c }) {
      bytes += text.utf8
    } else {
      var hashes = 0
      for scalar in text.unicodeScalars {
        write(scalar, to: &bytes, isEscaped: scalar == "[" && hashes >= 2)
        hashes = scalar == "#" ? hashes + 1 : 0
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func write(
    _ scalar: Unicode.Scalar, to bytes: inout [UInt8], isEscaped: Bool
  ) {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\t": bytes += "\\t".utf8
    case "\r": bytes += "\\r".utf8
    case _ where isEscaped || Escaped.isHidden(scalar):
      for unit in UTF16.encode(scalar) ?? .init() {
        bytes += "\\u\(Escaped.hex(UInt32(unit), 4))".utf8
      }
    default: bytes += UTF8.encode(scalar) ?? .init()
    }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral
{
  init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .string(value) }
}
