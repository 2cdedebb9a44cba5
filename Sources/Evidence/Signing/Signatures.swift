public import GitModel
internal import GitStore
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
    switch claim(signature, of: text, for: namespace) {
    case .answered(let answer): return answer
    case .open(let claim, let found):
      let keygen = try SSHKeygen(environment: environment, to: .check, patience: patience)
      return try keygen.isRight(claim, for: namespace)
        ? .by(found) : .invalid(why: "it is of another text")
    }
  }

  /// Who made each of the signatures, with few processes: one gpg for many, several ssh-keygen at the
  /// same time.
  func signers(
    of signed: [SignedText], for namespace: String
  ) -> [Result<SignatureAnswer, GitError>] {
    var answers: [Int: Result<SignatureAnswer, GitError>] = [:]
    var openPGP: [Int] = []
    var ssh: [(index: Int, claim: SSHKeygen.Claim, found: [Checker])] = []
    let hasOpenPGP = checkers.contains { if case .openPGP = $0.key { true } else { false } }
    for (index, one) in signed.enumerated() {
      if one.signature.hasPrefix(GnuPG.opening) {
        if hasOpenPGP {
          openPGP.append(index)
        } else {
          answers[index] = .success(.stranger(key: "an OpenPGP key"))
        }
        continue
      }
      switch claim(one.signature, of: one.text, for: namespace) {
      case .answered(let answer): answers[index] = .success(answer)
      case .open(let claim, let found): ssh.append((index, claim, found))
      }
    }
    merge(openPGP, into: &answers) { () throws(GitError) in
      try GnuPG(environment: environment, to: .check, patience: patience)
        .signers(of: openPGP.map { signed[$0] }, among: checkers)
    }
    merge(ssh.map(\.index), into: &answers) { () throws(GitError) in
      let right = try SSHKeygen(environment: environment, to: .check, patience: patience)
        .areRight(ssh.map(\.claim), for: namespace)
      return zip(ssh, right).map { one, right in
        right.map { $0 ? SignatureAnswer.by(one.found) : .invalid(why: "it is of another text") }
      }
    }
    return signed.indices.map { answers[$0] ?? .failure(Self.unanswered) }
  }

  private static let unanswered = GitError(
    .failed, SigningAct.check.rawValue, "a signature got no answer", help: "report this as a bug")

  private func merge(
    _ indices: [Int], into answers: inout [Int: Result<SignatureAnswer, GitError>],
    _ ask: () throws(GitError) -> [Result<SignatureAnswer, GitError>]
  ) {
    guard !indices.isEmpty else { return }
    do throws(GitError) {
      for (index, answer) in zip(indices, try ask()) { answers[index] = answer }
    } catch {
      for index in indices { answers[index] = .failure(error) }
    }
  }

  /// What an SSH signature says of itself: an answer, or what ssh-keygen is to be asked.
  private enum Claimed {
    case answered(SignatureAnswer)
    case open(SSHKeygen.Claim, [Checker])
  }

  private func claim(
    _ signature: String, of text: [UInt8], for namespace: String
  ) -> Claimed {
    guard let ssh = SSHSignature(signature) else {
      return .answered(.invalid(why: "it is neither an SSH nor an OpenPGP signature"))
    }
    let found = checkers.filter { checker in
      guard case .ssh(_, let blob) = checker.key else { return false }
      return blob == ssh.key
    }
    guard let key = found.first?.key else {
      return .answered(.stranger(key: SSHSignature.shown(ssh.key)))
    }
    guard ssh.namespace == Array(namespace.utf8) else {
      let shown = String(decoding: ssh.namespace.prefix(64), as: UTF8.self)
      return .answered(.invalid(why: "it was made for '\(shown)'"))
    }
    return .open(SSHKeygen.Claim(signature: signature, text: text, key: key), found)
  }

  /// Who signed a commit; `nil` where nobody did.
  func signer(
    ofCommit id: ObjectID, in repository: Repository
  ) throws(GitError) -> SignatureAnswer? {
    guard let (signature, payload) = try repository.signature(ofCommit: id) else { return nil }
    guard let text = String(validating: signature, as: UTF8.self) else {
      return .invalid(why: "it is no text")
    }
    // What git signs commits for: gitformat-signature(5), `git`.
    return try signer(of: payload, text, for: "git")
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
