public import PolicyCore

extension PolicyFile {
  /// A `branches:` block with the contexts that each branch could require: those that are reported
  /// every time, and as comments the others with the reason, and what nobody can tell.
  public static func requiredChecks(
    _ branches: [(branch: String, found: ContextSuggestions)]
  ) -> String {
    guard !branches.isEmpty else {
      return "# no long-lived branch is among them, and no other requires checks: "
        + "policy checks --suggest --all\n"
    }
    var lines = ["branches:"]
    for (branch, found) in branches {
      lines.append("  \(YAMLText.scalar(branch)):")
      let sound = found.answers.filter { $0.verdict == .produced }
      lines.append("    required_status_checks:" + (sound.isEmpty ? " []" : ""))
      lines += sound.map { "      - \(YAMLText.check($0.required))" }
      // A comment ends with its line, so that what it quotes must not have one of its own.
      lines += found.answers.filter { $0.verdict != .produced }.map {
        "      # \(YAMLText.check($0.required))  \(shown($0.message))"
      }
      lines += found.doubts.map { "      # not known: \(shown($0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
