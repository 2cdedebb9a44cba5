internal import PolicyCore

/// One signature and the text that it is said to be of, as one message: a signature packet and a
/// literal data packet (RFC 9580, sections 10.3, 5.2 and 5.9).
///
/// gpg checks many of these in one process, and of a detached signature only one.
struct OpenPGPMessage {
  let bytes: [UInt8]

  /// `nil` where the armor holds anything but one whole signature packet: another packet behind it could
  /// bring a text of its own for gpg to check.
  init?(_ armored: String, of text: [UInt8]) {
    guard let signature = Self.unarmored(armored), Self.isOneSignature(signature),
      let count = UInt32(exactly: text.count + 6)
    else { return nil }
    let length = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    // Tag 11 in the new format with a length of four octets; binary, without a name, without a date.
    bytes = signature + [0xCB, 0xFF] + length + [UInt8(ascii: "b"), 0, 0, 0, 0, 0] + text
  }

  /// What stands in the armor: RFC 9580, section 6.2.
  private static func unarmored(_ armored: String) -> [UInt8]? {
    var lines = armored.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map { line in String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self) }
    while lines.last == "" { lines.removeLast() }
    guard lines.first == GnuPG.opening, lines.last == "-----END PGP SIGNATURE-----",
      let blank = lines.firstIndex(of: "")
    else { return nil }
    var body = lines[(blank + 1)...].dropLast()
    // The checksum, which RFC 9580 leaves out.
    if let last = body.last, last.hasPrefix("=") { body.removeLast() }
    return Base64.decode(body.joined())
  }

  /// Whether the bytes are one packet of tag 2, to their end: RFC 9580, section 4.2.
  private static func isOneSignature(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 6, bytes[0] & 0x80 != 0 else { return false }
    if bytes[0] & 0x40 == 0 {
      guard bytes[0] >> 2 & 0x0F == 2, bytes[0] & 3 < 3 else { return false }
      let octets = 1 << Int(bytes[0] & 3)
      return number(bytes[1...octets]) == bytes.count - 1 - octets
    }
    guard bytes[0] & 0x3F == 2 else { return false }
    switch bytes[1] {
    case ..<192: return Int(bytes[1]) == bytes.count - 2
    case 192..<224:
      return (Int(bytes[1]) - 192) << 8 + Int(bytes[2]) + 192 == bytes.count - 3
    case 255: return number(bytes[2...5]) == bytes.count - 6
    default: return false
    }
  }

  private static func number(_ octets: ArraySlice<UInt8>) -> Int {
    octets.reduce(0) { $0 << 8 | Int($1) }
  }
}
