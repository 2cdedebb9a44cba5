/// A set of a graph's commits: one bit each.
public struct CommitSet: Sendable, Equatable {
  @usableFromInline var words: [UInt64]

  /// An empty set with room for the first `capacity` commits of a graph.
  @inlinable public init(capacity: Int) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

  /// Whether the commit is in the set.
  @inlinable public func contains(_ commit: Int) -> Bool {
    words[commit >> 6] & (1 << UInt64(commit & 63)) != 0
  }

  /// Adds the commit; false where it was in the set before.
  @inlinable @discardableResult
  public mutating func insert(_ commit: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(commit & 63)
    defer { words[commit >> 6] |= bit }
    return words[commit >> 6] & bit == 0
  }

  /// How many commits are in the set.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether no commit is in the set.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The commits in both sets.
  public func intersection(_ other: CommitSet) -> CommitSet {
    var result = self
    for index in words.indices { result.words[index] &= other.words[index] }
    return result
  }

  /// Adds the commits of the other.
  public mutating func formUnion(_ other: CommitSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// The commits of this set that are not in the other.
  public func subtracting(_ other: CommitSet) -> CommitSet {
    var result = self
    for index in words.indices { result.words[index] &= ~other.words[index] }
    return result
  }

  /// Calls `body` with each commit, oldest (lowest) first.
  @inlinable
  public func forEach(_ body: (Int) -> Void) {
    for index in words.indices {
      var word = words[index]
      while word != 0 {
        body(index << 6 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
  }

  /// The commits, newest (highest) first: every commit before its parents.
  public var newestFirst: [Int] {
    var result: [Int] = []
    for index in words.indices.reversed() {
      var word = words[index]
      while word != 0 {
        let bit = 63 - word.leadingZeroBitCount
        result.append(index << 6 + bit)
        word &= ~(1 << UInt64(bit))
      }
    }
    return result
  }
}
