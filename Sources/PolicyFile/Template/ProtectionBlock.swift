public import PolicyCore

extension PolicyFile {
  /// A policy whose branches are protected like this and that demands this of tags and files, with
  /// what it has no words for as comments: those of each branch, and those of the whole.
  public static func policy(
    protecting branches: [(branch: String, protection: Protection, losses: [String])],
    _ settings: GitHubSettings = GitHubSettings(), tags: [TagKind] = [],
    files: FileDemands = .init(), losses: [String] = []
  ) -> String {
    // A comment ends with its line, so that what it quotes must not have one of its own.
    func comments(_ losses: [String]) -> [String] {
      losses.map { "# not in a policy: \(shown($0))" }
    }
    var lines = ["version: 1"] + settings.yamlLines + comments(losses)
    let closed = branches.filter { $0.protection.isClosed && !$0.protection.lockBranch }
    if !closed.isEmpty {
      let names = YAMLText.list(closed.map(\.branch))
      lines += [
        "# GitHub does not tell which branches there are, and which land where: name them as kinds.",
        "exempt: [{name: \"**/*\", into: \(names)}]",
      ]
    }
    lines.append(branches.isEmpty ? "branches: {}" : "branches:")
    for (branch, protection, losses) in branches {
      let inner = protection.yamlLines
      lines.append("  \(YAMLText.scalar(branch)):" + (inner.isEmpty ? " {}" : ""))
      lines += (inner + comments(losses)).map { "    \($0)" }
    }
    if !tags.isEmpty { lines.append("tags:") }
    for kind in tags {
      let inner = kind.yamlLines
      lines.append("  \(YAMLText.scalar(kind.tags.text)):" + (inner.isEmpty ? " {}" : ""))
      lines += inner.map { "    \($0)" }
    }
    let demands = files.yamlLines
    if !demands.isEmpty { lines += ["files:"] + demands.map { "  \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Protection {
  /// Whether it leaves a pull request as the only way in.
  fileprivate var isClosed: Bool {
    restrictPushes.map { $0.users.isEmpty && $0.teams.isEmpty } ?? false
  }
}

extension GitHubSettings {
  /// The block `github` in YAML; nothing where it says nothing.
  fileprivate var yamlLines: [String] {
    var lines = protection == .classic ? [] : ["  protection: \(protection.rawValue)"]
    if !secrets.isEmpty { lines.append("  secrets: \(YAMLText.list(secrets))") }
    if !environments.isEmpty { lines.append("  environments:") }
    for environment in environments {
      let inner = environment.yamlLines
      lines.append("    \(YAMLText.scalar(environment.name)):" + (inner.isEmpty ? " {}" : ""))
      lines += inner.map { "      \($0)" }
    }
    return lines.isEmpty ? [] : ["github:"] + lines
  }
}

extension GitHubSettings.Environment {
  fileprivate var yamlLines: [String] {
    var lines = branches.map { ["branches: \(YAMLText.list($0))"] } ?? []
    if let waitTimer { lines.append("wait_timer: \(waitTimer)") }
    if let reviewers { lines.append("reviewers: {\(YAMLText.people(reviewers))}") }
    if preventSelfReview { lines.append("prevent_self_review: true") }
    if !secrets.isEmpty { lines.append("secrets: \(YAMLText.list(secrets))") }
    return lines
  }
}
