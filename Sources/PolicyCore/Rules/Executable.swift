internal import GitModel

/// Keeps the executable bit where it belongs.
public struct Executable: Rule, ContentRule {
  private static let policy = "files: {executables: ['script/*', '**/*.sh']}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "executable",
    summary: "No commit brings a file with the executable bit outside 'executables'.",
    rationale: """
      The bit comes along unnoticed from file systems that set it on everything, and a document that \
      can be run is one that somebody runs.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "a document that can be run", policy: policy, "runs docs/manual.txt \"x\"",
      because: "may not be executable") + [
        .blocked(
          "a file of which only the bit changes", policy: "files: {executables: []}",
          "A with x \"x\"; S after A runs x \"x\"; develop at A; push story-1: nothing -> S",
          because: "S: may not be executable"),
        .allowed(
          "a script in its place", policy: policy,
          "A; S after A runs tools/build.sh \"x\" runs script/test \"x\"; develop at A; "
            + "push story-1: nothing -> S"),
      ])

  /// Makes the rule.
  public init() {}

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    guard let allowed = scene.policy.files.executables else { return nil }
    return .entries { brought in
      guard brought.entry.mode.isExecutable,
        !allowed.contains(where: { $0.matches(brought.entry.path) })
      else { return nil }
      let path = Words.shell(brought.entry.path)
      // Git keeps the bit where files have none ('core.fileMode'); else the file would bring it back.
      let command =
        Brought.Commit.fromTop("update-index --chmod=-x -- \(path)")
        + " && chmod a-x \"$(git rev-parse --show-toplevel)\"/\(path)"
      return brought.commit.flaw("may not be executable", at: brought.entry.path) { _ in command }
    }
  }
}
