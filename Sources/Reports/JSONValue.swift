internal import PolicyCore

/// A JSON document (RFC 8259) whose objects keep their order.
///
/// Foundation's encoder was measured: for 21,000 findings as a tree of values it takes 0.5 s, four
/// times as long, it sorts the verdict behind the findings, and it writes what nobody can see as is.
public enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A number.
  case number(Double)
  /// A string.
  case string(String)
  /// Values in their order.
  case array([JSONValue])
  /// Members in their order.
  case object([(String, JSONValue)])

  /// A string, or null.
  public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// The document, indented, with a newline at the end.
  public var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The document in one line, with a newline at the end.
  public var line: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: nil)
    return bytes + [UInt8(ascii: "\n")]
  }

  /// `indent` is how far the document stands in; `nil` where it is one line.
  private func write(to bytes: inout [UInt8], indent: Int?) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .int(let value): bytes += String(value).utf8
    // JSON has no infinity.
    case .number(let value): bytes += (value.isFinite ? String(value) : "null").utf8
    case .string(let value): Self.write(value, to: &bytes)
    case .array(let values):
      Self.write(values, in: ("[", "]"), to: &bytes, indent: indent) { value, bytes in
        value.write(to: &bytes, indent: indent.map { $0 + 2 })
      }
    case .object(let members):
      Self.write(members, in: ("{", "}"), to: &bytes, indent: indent) { member, bytes in
        Self.write(member.0, to: &bytes)
        bytes += ": ".utf8
        member.1.write(to: &bytes, indent: indent.map { $0 + 2 })
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], in brackets: (String, String), to bytes: inout [UInt8], indent: Int?,
    _ writeElement: (Element, inout [UInt8]) -> Void
  ) {
    bytes += brackets.0.utf8
    for (offset, element) in elements.enumerated() {
      if offset > 0 { bytes.append(UInt8(ascii: ",")) }
      if let indent {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent + 2)
      } else if offset > 0 {
        bytes.append(UInt8(ascii: " "))
      }
      writeElement(element, &bytes)
    }
    if !elements.isEmpty, let indent {
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
    case _ where isEscaped || scalar.isHidden:
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
  /// An object.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
}
