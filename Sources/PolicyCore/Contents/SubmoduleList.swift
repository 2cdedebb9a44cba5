/// The addresses in a `.gitmodules` file.
///
/// Source: gitmodules(5); the form is that of git-config(1), "Syntax".
struct SubmoduleList {
  /// Where a submodule comes from.
  struct Address: Equatable {
    /// The line on which it stands, from 1.
    let line: Int
    /// The address, as bytes.
    let url: [UInt8]
  }

  /// A larger file is none.
  static let mostBytes = 1 << 20

  /// The addresses in the order of the file.
  private(set) var addresses: [Address] = []
  /// The first line that Git would not read; `nil` where it reads all.
  private(set) var flaw: Int?

  /// Reads a file.
  init(_ bytes: [UInt8]) {
    var (isSubmodule, rest, number) = (false, bytes[...], 0)
    while !rest.isEmpty, flaw == nil {
      number += 1
      let first = number
      var line = Self.line(&rest)
      while line.last == UInt8(ascii: "\\"), !rest.isEmpty {
        line.removeLast()
        line += Self.line(&rest)
        number += 1
      }
      line = line[...].trimmed
      switch line.first {
      case nil, UInt8(ascii: "#"), UInt8(ascii: ";"): continue
      case UInt8(ascii: "["):
        guard let section = Self.section(line) else { flaw = first; break }
        isSubmodule = section == Array("submodule".utf8)
      default:
        guard let (key, value) = Self.setting(line) else { flaw = first; break }
        if isSubmodule, key == Array("url".utf8) {
          addresses.append(Address(line: first, url: value))
        }
      }
    }
  }

  /// Takes a line, without its end.
  private static func line(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let line = rest.prefix { $0 != 10 }
    rest = rest.dropFirst(line.count + 1)
    return Array(line.last == 13 ? line.dropLast() : line)
  }

  /// The name of a section in lower case, without its subsection; `nil` where the line opens none.
  private static func section(_ line: [UInt8]) -> [UInt8]? {
    let name = line.dropFirst().prefix { $0.isNameByte || $0 == UInt8(ascii: ".") }
    guard !name.isEmpty, line.dropFirst(name.count + 1).contains(UInt8(ascii: "]")) else {
      return nil
    }
    return name.map(\.lowered)
  }

  /// `key = value`; a key alone has an empty value. `nil` where the line is neither.
  private static func setting(_ line: [UInt8]) -> (key: [UInt8], value: [UInt8])? {
    let key = line.prefix { $0.isNameByte }
    let rest = line.dropFirst(key.count).drop { $0 == 32 || $0 == 9 }
    guard !key.isEmpty else { return nil }
    guard rest.first == UInt8(ascii: "=") else {
      return rest.isEmpty ? (key.map(\.lowered), []) : nil
    }
    return value(rest.dropFirst()).map { (key.map(\.lowered), $0) }
  }

  /// A value without its quotes, escapes and comment; `nil` where a quote or an escape has no end.
  private static func value(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var (value, isQuoted, end) = ([UInt8](), false, 0)
    var rest = text.drop { $0 == 32 || $0 == 9 }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\"):
        guard let next = rest.popFirst(), let meant = escapes[next] else { return nil }
        value.append(meant)
      case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
        return Array(value.prefix(end))
      default: value.append(byte)
      }
      // Blanks at the end belong to a value only in quotes.
      if isQuoted || (byte != 32 && byte != 9) { end = value.count }
    }
    return isQuoted ? nil : Array(value.prefix(end))
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "b"): 8,
    UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
  ]
}

extension UInt8 {
  /// Whether it may stand in the name of a section or key.
  fileprivate var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The byte of an ASCII letter in lower case.
  var lowered: UInt8 { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self }
}

extension ArraySlice<UInt8> {
  /// Without blanks around it.
  fileprivate var trimmed: [UInt8] {
    var bytes = drop { $0 == 32 || $0 == 9 }
    while let last = bytes.last, last == 32 || last == 9 { bytes.removeLast() }
    return Array(bytes)
  }
}
