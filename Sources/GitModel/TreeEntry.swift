/// Where one entry of a tree object stands in its bytes.
///
/// It is `MODE SP NAME NUL` and the id's raw bytes, the mode in octal digits: git's tree-walk.c,
/// `decode_tree_entry`.
struct TreeEntry {
  private let start: Int
  /// Where its name stands.
  let name: Range<Int>

  /// The entry that begins at a place; `nil` where none does.
  init?(in bytes: UnsafeRawBufferPointer, at start: Int) {
    guard let space = Self.space(in: bytes, behindDigitsFrom: start),
      let end = Self.firstNUL(in: bytes, from: space + 1), end > space + 1
    else { return nil }
    (self.start, name) = (start, space + 1..<end)
  }

  /// The number that the digits are.
  func mode(in bytes: UnsafeRawBufferPointer) -> UInt32 {
    bytes[start..<name.lowerBound - 1].reduce(0) { $0 << 3 | UInt32($1 & 7) }
  }

  /// Where the space stands that ends a number in octal digits.
  @inline(__always)
  private static func space(in bytes: UnsafeRawBufferPointer, behindDigitsFrom start: Int) -> Int? {
    if start + 8 <= bytes.count {
      let eight = long(bytes, at: start)
      // Six digits or five, and the space: what Git itself writes for a file, and for a folder.
      if eight & 0x00FF_F8F8_F8F8_F8F8 == 0x0020_3030_3030_3030 { return start + 6 }
      if eight & 0x0000_FFF8_F8F8_F8F8 == 0x0000_2030_3030_3030 { return start + 5 }
    }
    var (place, number) = (start, UInt32(0))
    while place < bytes.count {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 8 else { break }
      number = number << 3 | UInt32(digit)
      place += 1
      guard number < 1 << 24 else { return nil }
    }
    return place > start && place < bytes.count && bytes[place] == UInt8(ascii: " ") ? place : nil
  }

  @inline(__always)
  private static func firstNUL(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var place = start
    while place + 8 <= bytes.count {
      let eight = long(bytes, at: place)
      // The lowest bit that is left stands in the first byte that is zero.
      let zeros = (eight &- 0x0101_0101_0101_0101) & ~eight & 0x8080_8080_8080_8080
      if zeros != 0 { return place + zeros.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < bytes.count {
      if bytes[place] == 0 { return place }
      place += 1
    }
    return nil
  }

  @inline(__always)
  private static func long(_ bytes: UnsafeRawBufferPointer, at place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}
