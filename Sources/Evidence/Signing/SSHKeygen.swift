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

  /// Whether the signature is the key's over the text, for this purpose.
  func isRight(
    _ signature: String, of text: [UInt8], by key: CheckerKey, for namespace: String
  ) throws(GitError) -> Bool {
    var folder = try ScratchFolder(environment: environment, to: .check)
    // ssh-keygen(1), "ALLOWED SIGNERS": the one key that can be meant, under a name of ours.
    let allowed = try folder.write(
      Array("checker namespaces=\"\(namespace)\" \(key.text)\n".utf8), to: "allowed")
    let file = try folder.write(Array(signature.utf8), to: "signature")
    let answer = try program.run(
      ["-Y", "verify", "-f", allowed, "-I", "checker", "-n", namespace, "-s", file], input: text)
    let isGood = answer.output.hasPrefix("Good \"\(namespace)\" signature for checker ")
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
