internal import GitModel

/// Keeps paths short enough for every system.
public struct PathLength: Rule, ContentRule {
  private static let policy = "files: {max_path_length: 20}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "path-length",
    summary: "No commit brings a path with more than 'max_path_length' characters.",
    rationale: """
      Windows stops at 260 characters, with the folder of the clone before them: a longer path lets \
      the whole checkout fail there. The characters of Unicode are counted, not bytes and not what \
      people see: a letter and an accent behind it are two. A byte that is not text counts as one.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "max_file_path_length",
    examples: Example.blockedEverywhere(
      "a long path", policy: policy, "with docs/a/very/long/path \"x\"",
      because: "has 21 characters, more than 20") + [
        .blocked(
          "a path of fewer letters, with accents behind them",
          policy: "files: {max_path_length: 4}",
          "A; S after A with u\u{308}u\u{308}u\u{308} \"x\"; develop at A; push story-1: nothing -> S",
          because: "S: has 6 characters, more than 4"),
        .allowed(
          "a path with as many as may be", policy: policy,
          "A; S after A with ä/bc/defghi/jklmnopq \"x\"; develop at A; "
            + "push story-1: nothing -> S"),
      ])

  /// Makes the rule.
  public init() {}

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    guard let most = scene.policy.files.maxPathLength else { return nil }
    return .entries { brought in
      guard brought.entry.path.count > most else { return nil }
      let count = String(decoding: brought.entry.path, as: UTF8.self).unicodeScalars.count
      return count > most
        ? brought.flaw("has \(Words.count(count, "character")), more than \(most)") : nil
    }
  }
}
