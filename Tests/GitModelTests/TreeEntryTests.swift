import TestSupport
import Testing

@testable import GitModel

/// What an entry's bytes are, against a reader that takes one byte after the other.
@Suite struct TreeEntryTests {
  private struct Read: Equatable {
    let mode: UInt32
    let name: Range<Int>
  }

  private static func fast(_ bytes: [UInt8], at start: Int) -> Read? {
    bytes.withUnsafeBytes { bytes in
      TreeEntry(in: bytes, at: start).map { Read(mode: $0.mode(in: bytes), name: $0.name) }
    }
  }

  /// Git's own limits: tree-walk.c, `get_mode` and `decode_tree_entry`; the mode has no limit there.
  private static func slow(_ bytes: [UInt8], at start: Int) -> Read? {
    let text = bytes.dropFirst(start)
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    guard !digits.isEmpty, let mode = UInt32(String(decoding: digits, as: UTF8.self), radix: 8),
      mode < 1 << 24
    else { return nil }
    let rest = text.dropFirst(digits.count)
    guard rest.first == UInt8(ascii: " "), let end = rest.firstIndex(of: 0),
      end > rest.startIndex + 1
    else { return nil }
    return Read(mode: mode, name: rest.startIndex + 1..<end)
  }

  @Test(
    "Modes of any length, and names up to the end",
    arguments: [
      "100644 a\0", "40000 a\0", "0040000 a\0", "00000000000100644 a\0", "7 a\0", "77777777 a\0",
      "100000000 a\0", "100648 a\0", "10064x a\0", "1x0644 a\0", "100644  a\0", "100644\0a\0",
      " a\0",
      "100644 \0", "100644 a", "100644 ", "100644", "4000 a\0", "40000a\0",
      "400000 abcdefghijklmnop\0",
      "100644 abcdefg\0", "100644 abcdefgh\0", "100644 \u{80}\u{7f}\u{1}\0", "", "\0",
    ])
  func forms(text: String) {
    // Whatever follows, an id of any bytes or nothing, says nothing of the entry.
    for tail in [[], [UInt8](repeating: 0, count: 20), [UInt8](repeating: 0xff, count: 20)] {
      let bytes = [1, 2, 3] + Array(text.utf8) + tail
      #expect(Self.fast(bytes, at: 3) == Self.slow(bytes, at: 3), "\(bytes)")
    }
  }

  @Test("Bytes that chance draws")
  func chance() {
    var chance = SeededGenerator(seed: 1)
    let letters = Array("0147 \0a8\u{1}".utf8) + [0x80, 0xff]
    var found = 0
    for _ in 0..<20_000 {
      let head = Bool.random(using: &chance) ? "100644 " : "40000 "
      let tail = (0..<Int.random(in: 0...20, using: &chance)).map { _ in
        letters.randomElement(using: &chance) ?? 0
      }
      let bytes = Array(head.utf8.dropFirst(Int.random(in: 0...3, using: &chance))) + tail
      let read = Self.fast(bytes, at: 0)
      #expect(read == Self.slow(bytes, at: 0), "\(bytes)")
      found += read == nil ? 0 : 1
    }
    #expect(found > 1_000 && found < 19_000)
  }
}
