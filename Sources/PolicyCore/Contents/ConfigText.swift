/// The settings in a file of the form of git-config(1), "Syntax", as Git reads them byte by byte:
/// git's config.c, `git_parse_source`.
struct ConfigText {
  /// The line at which Git stops reading, from 1.
  struct Flaw: Error, Equatable { let line: Int }

  /// One key with its value.
  struct Setting {
    /// The line on which the key stands, from 1.
    let line: Int
    /// The section's name in lower case; its subsection follows a dot.
    let section: [UInt8]
    /// The key in lower case.
    let key: [UInt8]
    /// The value without quotes, escapes and comment; nothing of a key alone.
    let value: [UInt8]
  }

  private static let newline = UInt8(ascii: "\n")

  private let bytes: [UInt8]
  private var place: Int
  private var line = 1
  /// The line on which what is being read begins.
  private var start = 1
  private var section: [UInt8] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark at the beginning is passed over.
    place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next setting; `nil` behind the last one.
  mutating func next() throws(Flaw) -> Setting? {
    start = line
    while let byte = try take() {
      switch byte {
      case UInt8(ascii: "#"), UInt8(ascii: ";"): try skipLine()
      case UInt8(ascii: "["): section = try name()
      case _ where byte.isBlank: break
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        return try setting(from: byte)
      default: throw Flaw(line: start)
      }
      start = line
    }
    return nil
  }

  /// The next byte; `nil` at the end.
  private mutating func take() throws(Flaw) -> UInt8? {
    guard place < bytes.count else { return nil }
    var byte = bytes[place]
    place += 1
    if byte == UInt8(ascii: "\r"), place < bytes.count, bytes[place] == Self.newline {
      byte = Self.newline
      place += 1
    }
    // Git takes what stands before a NUL for the whole of a value.
    guard byte != 0 else { throw Flaw(line: start) }
    if byte == Self.newline { line += 1 }
    return byte
  }

  private mutating func skipLine() throws(Flaw) {
    while let byte = try take(), byte != Self.newline {}
  }

  /// A section's name, behind its bracket. What follows on the line is read like any other.
  private mutating func name() throws(Flaw) -> [UInt8] {
    var name: [UInt8] = []
    while let byte = try take() {
      if byte == UInt8(ascii: "]"), !name.isEmpty { return name }
      if byte.isBlank { return try name + [UInt8(ascii: ".")] + subsection(behind: byte) }
      guard byte.isWord || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { break }
      name.append(byte.lowercasedASCII)
    }
    throw Flaw(line: start)
  }

  private mutating func subsection(behind blank: UInt8) throws(Flaw) -> [UInt8] {
    var (byte, name): (UInt8?, [UInt8]) = (blank, [])
    while let blank = byte, blank.isBlank, blank != Self.newline { byte = try take() }
    guard byte == UInt8(ascii: "\"") else { throw Flaw(line: start) }
    while let byte = try take(), byte != Self.newline {
      if byte == UInt8(ascii: "\"") {
        guard try take() == UInt8(ascii: "]") else { break }
        return name
      }
      guard byte == UInt8(ascii: "\\") else { name.append(byte); continue }
      guard let escaped = try take(), escaped != Self.newline else { break }
      name.append(escaped)
    }
    throw Flaw(line: start)
  }

  private mutating func setting(from first: UInt8) throws(Flaw) -> Setting {
    var key = [first.lowercasedASCII]
    var byte = try take()
    while let part = byte, part.isWord || part == UInt8(ascii: "-") {
      key.append(part.lowercasedASCII)
      byte = try take()
    }
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { byte = try take() }
    var value: [UInt8] = []
    if let byte, byte != Self.newline {
      guard byte == UInt8(ascii: "=") else { throw Flaw(line: start) }
      value = try self.value()
    }
    return Setting(line: start, section: section, key: key, value: value)
  }

  /// A value to the end of its line, which a backslash puts off, though not in a comment.
  private mutating func value() throws(Flaw) -> [UInt8] {
    var (value, isQuoted, end) = ([UInt8](), false, 0)
    while let byte = try take(), byte != Self.newline {
      switch byte {
      case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
        try skipLine()
        return Array(value.prefix(end))
      case _ where byte.isBlank && !isQuoted:
        // Blanks at either end belong to a value only in quotes.
        if !value.isEmpty { value.append(byte) }
        continue
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\"):
        let escaped = try take() ?? Self.newline
        guard let meant = Self.escapes[escaped] else { throw Flaw(line: start) }
        value += meant
      default: value.append(byte)
      }
      end = value.count
    }
    guard !isQuoted else { throw Flaw(line: start) }
    return Array(value.prefix(end))
  }

  private static let escapes: [UInt8: [UInt8]] = [
    newline: [], UInt8(ascii: "n"): [10], UInt8(ascii: "t"): [9], UInt8(ascii: "b"): [8],
    UInt8(ascii: "\\"): [UInt8(ascii: "\\")], UInt8(ascii: "\""): [UInt8(ascii: "\"")],
  ]
}
