/// Writes stored values one after the other.
package struct StoredWriter: StoredPass {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  package init() {}

  /// Adds one value.
  package mutating func field(_ value: inout some Stored) { value.write(to: &self) }

  /// Adds one byte.
  mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Adds a number in groups of seven bits, the lowest first (LEB128, DWARF 5, section 7.6).
  mutating func write(number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Adds bytes, and before them how many they are.
  mutating func write(counted: some Collection<UInt8>) {
    write(number: UInt64(counted.count))
    bytes += counted
  }
}
