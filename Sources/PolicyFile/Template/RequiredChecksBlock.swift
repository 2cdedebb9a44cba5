public import PolicyCore

extension PolicyFile {
  /// A `branches:` block with the contexts that each branch could require: those that are reported
  /// every time, and the others as comments with the reason.
  public static func requiredChecks(
    _ branches: [(branch: String, answers: [ContextAnswer])]
  ) -> String {
    var lines = ["branches:"]
    for (branch, answers) in branches {
      lines.append("  \(YAMLText.scalar(branch)):")
      let sound = answers.filter { $0.verdict == .produced }
      lines.append("    required_status_checks:" + (sound.isEmpty ? " []" : ""))
      lines += sound.map { "      - \(YAMLText.check($0.required))" }
      // A comment ends with its line, so that what it quotes must not have one of its own.
      lines += answers.filter { $0.verdict != .produced }.map {
        "      # \(YAMLText.check($0.required))  \(shown($0.message))"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
