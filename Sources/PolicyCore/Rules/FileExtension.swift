internal import GitModel

/// Keeps files of some kinds out.
public struct FileExtension: Rule, ContentRule {
  private static let policy = "files: {forbidden_extensions: [exe, tar.gz]}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "file-extension",
    summary: "No commit brings a file with an extension that the policy forbids.",
    rationale: """
      Programs and archives that were built elsewhere cannot be reviewed, and every clone carries \
      each of their versions for ever. Upper and lower case are one.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "file_extension_restriction",
    examples: Example.blockedEverywhere(
      "a program", policy: policy, "with tools/Setup.EXE \"MZ\"",
      because: "has the extension 'exe', which is forbidden") + [
        .blocked(
          "an archive", policy: policy,
          "A; S after A with old.tar.gz \"x\"; develop at A; push story-1: nothing -> S",
          because: "S: has the extension 'tar.gz', which is forbidden"),
        .allowed(
          "a file whose name only ends like it", policy: policy,
          "A; S after A with exe \"x\"; develop at A; push story-1: nothing -> S"),
      ])

  /// Makes the rule.
  public init() {}

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    let forbidden = scene.policy.files.forbiddenExtensions.map { name in
      (name: name, end: ".\(name)".utf8.lowercasedASCII)
    }
    guard !forbidden.isEmpty else { return nil }
    return .entries { brought in
      guard !brought.entry.mode.isSubmodule else { return nil }
      let path = brought.entry.path
      let found = forbidden.first { path.suffix($0.end.count).lowercasedASCII == $0.end }
      return found.map { brought.flaw("has the extension '\($0.name)', which is forbidden") }
    }
  }
}
