/// A set of positions, one bit each.
///
/// Its owner checks every position against the capacity: all of them come from a file.
struct PositionSet: ~Copyable {
  private let words: UnsafeMutableBufferPointer<UInt64>

  /// An empty set for positions below `capacity`.
  init(capacity: Int) {
    words = .allocate(capacity: (capacity + 63) / 64)
    words.initialize(repeating: 0)
  }

  deinit { words.deallocate() }

  /// Adds a position; false where it was in the set before.
  @inline(__always)
  mutating func insert(_ position: Int) -> Bool {
    let (word, bit) = (words[position >> 6], 1 << UInt64(position & 63) as UInt64)
    words[position >> 6] = word | bit
    return word & bit == 0
  }

  /// Whether the position is in the set.
  func contains(_ position: Int) -> Bool {
    words[position >> 6] & (1 << UInt64(position & 63)) != 0
  }

  /// Calls `body` with each position of a range that is in the set, in order.
  @inline(__always)
  func forEach<E: Error>(
    in range: Range<Int>, _ body: (Int) throws(E) -> Void
  ) throws(E) {
    guard !range.isEmpty else { return }
    for index in range.lowerBound >> 6...(range.upperBound - 1) >> 6 {
      var word = words[index]
      if index == range.lowerBound >> 6 { word &= .max << UInt64(range.lowerBound & 63) }
      while word != 0 {
        let position = index << 6 + word.trailingZeroBitCount
        guard position < range.upperBound else { return }
        try body(position)
        word &= word - 1
      }
    }
  }
}
