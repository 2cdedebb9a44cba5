internal import GitModel
internal import PolicyCore

/// The policy that `policy init` writes.
public enum PolicyTemplate {
  /// A commented policy that fits what was found, parses, and does not contradict itself.
  public static func render(for findings: RepositoryFindings) -> String {
    let choice = StrategyChoice(findings)
    let body = choice.hasPresetNames ? extending(choice, findings) : standing(choice, findings)
    // The text of a preset may have examples of its own.
    let gates = body.contains("gates:") ? "" : gates
    let commits = body.contains("commits:") ? "" : commits
    return [head(choice), body, strangers(to: body, in: findings), tail + gates + commits]
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func head(_ choice: StrategyChoice) -> String {
    """
    # The branch strategy of this repository, kept by 'policy'.
    #   policy audit           judges every branch
    #   policy validate        finds errors and contradictions in this file
    #   policy explain RULE    tells what a rule demands, and why
    #
    # \(choice.preset), since \(choice.reason).

    """
  }

  private static let tail = """
    # To look before anything blocks:
    # mode: evaluate
    # To leave old history alone, by date or by a list that 'policy baseline' writes:
    # baseline: {since: 2026-01-01}
    # baseline: {file: .policy-baseline}

    """

  private static let gates = """
    # To let 'policy gates' run the commands that every change has to pass, and hooks ask for them:
    # gates: {format: {run: black --check .}, tests: {run: pytest, on: [pre-push]}}

    """

  private static let commits = """
    # To say what commits look like, and whose signatures count (docs/commits.md):
    # commits: {subject_max: 72, blank_second_line: true, signed_off: true}

    """

  /// A policy that extends the preset and changes what the repository has otherwise.
  private static func extending(_ choice: StrategyChoice, _ findings: RepositoryFindings) -> String
  {
    var text = """
      version: 1
      extends: \(choice.preset)

      branches:

      """
    for name in ["main", choice.integration].compactMap({ $0 }) {
      text += "  \(name):\n" + checks(findings.contexts).map { "    \($0)\n" }.joined()
    }
    return text
  }

  /// The preset's own text with other names.
  private static func standing(_ choice: StrategyChoice, _ findings: RepositoryFindings) -> String {
    let preset = PolicyFile.preset(choice.preset).map { String(decoding: $0, as: UTF8.self) } ?? ""
    var lines: [String] = []
    var isInHead = true
    var isInChecks = false
    for line in preset.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "version: 1" { isInHead = false }
      if isInChecks, line.hasPrefix("      ") { continue }
      isInChecks = line == "    required_status_checks:"
      guard !isInHead, !isInChecks else { continue }
      // An exact key outranks what is exempt.
      if [choice.production, choice.integration].contains(where: { line == "  - \($0 ?? "")" }) {
        continue
      }
      lines.append(renamed(line, choice, remote: findings.remote))
      if line.hasPrefix("    required_reviews:") {
        lines += checks(findings.contexts).map { "    \($0)" }
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func checks(_ contexts: [String]) -> [String] {
    let contexts = contexts.filter { TextForm.text.fault(in: $0) == nil }.unique
    guard !contexts.isEmpty else {
      return [
        "# The workflows that can be read report no check. Name those that every pull request must pass.",
        "required_status_checks: []",
      ]
    }
    return [
      "# Found in the workflows. Keep those that every pull request must pass.",
      "required_status_checks:",
    ] + contexts.map { "  - \(YAMLText.scalar($0))" }
  }

  /// A line of a preset with the repository's names for the branches and the remote.
  private static func renamed(
    _ line: Substring, _ choice: StrategyChoice, remote: String?
  ) -> String {
    let names = [
      "main": YAMLText.scalar(choice.production),
      "develop": choice.integration.map(YAMLText.scalar) ?? "develop",
      "origin": remote.map(YAMLText.scalar) ?? "origin",
    ]
    var result = ""
    var word = ""
    for character in line + "\n" {
      if character.isLetter || character == "-" || character == "_" {
        word.append(character)
        continue
      }
      result += names[word] ?? word
      word = ""
      result.append(character)
    }
    return String(result.dropLast())
  }

  /// A comment that names the branches without a kind.
  private static func strangers(to body: String, in findings: RepositoryFindings) -> String {
    let policy: Policy
    do throws(PolicyFileError) {
      policy = try PolicyFile.parse(body, name: "template")
    } catch {
      return ""
    }
    let names = findings.branches.compactMap { BranchName($0) }.filter {
      policy.kind(of: $0) == nil && policy.exemption(of: $0) == nil && !Policy.isMergeQueue($0)
    }
    guard !names.isEmpty else { return "" }
    let shown = names.sorted().prefix(10).map { "#   \(YAMLText.scalar($0.text))" }
    let more = names.count > 10 ? ["#   and \(names.count - 10) more"] : []
    return """
      # These branches have no kind yet. Name one above, rename them, or list them under exempt:
      \((shown + more).joined(separator: "\n"))

      """
  }
}
