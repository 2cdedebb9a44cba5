/// An encoding in which a commit's texts stand, as its header `encoding` names it.
///
/// UTF-8 and those that have one byte for each character. Of any other, as of bytes that are no UTF-8, each
/// byte is one character: nothing is taken for a text that it may not be.
enum TextEncoding {
  case utf8, bytes
  /// What the bytes from 0x80 on are.
  case singleByte([Unicode.Scalar])

  /// The encoding of this name; of none, UTF-8: git-commit(1), "DISCUSSION".
  init(_ name: [UInt8]?) {
    guard let name else {
      self = .utf8
      return
    }
    let plain = String(decoding: name, as: UTF8.self).lowercased()
      .filter { $0 != "-" && $0 != "_" }
    switch plain {
    case "", "utf8", "usascii", "ascii": self = .utf8
    default: self = SingleByteEncoding.characters(plain).map { .singleByte($0) } ?? .bytes
    }
  }

  /// The text in UTF-8.
  func utf8(_ text: [UInt8]) -> [UInt8] {
    if text[...].isASCII { return text }
    switch self {
    case .utf8: return String(validating: text, as: UTF8.self) == nil ? Self.latin1(text) : text
    // ISO-8859-1 is Unicode's beginning.
    case .bytes: return Self.latin1(text)
    case .singleByte(let characters):
      return text.flatMap { byte -> [UInt8] in
        byte < 0x80 ? [byte] : Array(String(characters[Int(byte) - 0x80]).utf8)
      }
    }
  }

  private static func latin1(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
  }
}
