internal import Synchronization

/// Work that two threads share: each takes from its own end, until they meet. Neither waits for the other,
/// however much longer one of them takes, and what lies side by side is mostly done by one.
public final class TwoEnds: Sendable {
  /// How many pieces there were.
  public let count: Int
  private let left: Mutex<Range<Int>>

  /// So many pieces of work, numbered from 0.
  public init(_ count: Int) {
    self.count = max(0, count)
    left = Mutex(0..<max(0, count))
  }

  /// The next piece from the beginning; `nil` where all are taken.
  public func takeFirst() -> Int? { left.withLock { $0.popFirst() } }

  /// The next piece from the end; `nil` where all are taken.
  public func takeLast() -> Int? {
    left.withLock { left in
      guard let last = left.last else { return nil }
      left = left.lowerBound..<last
      return last
    }
  }
}
