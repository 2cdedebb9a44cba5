/// An encoding in which a commit's texts stand, as its header `encoding` names it.
///
/// Those that Git's histories use and a table can tell. Of any other, as of bytes that are no UTF-8, each
/// byte is one character: nothing is taken for a text that it may not be. `iconv` would know more, and
/// not in a static program, whose C library has no converters to load (iconv(3)).
enum TextEncoding {
  case utf8, latin1, windows1252, bytes

  /// The encoding of this name; of none, UTF-8: git-commit(1), "DISCUSSION".
  init(_ name: [UInt8]?) {
    guard let name else {
      self = .utf8
      return
    }
    switch String(decoding: name, as: UTF8.self).lowercased().filter({ $0 != "-" && $0 != "_" }) {
    case "", "utf8", "usascii", "ascii": self = .utf8
    case "iso88591", "latin1", "l1": self = .latin1
    case "windows1252", "cp1252": self = .windows1252
    default: self = .bytes
    }
  }

  /// The text in UTF-8.
  func utf8(_ text: [UInt8]) -> [UInt8] {
    if text.allSatisfy({ $0 < 0x80 }) { return text }
    switch self {
    case .utf8: return String(validating: text, as: UTF8.self) == nil ? Self.latin1(text) : text
    case .latin1, .bytes: return Self.latin1(text)
    case .windows1252:
      return text.flatMap { byte -> [UInt8] in
        guard (0x80..<0xA0).contains(byte) else { return Self.latin1([byte]) }
        return Array(String(Self.windowsOnly[Int(byte) - 0x80]).utf8)
      }
    }
  }

  private static func latin1(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
  }

  /// What windows-1252 has at 0x80 to 0x9F, where ISO-8859-1 has controls; the five that neither uses
  /// stay those controls: encoding.spec.whatwg.org, "index windows-1252".
  private static let windowsOnly = Array(
    """
    \u{20AC}\u{81}\u{201A}\u{0192}\u{201E}\u{2026}\u{2020}\u{2021}\
    \u{02C6}\u{2030}\u{0160}\u{2039}\u{0152}\u{8D}\u{017D}\u{8F}\
    \u{90}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}\
    \u{02DC}\u{2122}\u{0161}\u{203A}\u{0153}\u{9D}\u{017E}\u{0178}
    """.unicodeScalars)
}
