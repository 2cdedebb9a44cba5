internal import GitModel

/// Keeps symbolic links inside the tree, or out of it altogether.
public struct Symlink: Rule, ContentRule {
  private static let inside = "files: {symlinks: inside}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "symlink",
    summary: "No commit brings a symbolic link that leads out of the tree; with 'symlinks: none', "
      + "none at all.",
    rationale: """
      A link to '/etc/passwd' or '../../secrets' shows a build what lies beside the clone, and \
      nobody's machine has the same there. Where a link leads is read from its text alone.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "a link above the top", policy: inside, "links docs/readme \"../../secret\"",
      because: "leads out of the tree") + [
        .blocked(
          "an absolute link", policy: inside,
          "A; S after A links passwd \"/etc/passwd\"; develop at A; push story-1: nothing -> S",
          because: "S: leads out of the tree"),
        .blocked(
          "any link where there are none", policy: "files: {symlinks: none}",
          "A; S after A links docs/new \"old\"; develop at A; push story-1: nothing -> S",
          because: "S: is a symbolic link"),
        .allowed(
          "a link to the top and down again", policy: inside,
          "A; S after A links a/b/c \"../.././x/./y\"; develop at A; push story-1: nothing -> S"),
      ])

  /// Makes the rule.
  public init() {}

  /// No system follows a longer one: PATH_MAX of Linux.
  private static let longest = 4096

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    let allowed = scene.policy.files.symlinks
    guard allowed != .any else { return nil }
    let history = scene.history
    return .entries { brought throws(GitError) in
      guard brought.entry.mode.isLink else { return nil }
      if allowed == .none { return brought.finding("is a symbolic link") }
      let id = brought.entry.id
      guard try history.blobSize(id) <= Self.longest else {
        return brought.finding("leads out of the tree")
      }
      let target = try history.blobBytes(id, limit: Self.longest)
      let leadsOut = Self.leadsOut(target, from: brought.entry.path)
      return leadsOut ? brought.finding("leads out of the tree") : nil
    }
  }

  /// Whether a link at a path leads above the top, or names a place by itself, on whatever system.
  private static func leadsOut(_ target: [UInt8], from path: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    if target.first == slash || target.first == UInt8(ascii: "\\") { return true }
    if target.count > 1, target[1] == UInt8(ascii: ":") { return true }
    var depth = path.count { $0 == slash }
    for part in target.split(separator: slash) where !part.elementsEqual(".".utf8) {
      depth += part.elementsEqual("..".utf8) ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }
}
