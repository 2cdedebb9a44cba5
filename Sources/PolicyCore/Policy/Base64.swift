/// Bytes as text: RFC 4648, section 4.
package enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let values = Dictionary(
    uniqueKeysWithValues: zip(digits, UInt32(0)...))

  /// The bytes; `nil` where the text is no base64 with its padding, in the one way to write it.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.count.isMultiple(of: 4) else { return nil }
    let body = bytes.prefix { $0 != UInt8(ascii: "=") }
    let padding = bytes.count - body.count
    guard padding < 3, bytes.suffix(padding).allSatisfy({ $0 == UInt8(ascii: "=") }) else {
      return nil
    }
    var (result, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
    for byte in body {
      guard let value = values[byte] else { return nil }
      bits = (bits << 6 | value) & 0xff_ffff
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    // Bits that mean nothing are zero, or one key could be written in several ways.
    return bits & (1 << UInt32(count) - 1) == 0 ? result : nil
  }

  /// The text, with its padding.
  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let chunk = bytes[start..<min(start + 3, bytes.count)]
      let bits = chunk.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - chunk.count))
      for place in 0..<4 {
        text.append(
          place <= chunk.count
            ? digits[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
