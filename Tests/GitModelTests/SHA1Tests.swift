import Testing

@testable import GitModel

@Suite("SHA-1")
struct SHA1Tests {
  private static func hex(_ message: [UInt8], byProgram: Bool) -> String? {
    ObjectID(bytes: message.withUnsafeBytes { SHA1.digest(of: $0, byProgram: byProgram) })?.hex
  }

  /// FIPS 180-4's examples.
  static let known: [(String, String)] = [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
  ]

  @Test(
    "Known messages have their known digests, by the processor and by the program",
    arguments: known, [false, true])
  func examples(known: (String, String), byProgram: Bool) {
    #expect(Self.hex(Array(known.0.utf8), byProgram: byProgram) == known.1)
  }

  /// `for n in 55 56 63 64 65 119 120 1000; do printf "%${n}s" | tr ' ' a | sha1sum; done`
  static let ends: [(Int, String)] = [
    (55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
    (56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
    (63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"),
    (64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    (65, "11655326c708d70319be2610e8a57d9a5b959d3b"),
    (119, "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56"),
    (120, "f34c1488385346a55709ba056ddd08280dd4c6d6"),
    (1000, "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
  ]

  @Test("Each way in which a message can end", arguments: ends, [false, true])
  func lengths(end: (Int, String), byProgram: Bool) {
    #expect(Self.hex(Array(repeating: 0x61, count: end.0), byProgram: byProgram) == end.1)
  }

  @Test("What stands before a message is hashed as if it were its beginning")
  func heads() {
    let whole = (0..<200).map { UInt8($0) }
    for end in 0...200 {
      let expected = whole[..<end].withUnsafeBytes { SHA1.digest(of: $0, byProgram: true) }
      for start in 0...end {
        let digest = whole[start..<end].withUnsafeBytes {
          SHA1.digest(of: $0, behind: Array(whole[..<start]))
        }
        #expect(digest == expected, "\(start) of \(end)")
      }
    }
  }
}
