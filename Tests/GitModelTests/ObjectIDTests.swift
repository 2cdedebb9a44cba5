import GitModel
import Testing

@Suite struct ObjectIDTests {
  static let sha1 = "0123456789abcdef0123456789abcdef01234567"
  static let sha256 = sha1 + "89abcdef0123456789abcdef"

  @Test(
    "An id is read from digits of either case and written in lower case", arguments: [sha1, sha256])
  func digits(text: String) throws {
    let id = try #require(ObjectID(hex: text))
    #expect(id.hex == text)
    #expect(ObjectID(hex: text.uppercased()) == id)
    #expect(id.byteCount == text.count / 2)
    #expect(id.bytes.count == text.count / 2)
    #expect(ObjectID(bytes: id.bytes) == id)
    #expect(id.prefix == 0x0123_4567_89AB_CDEF)
  }

  @Test(
    "What is no id is refused",
    arguments: [
      "", "0", "\(sha1.dropLast())", "\(sha1)0", "\(sha256.dropLast())", "g\(sha1.dropFirst())",
      "\(sha1.dropLast())\u{130}", "\(sha1.dropLast()) ", "\(sha256.dropLast())/",
    ])
  func refused(text: String) {
    #expect(ObjectID(hex: text) == nil)
    #expect(ObjectID(hexBytes: Array(text.utf8)) == nil)
  }

  @Test("Every byte is the digit that it writes, or none", arguments: [0, 15, 16, 39])
  func everyByte(place: Int) {
    for byte in UInt8.min...UInt8.max {
      var digits = Array(Self.sha1.utf8)
      digits[place] = byte
      let value = Character(Unicode.Scalar(byte)).hexDigitValue
      let read = ObjectID(hexBytes: digits)
      #expect((read == nil) == (value == nil))
      #expect(value == nil || read?.hex == String(decoding: digits, as: UTF8.self).lowercased())
    }
  }

  @Test("Bytes of any other number are no id", arguments: [0, 19, 21, 31, 33])
  func bytes(count: Int) { #expect(ObjectID(bytes: [UInt8](repeating: 1, count: count)) == nil) }

  @Test("Ids sort as their digits do, and no two lengths are the same id")
  func order() throws {
    let texts = [
      String(repeating: "0", count: 40), "00" + String(repeating: "f", count: 38), sha1Next,
      Self.sha1, String(repeating: "f", count: 40),
    ].sorted()
    #expect(texts.reversed().compactMap { ObjectID(hex: $0) }.sorted().map(\.hex) == texts)
    let zero = try #require(ObjectID(hex: String(repeating: "0", count: 64)))
    #expect(zero.isZero && ObjectID.zero.isZero)
    #expect(zero != .zero)
  }

  private var sha1Next: String { Self.sha1.dropLast() + "8" }

  @Test("An id is found in a buffer only where it fits")
  func buffer() {
    let text = Array("xx\(Self.sha1)".utf8)
    text.withUnsafeBytes { buffer in
      #expect(ObjectID(hex: buffer, from: 2, count: 40)?.hex == Self.sha1)
      #expect(ObjectID(hex: buffer, from: 3, count: 40) == nil)
      #expect(ObjectID(hex: buffer, from: -1, count: 40) == nil)
      #expect(ObjectID(hex: buffer, from: 0, count: 64) == nil)
      #expect(ObjectID(hex: buffer, from: 2, count: 39) == nil)
    }
  }
}
