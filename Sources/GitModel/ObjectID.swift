/// The name of a Git object: 20 bytes of SHA-1 or 32 bytes of SHA-256.
///
/// Source: gitformat-hash-function-transition(5).
public struct ObjectID: Hashable, Sendable {
  private let word0: UInt64
  private let word1: UInt64
  private let word2: UInt64
  private let word3: UInt64
  /// How many bytes the id has: 20 or 32.
  public let byteCount: Int

  /// The SHA-1 id of no object: 20 zero bytes.
  public static let zero = ObjectID(zeroBytes: 20)

  /// The first byte: the two digits that name the folder of a loose object.
  public var firstByte: UInt8 { UInt8(truncatingIfNeeded: word0 >> 56) }

  private init(zeroBytes count: Int) {
    (word0, word1, word2, word3, byteCount) = (0, 0, 0, 0, count)
  }

  /// An id from its raw bytes; `nil` unless there are exactly 20 or 32.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20 || bytes.count == 32 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (offset, byte) in bytes.enumerated() {
      words[offset / 8] |= UInt64(byte) << UInt64(56 - 8 * (offset % 8))
    }
    (word0, word1, word2, word3) = (words[0], words[1], words[2], words[3])
    byteCount = bytes.count
  }

  /// An id from the 20 bytes at `offset` of a buffer; traps beyond its end.
  public init(sha1 buffer: UnsafeRawBufferPointer, at offset: Int) {
    precondition(offset >= 0 && offset + 20 <= buffer.count, "an id beyond the end of its table")
    word0 = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    word1 = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    word2 =
      UInt64(UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self)))
      << 32
    word3 = 0
    byteCount = 20
  }

  /// An id from 40 or 64 hexadecimal digits; `nil` for anything else.
  public init?(hex: some StringProtocol) { self.init(hexBytes: Array(hex.utf8)) }

  /// An id from 40 or 64 hexadecimal digits in ASCII; `nil` for anything else.
  public init?(hexBytes digits: [UInt8]) {
    guard digits.count == 40 || digits.count == 64 else { return nil }
    let id = digits.withUnsafeBytes { ObjectID(hex: $0, from: 0, count: $0.count) }
    guard let id else { return nil }
    self = id
  }

  /// An id from the `count` hexadecimal digits at `start` of a buffer; `nil` where they are none or
  /// do not fit into it.
  public init?(hex buffer: UnsafeRawBufferPointer, from start: Int, count: Int) {
    guard count == 40 || count == 64, start >= 0, start <= buffer.count - count else { return nil }
    guard let first = Self.word(buffer, start), let second = Self.word(buffer, start + 16) else {
      return nil
    }
    let isShort = count == 40
    guard let third = Self.word(buffer, start + 32, digits: isShort ? 8 : 16),
      let fourth = isShort ? 0 : Self.word(buffer, start + 48)
    else { return nil }
    (word0, word1, word2, word3) = (first, second, isShort ? third << 32 : third, fourth)
    byteCount = count / 2
  }

  /// The number that so many hexadecimal digits write; `nil` where one of them is none.
  private static func word(
    _ buffer: UnsafeRawBufferPointer, _ start: Int, digits: Int = 16
  ) -> UInt64? {
    var (word, isWrong): (UInt64, UInt8) = (0, 0)
    for place in start..<start + digits {
      // Without a branch, which a processor would guess wrong at every other digit.
      let digit = buffer[place]
      let (figure, letter) = (digit &- UInt8(ascii: "0"), (digit | 0x20) &- UInt8(ascii: "a"))
      let isLetter: UInt8 = letter < 6 ? 0xFF : 0
      isWrong |= figure < 10 ? 0 : ~isLetter
      word = word << 4 | UInt64(digit & 0xF &+ (isLetter & 9))
    }
    return isWrong == 0 ? word : nil
  }

  /// The digits of a SHA-1 id's beginning with zeros behind them; `nil` for fewer digits than four, the
  /// fewest that git takes for an id, for more than there are, and for anything else.
  public init?(abbreviated digits: [UInt8]) {
    guard (4...40).contains(digits.count) else { return nil }
    self.init(
      hexBytes: digits + [UInt8](repeating: UInt8(ascii: "0"), count: 40 - digits.count))
  }

  /// Whether every digit is 0: Git's way to write "no object".
  public var isZero: Bool { word0 | word1 | word2 | word3 == 0 }

  /// The raw bytes, 20 or 32 of them.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)) {
      Array($0.prefix(byteCount))
    }
  }

  /// Adds the 20 raw bytes of a SHA-1 id to a table.
  func append(to table: inout [UInt8]) {
    withUnsafeBytes(of: (word0.bigEndian, word1.bigEndian, word2.bigEndian)) {
      table.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<20]))
    }
  }

  /// The lower-case hexadecimal digits, 40 or 64 of them.
  public var hex: String {
    let bytes = bytes
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { digits in
      for place in 0..<bytes.count {
        digits[2 * place] = Self.digit(bytes[place] >> 4)
        digits[2 * place + 1] = Self.digit(bytes[place] & 15)
      }
      return 2 * bytes.count
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
  }

  /// The first eight bytes, enough to sort and search by.
  public var prefix: UInt64 { word0 }

  /// Ids are uniformly random already: eight bytes of one are hash enough.
  public func hash(into hasher: inout Hasher) { hasher.combine(word0) }
}

extension ObjectID: Comparable {
  /// The order of the bytes, which is the order of the hexadecimal digits.
  public static func < (left: ObjectID, right: ObjectID) -> Bool {
    if left.word0 != right.word0 { return left.word0 < right.word0 }
    return (left.word1, left.word2, left.word3) < (right.word1, right.word2, right.word3)
  }
}

extension ObjectID: CustomStringConvertible {
  /// The whole hexadecimal id.
  public var description: String { hex }
}
