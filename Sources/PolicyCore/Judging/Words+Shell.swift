internal import GitModel

extension Words {
  /// A name as one word of a POSIX shell command, quoted where it must be.
  static func shell(_ name: String) -> String { shell(Array(name.utf8)) }

  /// A branch's name as one word of a POSIX shell command.
  static func shell(_ name: BranchName) -> String { shell(name.bytes) }

  /// A branch's name as a word that git does not take for an option.
  static func operand(_ name: BranchName) -> String {
    (name.bytes.first == UInt8(ascii: "-") ? "-- " : "") + shell(name)
  }

  /// The bytes of a name or a path as one word of a POSIX shell command.
  public static func shell(_ name: [UInt8]) -> String {
    if !name.isEmpty, name.first != UInt8(ascii: "-"), name.allSatisfy(isPlain) {
      return String(decoding: name, as: UTF8.self)
    }
    guard let text = String(validating: name, as: UTF8.self),
      !text.unicodeScalars.contains(where: \.isHidden)
    else { return escaped(name) }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: "0123456789-_./+@%:,".utf8.contains(byte)
    }
  }

  /// What must not reach a terminal as it is, in a form that a shell reads back: POSIX.1-2024, 2.2.4,
  /// "Dollar-Single-Quotes".
  private static func escaped(_ name: [UInt8]) -> String {
    let bytes = name.map { byte in
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
      case 0x20...0x7e: String(UnicodeScalar(byte))
      default:
        "\\" + String(UnicodeScalar(UInt8(ascii: "0") + byte >> 6))
          + String(UnicodeScalar(UInt8(ascii: "0") + byte >> 3 & 7))
          + String(UnicodeScalar(UInt8(ascii: "0") + byte & 7))
      }
    }
    return "$'" + bytes.joined() + "'"
  }
}
