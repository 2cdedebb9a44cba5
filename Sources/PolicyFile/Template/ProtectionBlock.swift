public import PolicyCore

extension PolicyFile {
  /// A policy whose branches are protected like this, with what it has no words for as comments.
  public static func policy(
    protecting branches: [(branch: String, protection: Protection, losses: [String])]
  ) -> String {
    var lines = ["version: 1", "branches:"]
    for (branch, protection, losses) in branches {
      let inner = protection.yamlLines
      lines.append("  \(YAMLText.scalar(branch)):" + (inner.isEmpty ? " {}" : ""))
      lines += inner.map { "    \($0)" }
      // A comment ends with its line, so that what it quotes must not have one of its own.
      lines += losses.map { "    # not in a policy: \(shown($0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
