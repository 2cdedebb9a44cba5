internal import PolicyCore

/// What an SSH signature says of itself, before anybody has checked it: PROTOCOL.sshsig of OpenSSH.
struct SSHSignature: Equatable {
  /// The public key's blob.
  let key: [UInt8]
  /// What it was made for.
  let namespace: [UInt8]

  static let opening = "-----BEGIN SSH SIGNATURE-----"
  private static let closing = "-----END SSH SIGNATURE-----"

  /// Reads a signature in its armor; `nil` where the text is none.
  init?(_ armored: String) {
    let lines = armored.split(whereSeparator: \.isNewline)
    guard lines.first == Self.opening[...], lines.last == Self.closing[...], lines.count > 2,
      let blob = Base64.decode(lines.dropFirst().dropLast().joined())
    else { return nil }
    var reader = SSHBlob(blob)
    guard reader.take("SSHSIG"), reader.number() == 1, let key = reader.string(),
      let namespace = reader.string()
    else { return nil }
    (self.key, self.namespace) = (key, namespace)
  }

  /// The key's type, and enough of it to be told from others.
  static func shown(_ key: [UInt8]) -> String {
    var reader = SSHBlob(key)
    let type = reader.string().map { String(decoding: $0, as: UTF8.self) } ?? "SSH"
    return "\(type) …\(Base64.encode(key).suffix(12))"
  }
}

/// Reads the strings of an SSH blob, each with its length before it: RFC 4251, section 5.
private struct SSHBlob {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  mutating func number() -> UInt32? {
    guard rest.count >= 4 else { return nil }
    let number = rest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    rest = rest.dropFirst(4)
    return number
  }

  mutating func string() -> [UInt8]? {
    guard let count = number().flatMap({ Int(exactly: $0) }), count <= rest.count else {
      return nil
    }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}
