/// What names share that case and Unicode form do not tell apart: a file system that ignores either
/// takes them for one.
///
/// String's equality is canonical equivalence, so composed and decomposed forms are one. Of a name that
/// is no text only the letters of ASCII are folded, as file systems do that ignore case.
struct FoldedName: Hashable {
  private let text: String

  /// Folds a name.
  init(_ name: [UInt8]) {
    guard let text = String(validating: name, as: UTF8.self) else {
      let folded = name.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
      self.text = "\0" + folded.map { String($0, radix: 16) }.joined(separator: " ")
      return
    }
    guard name.contains(where: { $0 >= 0x80 }) else {
      self.text = text.lowercased()
      return
    }
    self.text = text.unicodeScalars.reduce(into: "") { $0 += $1.folded }
  }
}

extension Unicode.Scalar {
  /// Full case folding (the Unicode Standard, section 3.13, D147): by way of the upper case, where the two
  /// small sigmas are one, long s is an s and sharp s is two. Dotless i has a capital that is not its own.
  fileprivate var folded: String {
    self == "\u{131}"
      ? "\u{131}" : properties.lowercaseMapping.uppercased().lowercased()
  }
}
