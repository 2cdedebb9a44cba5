/// Reads JSON as strictly as evidence deserves: every byte counts, no member stands twice.
///
/// Foundation's reader takes the last of two members of one name, or the first, as it comes: what
/// one reader shows and another one judges would differ.
public struct JSONReader {
  /// The deepest nesting: what is deeper is an attack on the stack.
  private static let deepest = 32

  private let bytes: [UInt8]
  private var place = 0

  /// The value that the bytes are.
  public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSON {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONError(message: "no UTF-8 text", offset: 0)
    }
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.place == bytes.count else { throw reader.fault("something stands behind its end") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < Self.deepest else { throw fault("nested too deeply") }
    skipBlanks()
    switch byte {
    case UInt8(ascii: "{")?: return try object(depth: depth)
    case UInt8(ascii: "[")?: return try array(depth: depth)
    case UInt8(ascii: "\"")?: return .string(try string())
    case UInt8(ascii: "t")?: return try word("true", .bool(true))
    case UInt8(ascii: "f")?: return try word("false", .bool(false))
    case UInt8(ascii: "n")?: return try word("null", .null)
    case nil: throw fault("it ends too early")
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    var members: [JSON.Member] = []
    var names: Set<String> = []
    place += 1
    skipBlanks()
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard byte == UInt8(ascii: "\"") else { throw fault("a member's name is expected") }
      let start = place
      let name = try string()
      guard names.insert(name).inserted else {
        throw JSONError(message: "a member stands twice", offset: start)
      }
      skipBlanks()
      guard take(":") else { throw fault("':' is expected") }
      members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
      skipBlanks()
    } while take(",")
    guard take("}") else { throw fault("',' or '}' is expected") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    var elements: [JSON] = []
    place += 1
    skipBlanks()
    if take("]") { return .array([]) }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
    } while take(",")
    guard take("]") else { throw fault("',' or ']' is expected") }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for offset in 0..<word.utf8CodeUnitCount {
      guard byte == word.utf8Start[offset] else { throw fault("no JSON value") }
      place += 1
    }
    return value
  }

  /// The digits of a number, in the grammar of RFC 8259, section 6.
  private mutating func number() throws(JSONError) -> String {
    let start = place
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = place
    while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
    guard place > start else { throw fault("no JSON value") }
  }

  private mutating func string() throws(JSONError) -> String {
    place += 1
    var text: [UInt8] = []
    while let byte {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escaped()
      case ..<0x20: throw fault("a control character stands in a string")
      default: text.append(byte)
      }
    }
    throw fault("it ends too early")
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a,
    UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
  ]

  private mutating func escaped() throws(JSONError) -> [UInt8] {
    guard let byte else { throw fault("it ends too early") }
    place += 1
    if let plain = Self.escapes[byte] { return [plain] }
    guard byte == UInt8(ascii: "u") else { throw fault("an unknown escape") }
    var value = UInt32(try unit())
    if (0xd800..<0xdc00).contains(value), take("\\"), take("u") {
      let low = UInt32(try unit())
      guard (0xdc00..<0xe000).contains(low) else { throw fault("half a character") }
      value = 0x1_0000 + (value - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw fault("half a character") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func unit() throws(JSONError) -> UInt16 {
    let end = place + 4
    guard end <= bytes.count else { throw fault("it ends too early") }
    let digits = bytes[place..<end]
    // UInt16's own reader takes a sign.
    guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 | 0x20 >= 0x61 }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("an unknown escape") }
    place = end
    return unit
  }

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: wanted) else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { place += 1 }
  }

  private func fault(_ message: String) -> JSONError {
    JSONError(message: byte == nil ? "it ends too early" : message, offset: place)
  }
}
