extension StringProtocol {
  /// How many columns of a terminal the text takes: Unicode Standard Annex #11. What combines with the
  /// character before it takes none, wide characters take two.
  var columns: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return unicodeScalars.reduce(0) { $0 + $1.columns }
  }
}

extension Unicode.Scalar {
  /// The blocks whose East Asian Width is W or F, without the emoji.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x3247, 0x3250...0x4dbf,
    0x4e00...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19,
    0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18dff, 0x1aff0...0x1b2ff,
    0x1f200...0x1f265, 0x20000...0x2fffd, 0x30000...0x3fffd,
  ]

  fileprivate var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The later parts of a Hangul syllable join the first.
    if 0x1160...0x11ff ~= value { return 0 }
    // Two of these letters are one flag.
    if 0x1f1e6...0x1f1ff ~= value { return 1 }
    if properties.isEmojiPresentation { return 2 }
    return Self.wide.contains { $0 ~= value } ? 2 : 1
  }
}
