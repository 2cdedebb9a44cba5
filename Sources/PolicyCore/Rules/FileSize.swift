internal import GitModel

/// Keeps large files out of history.
public struct FileSize: Rule, ContentRule {
  private static let policy = "files: {max_size: 20B}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "file-size",
    summary: "No commit brings a file that is larger than 'max_size'.",
    rationale: """
      What was committed once is fetched by everybody for ever, even where the next commit takes it \
      out: so each commit is looked at. GitHub refuses files above 100 MB only when they are pushed, \
      and history must be written anew by then. A pointer of Git LFS is small, and passes.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "max_file_size",
    examples: Example.blockedEverywhere(
      "a large file", policy: policy, "with data.bin \"123456789 123456789 x\"",
      because: "has 21 bytes, more than 20") + [
        .blocked(
          "a large file that the next commit takes out again", policy: policy,
          "A; S after A with data.bin \"123456789 123456789 x\"; T after S reverts S; develop at A; "
            + "push story-1: nothing -> T", because: "S: has 21 bytes, more than 20"),
        .allowed(
          "a pointer of Git LFS", policy: policy,
          """
          A; S after A with data.bin "
          version https://git-lfs.github.com/spec/v1
          oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
          size 12345
          "; develop at A; push story-1: nothing -> S
          """),
        .allowed(
          "a submodule", policy: policy,
          "A; S after A embeds lib; develop at A; push story-1: nothing -> S"),
      ])

  /// Makes the rule.
  public init() {}

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    guard let most = scene.policy.files.maxSize else { return nil }
    let history = scene.history
    return .sizes { brought throws(GitError) in
      guard !brought.entry.mode.isSubmodule else { return nil }
      let size = try history.blobSize(brought.entry.id)
      guard size > most,
        try !LFSPointer.stands(in: brought.entry.id, size: size, of: history)
      else { return nil }
      return brought.flaw("has \(Words.count(size, "byte")), more than \(most)")
    }
  }
}
