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
      nobody's machine has the same there; nor has it the same '.git'. Where a link leads is read from \
      its text alone, with '/' and with '\\' between its parts, as Windows has it: '..' stands only at its \
      beginning, since behind a name that is a link, or comes to be one, it leads up from wherever that \
      link leads.
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
          "a link up from a place that another link leads to", policy: inside,
          "A; S after A links deep/er/l \"../..\" links t \"deep/er/l/../../../etc/passwd\"; "
            + "develop at A; push story-1: nothing -> S",
          because: "S: leads up again from 'l', which may be a link"),
        .blocked(
          "a link into what git keeps for itself", policy: inside,
          "A; S after A links docs/l \"../.GIT/config\"; develop at A; push story-1: nothing -> S",
          because: "S: leads out of the tree"),
        .blocked(
          "a link above the top on Windows", policy: inside,
          "A; S after A links docs/l \"..\\\\..\\\\secret\"; develop at A; push story-1: nothing -> S",
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
      if allowed == .none { return brought.flaw("is a symbolic link") }
      let id = brought.entry.id
      guard try history.blobSize(id) <= Self.longest else {
        return brought.flaw("leads out of the tree")
      }
      return Self.complaint(
        of: try history.blobBytes(id, limit: Self.longest), at: brought.entry.path
      ).map { brought.flaw($0) }
    }
  }

  /// What is wrong with a link at a path that leads above the top, or names a place by itself, on
  /// whatever system; `nil` where it stays inside, whatever else the tree holds.
  private static func complaint(of target: [UInt8], at path: [UInt8]) -> String? {
    if target.first.map(separators.contains) == true { return out }
    if target.count > 1, target[1] == UInt8(ascii: ":") { return out }
    let depth = path.count { $0 == separators[0] }
    // A '\' is a letter of a name elsewhere, and there what is behind it leads to another place.
    return complaint(of: target.split(separator: separators[0]), at: depth)
      ?? complaint(of: target.split(whereSeparator: separators.contains), at: depth)
  }

  private static let separators = Array("/\\".utf8)
  private static let out = "leads out of the tree"

  private static func complaint(of parts: [ArraySlice<UInt8>], at depth: Int) -> String? {
    var (depth, name): (Int, ArraySlice<UInt8>?) = (depth, nil)
    for part in parts where !part.elementsEqual(".".utf8) {
      if GitName.folder.isMeant(by: part) { return out }
      guard part.elementsEqual("..".utf8) else {
        name = part
        continue
      }
      if let name { return "leads up again from '\(name.shown)', which may be a link" }
      depth -= 1
      if depth < 0 { return out }
    }
    return nil
  }
}
