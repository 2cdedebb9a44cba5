internal import GitModel
internal import PolicyCore

/// Signs and checks with the real ssh-keygen: ssh-keygen(1), `-Y sign`, `-Y verify`.
struct SSHKeygen {
  private let program: SigningProgram
  private let environment: [String: String]

  init(
    environment: [String: String], to act: SigningAct, patience: Duration
  ) throws(GitError) {
    program = try SigningProgram(
      "ssh-keygen", of: "openssh-client", environment: environment, to: act, patience: patience)
    self.environment = environment
  }

  /// A signature, the text that it is said to be of, and the one key that can have made it.
  struct Claim {
    let signature: String
    let text: [UInt8]
    let key: CheckerKey
  }

  /// Whether the signature is the key's over the text, for this purpose.
  func isRight(_ claim: Claim, for namespace: String) throws(GitError) -> Bool {
    guard let answer = try areRight([claim], for: namespace).first else { return false }
    return try answer.get()
  }

  /// Whether each of the claims is right. ssh-keygen checks one signature a process: several run at the
  /// same time.
  func areRight(
    _ claims: [Claim], for namespace: String
  ) throws(GitError) -> [Result<Bool, GitError>] {
    var folder = try ScratchFolder(environment: environment, to: .check)
    let keys = Array(Set(claims.map(\.key.text))).sorted()
    // ssh-keygen(1), "ALLOWED SIGNERS": each key under a name of ours, so that one is meant.
    let lines = keys.enumerated().map { "checker\($0) namespaces=\"\(namespace)\" \($1)\n" }
    let allowed = try folder.write(Array(lines.joined().utf8), to: "allowed")
    var calls: [SigningProgram.Call] = []
    var names: [String] = []
    for (number, claim) in claims.enumerated() {
      let file = try folder.write(Array(claim.signature.utf8), to: "signature\(number)")
      let name = "checker\(keys.firstIndex(of: claim.key.text) ?? keys.count)"
      names.append(name)
      calls.append(
        SigningProgram.Call(
          arguments: ["-Y", "verify", "-f", allowed, "-I", name, "-n", namespace, "-s", file],
          input: claim.text))
    }
    return zip(names, program.run(calls)).map { name, answer in
      answer.flatMap { answer in
        Result { () throws(GitError) in try Self.isRight(answer, for: namespace, by: name) }
      }
    }
  }

  private static func isRight(
    _ answer: SigningProgram.Answer, for namespace: String, by name: String
  ) throws(GitError) -> Bool {
    let isGood = answer.output.hasPrefix("Good \"\(namespace)\" signature for \(name) ")
    if answer.status == 0, isGood { return true }
    // Its words for a signature that it looked at and does not take.
    let said = answer.output + answer.errors
    let refusals = ["incorrect signature", "Could not verify signature", "invalid format"]
    if answer.status != 0, !isGood, refusals.contains(where: said.contains) { return false }
    throw GitError(
      .noEvidence, SigningAct.check.rawValue, "ssh-keygen does not say: \(answer.reason)",
      help: "use OpenSSH 8.2 or newer, which knows ssh-keygen -Y verify")
  }

  /// The signature over a text, in its armor. `key` is the file of the private key, or of the public
  /// key whose private one an agent holds.
  func sign(
    _ text: [UInt8], with key: String, for namespace: String
  ) throws(GitError) -> String {
    let answer = try program.run(["-Y", "sign", "-f", key, "-n", namespace], input: text)
    guard answer.status == 0, SSHSignature(answer.output) != nil else {
      throw GitError(
        .noEvidence, SigningAct.sign.rawValue, "ssh-keygen did not sign: \(answer.reason)",
        help: "name a key that is there, and whose passphrase ssh-agent knows: --sign FILE")
    }
    return answer.output
  }
}
