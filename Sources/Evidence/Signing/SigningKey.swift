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

  /// A key as git's configuration names it, whose paths may begin with `~/`, and are else taken from the top
  /// of the work tree, where git itself runs.
  public init(configured text: String, top: String, home: String?) {
    self.init(text)
    guard case .file(let path) = self, !path.hasPrefix("/") else { return }
    if let home, path.hasPrefix("~/") {
      self = .file(home + path.dropFirst(1))
    } else {
      self = .file(top + (top.hasSuffix("/") ? "" : "/") + path)
    }
  }

  /// The key that git signs with: git-config(1), `user.signingKey`, `gpg.format`. `nil` for formats
  /// other than `ssh` and `openpgp`.
  public init?(userSigningKey key: String, format: String?, top: String, home: String?) {
    switch format ?? "openpgp" {
    case "openpgp": self = .openPGP(key)
    case "ssh":
      let text = key.hasPrefix("key::") ? String(key.dropFirst(5)) : key
      self.init(configured: text, top: top, home: home)
    default: return nil
    }
  }
}
