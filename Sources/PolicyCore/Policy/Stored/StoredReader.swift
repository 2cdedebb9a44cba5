/// Reads stored values one after the other, and never beyond the end of the bytes.
package struct StoredReader: StoredPass {
  private var rest: ArraySlice<UInt8>

  /// A reader at the beginning of the bytes.
  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// Whether everything was read.
  package var isAtEnd: Bool { rest.isEmpty }

  /// Reads one value.
  package mutating func field<Value: Stored>(_ value: inout Value) throws(StoredError) {
    value = try Value(from: &self)
  }

  /// Reads one byte.
  mutating func byte() throws(StoredError) -> UInt8 {
    guard let byte = rest.popFirst() else { throw .ended }
    return byte
  }

  /// Reads a number in groups of seven bits.
  mutating func number() throws(StoredError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let byte = try byte()
      let bits = UInt64(byte & 0x7F)
      guard (bits << shift) >> shift == bits else { throw .malformed }
      number |= bits << shift
      if byte & 0x80 == 0 { return number }
    }
    throw .malformed
  }

  /// Reads how many bytes or values follow. Each takes a byte at least, so that no count can claim
  /// more than there is.
  mutating func count() throws(StoredError) -> Int {
    guard let count = Int(exactly: try number()), count <= rest.count else {
      throw .ended
    }
    return count
  }

  /// Reads bytes that stand behind their count.
  mutating func counted() throws(StoredError) -> ArraySlice<UInt8> {
    let count = try count()
    defer { rest.removeFirst(count) }
    return rest.prefix(count)
  }
}
