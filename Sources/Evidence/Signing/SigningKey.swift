public import PolicyCore

/// What a record is signed with.
public enum SigningKey: Hashable, Sendable {
  /// The file of an SSH private key, or of a public key whose private one an agent holds.
  case file(String)
  /// An SSH public key whose private one an agent holds.
  case agent(CheckerKey)
  /// What gpg knows a secret key by: a fingerprint, a key id, an address.
  case openPGP(String)

  /// A key as somebody names it: an OpenPGP fingerprint, an SSH public key, else a file.
  public init(_ text: String) {
    switch CheckerKey(text) {
    case .openPGP(let fingerprint)?: self = .openPGP(fingerprint)
    case let key?: self = .agent(key)
    case nil: self = .file(text)
    }
  }

  /// The key that git signs with: git-config(1), `user.signingKey`, `gpg.format`. `nil` for formats
  /// other than `ssh` and `openpgp`.
  public init?(userSigningKey key: String, format: String?, home: String?) {
    switch format ?? "openpgp" {
    case "openpgp": self = .openPGP(key)
    case "ssh":
      let text = key.hasPrefix("key::") ? String(key.dropFirst(5)) : key
      if let home, text.hasPrefix("~/") {
        self = .file(home + text.dropFirst(1))
      } else {
        self.init(text)
      }
    default: return nil
    }
  }
}
