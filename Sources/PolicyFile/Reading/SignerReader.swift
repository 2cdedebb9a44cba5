internal import PolicyCore

/// Reads `signers` whose shape is checked.
struct SignerReader {
  private(set) var signers: [Signer] = []
  private(set) var problems: [PolicyFileError.Problem] = []

  init(_ node: YAMLNode?) {
    guard let node else { return }
    signers = (node.entries ?? []).compactMap { signer($0) }
    if !signers.isEmpty, signers.allSatisfy(\.isRevoked) {
      problems.append(
        .init("every signer is revoked", at: node.place, help: "list one who may sign"))
    }
  }

  private mutating func signer(_ entry: YAMLNode.Entry) -> Signer? {
    let node = entry.value
    guard let key = (node.scalar?.text ?? node.text("key")).flatMap({ CheckerKey($0) }) else {
      return nil
    }
    var signer = Signer(name: entry.key, key: key)
    signer.on = problems.globs(node["on"]) ?? []
    signer.until = node.text("until").flatMap(Instant.range)?.upperBound
    signer.isRevoked = node.flag("revoked") ?? false
    return signer
  }
}
