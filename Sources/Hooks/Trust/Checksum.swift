/// A sum that tells whole bytes from damaged ones: FNV-1a of 64 bits (Fowler, Noll and Vo;
/// draft-eastlake-fnv, section 2).
struct Checksum {
  static let byteCount = 8
  /// The sum, its lowest byte first.
  let bytes: [UInt8]

  /// The sum of some bytes.
  init(of bytes: ArraySlice<UInt8>) {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    self.bytes = withUnsafeBytes(of: sum.littleEndian) { Array($0) }
  }
}
