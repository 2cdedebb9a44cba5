/// Somebody whose signature on evidence counts: an entry of `checkers:`.
public struct Checker: Hashable, Sendable {
  /// A name or an address.
  public let name: String
  /// The key that signs.
  public let key: CheckerKey

  /// A checker.
  public init(name: String, key: CheckerKey) { (self.name, self.key) = (name, key) }
}

/// A key that signs: a whole SSH key, or an OpenPGP key's fingerprint.
public enum CheckerKey: Hashable, Sendable {
  /// An SSH public key: sshd(8), "AUTHORIZED_KEYS FILE FORMAT", without options and comment.
  case ssh(type: String, blob: [UInt8])
  /// An OpenPGP fingerprint in upper-case digits: 40 of them, or 64 (RFC 9580, section 5.5.4).
  case openPGP(fingerprint: String)

  /// The types that ssh-keygen(1) signs with. DSA is none of them: OpenSSH has given it up.
  public static let sshTypes = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// A key from the text of a policy: `ssh-ed25519 AAAA… comment`, or a fingerprint, in which blanks
  /// may stand. `nil` where it is neither: a short key id is none, since anybody can make one.
  public init?(_ text: String) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    guard let first = words.first, !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 }) else {
      return nil
    }
    if Self.sshTypes.contains(first) {
      guard words.count > 1, let blob = Base64.decode(words[1]),
        blob.starts(with: Self.counted(first))
      else { return nil }
      self = .ssh(type: first, blob: blob)
      return
    }
    let digits = words.joined().uppercased()
    guard digits.utf8.count == 40 || digits.utf8.count == 64,
      digits.utf8.allSatisfy({ "0123456789ABCDEF".utf8.contains($0) })
    else { return nil }
    self = .openPGP(fingerprint: digits)
  }

  /// The key as a policy writes it.
  public var text: String {
    switch self {
    case .ssh(let type, let blob): "\(type) \(Base64.encode(blob))"
    case .openPGP(let fingerprint): fingerprint
    }
  }

  /// A key's blob begins with its type, as a string with its length before it: RFC 4253, section 6.6.
  private static func counted(_ text: String) -> [UInt8] {
    let count = UInt32(truncatingIfNeeded: text.utf8.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + Array(text.utf8)
  }
}
