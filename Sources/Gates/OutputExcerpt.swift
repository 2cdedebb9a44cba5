/// What a command printed, in bounded memory: the beginning and the end of it.
public struct OutputExcerpt: Sendable, Equatable {
  static let headLimit = 16 << 10
  static let tailLimit = 1 << 20

  /// The first bytes.
  private(set) var head: [UInt8] = []
  private var tail: [UInt8] = []
  /// How many bytes there were in all.
  public private(set) var total: UInt64 = 0

  init() {}

  /// Adds bytes at the end.
  mutating func append(_ bytes: some RandomAccessCollection<UInt8>) {
    total += UInt64(bytes.count)
    let room = Self.headLimit - head.count
    head += bytes.prefix(room)
    tail += bytes.dropFirst(room)
    // Twice the limit at most, so that moving the bytes costs little for each that comes.
    if tail.count > 2 * Self.tailLimit { tail.removeFirst(tail.count - Self.tailLimit) }
  }

  /// How many bytes between the beginning and the end are not kept.
  public var dropped: UInt64 { total - UInt64(head.count) - UInt64(end.count) }

  /// The last bytes, behind those of the beginning.
  private var end: ArraySlice<UInt8> { tail.suffix(Self.tailLimit) }

  /// The lines of the end, the last first. The first line of all may lack its beginning where bytes
  /// were dropped, and then is left out. A carriage return ends a line, as a progress bar has it.
  func linesFromEnd() -> some Sequence<ArraySlice<UInt8>> {
    let whole = dropped == 0
    let bytes = whole ? head + end : Array(end)
    let lines = bytes.split(omittingEmptySubsequences: true) { $0 == 0x0a || $0 == 0x0d }
    return lines.dropFirst(whole ? 0 : 1).reversed()
  }

  /// The last lines, oldest first, as they stand, and how many bytes come before them.
  public func lastLines(_ count: Int) -> (lines: [[UInt8]], earlier: Bool) {
    let whole = dropped == 0
    var lines = (whole ? head + end : Array(end))
      .split(separator: 0x0a, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return (lines.suffix(count).map { Array($0) }, !whole || lines.count > count)
  }
}
