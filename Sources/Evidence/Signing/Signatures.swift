public import GitModel
public import PolicyCore

/// Checks signatures against the checkers of a policy.
public struct Signatures {
  /// Whose signatures count.
  public let checkers: [Checker]
  private let environment: [String: String]
  /// How long a program may take.
  private let patience: Duration

  /// Signatures that these checkers may have made; `environment` says where the programs are.
  public init(by checkers: [Checker], environment: [String: String]) {
    // Longer than a person needs to touch a token.
    self.init(by: checkers, environment: environment, patience: .seconds(60))
  }

  init(by checkers: [Checker], environment: [String: String], patience: Duration) {
    (self.checkers, self.environment, self.patience) = (checkers, environment, patience)
  }

  /// Who made the signature over a text. `namespace` is the purpose that SSH signatures name. Throws
  /// where that cannot be known: no program, no key of a checker.
  public func signer(
    of text: [UInt8], _ signature: String, for namespace: String
  ) throws(GitError) -> SignatureAnswer {
    if signature.hasPrefix(GnuPG.opening) {
      let hasOwn = checkers.contains { if case .openPGP = $0.key { true } else { false } }
      guard hasOwn else { return .stranger(key: "an OpenPGP key") }
      return try GnuPG(environment: environment, to: .check, patience: patience)
        .signer(of: text, signature, among: checkers)
    }
    guard let ssh = SSHSignature(signature) else {
      return .invalid(why: "it is neither an SSH nor an OpenPGP signature")
    }
    let found = checkers.filter { checker in
      guard case .ssh(_, let blob) = checker.key else { return false }
      return blob == ssh.key
    }
    guard let key = found.first?.key else { return .stranger(key: SSHSignature.shown(ssh.key)) }
    guard ssh.namespace == Array(namespace.utf8) else {
      return .invalid(
        why: "it was made for '\(String(decoding: ssh.namespace.prefix(64), as: UTF8.self))'")
    }
    let keygen = try SSHKeygen(environment: environment, to: .check, patience: patience)
    return try keygen.isRight(signature, of: text, by: key, for: namespace)
      ? .by(found) : .invalid(why: "it is of another text")
  }

  /// Signs a text. `namespace` is the purpose that SSH signatures name.
  public func sign(
    _ text: [UInt8], with key: SigningKey, for namespace: String
  ) throws(GitError) -> String {
    switch key {
    case .openPGP(let id):
      return try GnuPG(environment: environment, to: .sign, patience: patience).sign(text, with: id)
    case .file(let path):
      return try SSHKeygen(environment: environment, to: .sign, patience: patience)
        .sign(text, with: path, for: namespace)
    case .agent(let key):
      var folder = try ScratchFolder(environment: environment, to: .sign)
      let file = try folder.write(Array("\(key.text)\n".utf8), to: "key.pub")
      return try SSHKeygen(environment: environment, to: .sign, patience: patience)
        .sign(text, with: file, for: namespace)
    }
  }
}
