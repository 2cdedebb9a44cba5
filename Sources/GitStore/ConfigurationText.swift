/// The values of one key in a configuration file, as it is written: git-config(1), "Syntax".
struct ConfigurationText {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The values of a key, in lower case, in all sections whose names begin so.
  static func values(
    of key: String, inSections prefix: String, _ bytes: UnsafeRawBufferPointer
  ) -> [String] {
    var text = ConfigurationText(bytes)
    var values: [String] = []
    var isAsked = false
    while let byte = text.next() {
      switch byte {
      case UInt8(ascii: "["): isAsked = text.section().lowercased().hasPrefix(prefix)
      case UInt8(ascii: "#"), UInt8(ascii: ";"): text.skipLine()
      case 9...13, 32: break
      default:
        let name = text.key(from: byte)
        guard text.isAtValue() else { continue }
        let value = text.value()
        if isAsked, name.lowercased() == key { values.append(value) }
      }
    }
    return values
  }

  private mutating func next() -> UInt8? {
    guard place < bytes.count else { return nil }
    place += 1
    return bytes[place - 1]
  }

  private var following: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipLine() {
    while let byte = next(), byte != UInt8(ascii: "\n") {}
  }

  /// What stands between brackets; a bracket in quotes does not end it.
  private mutating func section() -> String {
    var name: [UInt8] = []
    var isQuoted = false
    while let byte = next(), byte != UInt8(ascii: "\n"), isQuoted || byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\\") { _ = next() }
      name.append(byte)
    }
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func key(from first: UInt8) -> String {
    var name = [first]
    while let byte = following, !Self.isBlank(byte), byte != UInt8(ascii: "="),
      byte != UInt8(ascii: "\n")
    {
      name.append(byte)
      place += 1
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// Goes behind the sign that a value follows; false where the key has none.
  private mutating func isAtValue() -> Bool {
    while let byte = following, Self.isBlank(byte) { place += 1 }
    guard following == UInt8(ascii: "=") else { return false }
    place += 1
    while let byte = following, Self.isBlank(byte) { place += 1 }
    return true
  }

  /// A value to the end of its line, which a backslash puts off.
  private mutating func value() -> String {
    var value: [UInt8] = []
    var (isQuoted, length) = (false, 0)
    while let byte = next(), byte != UInt8(ascii: "\n") {
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        length = value.count
      case UInt8(ascii: "\\"):
        if following == UInt8(ascii: "\r") { place += 1 }
        guard let escaped = next() else { break }
        if escaped != UInt8(ascii: "\n") { value.append(Self.escapes[escaped] ?? escaped) }
        length = value.count
      case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
        skipLine()
        return String(decoding: value.prefix(length), as: UTF8.self)
      default:
        value.append(byte)
        // Blanks at the end count in quotes only.
        if isQuoted || !Self.isBlank(byte) { length = value.count }
      }
    }
    return String(decoding: value.prefix(length), as: UTF8.self)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "b"): 8,
  ]

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
}
