internal import GitModel
internal import Reports

/// What the files of the work tree are, as git sees them: a result is evidence for a tree only where
/// they are that tree, and no file more.
struct TestedTree: Equatable {
  /// What the files must be.
  enum Wanted {
    /// The checked-out commit.
    case head
    /// What is about to be committed.
    case index
  }

  /// The tree that was wanted; `nil` where there is none yet.
  let tree: ObjectID?
  /// The checked-out commit; `nil` before the first one.
  let commit: ObjectID?
  /// Why the files are not that tree; empty where they are.
  let differences: [String]

  /// Asks git. Fails where git does.
  init(_ wanted: Wanted, _ git: GitCommand) throws(Stop) {
    commit = try Self.id("HEAD^{commit}", git)
    switch wanted {
    case .head: tree = try Self.id("HEAD^{tree}", git)
    case .index: tree = ObjectID(hex: try git.line(["write-tree"]))
    }
    differences = try Self.differences(wanted, git)
  }

  /// The differences in one sentence; `nil` where there are none.
  var difference: String? {
    guard !differences.isEmpty || tree == nil else { return nil }
    return differences.isEmpty ? "there is no commit yet" : differences.joined(separator: ", ")
  }

  private static func id(_ revision: String, _ git: GitCommand) throws(Stop) -> ObjectID? {
    let answer = try git.run(["rev-parse", "--verify", "--quiet", revision])
    guard answer.status == 0, let line = answer.line else { return nil }
    return ObjectID(hex: line)
  }

  private static func differences(
    _ wanted: Wanted, _ git: GitCommand
  ) throws(Stop) -> [String] {
    // Settings that hide changes are overridden: what git does not look at is not known to be the same.
    let status = try output(
      git,
      [
        "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false",
        "-c", "core.trustctime=true", "-c", "core.checkStat=default", "status",
        "--porcelain=v2", "-z", "--untracked-files=normal", "--ignore-submodules=none",
        "--no-renames",
      ])
    var counts = Counts()
    for entry in status.split(separator: 0) { counts.count(entry) }
    let marked = try output(git, ["ls-files", "-v", "-z"]).split(separator: 0)
    counts.hidden = marked.count { entry in
      guard let tag = entry.first else { return false }
      // git-ls-files(1), -t and -v: S is skip-worktree, and small letters are assume-unchanged.
      return tag == UInt8(ascii: "S") || tag >= UInt8(ascii: "a")
    }
    if wanted == .index { counts.staged = 0 }
    return counts.told
  }

  private static func output(
    _ git: GitCommand, _ arguments: [String]
  ) throws(Stop) -> [UInt8] {
    let answer = try git.run(arguments)
    guard answer.status == 0 else {
      let said = answer.errors.split(separator: "\n").first.map(String.init) ?? "no answer"
      throw Stop(
        .unknown, ["unknown: what the work tree holds: \(said)", "help: see git status"])
    }
    return answer.output
  }

  /// How many paths differ, and how: git-status(1), "Porcelain Format Version 2".
  private struct Counts {
    var staged = 0
    var changed = 0
    var unmerged = 0
    var untracked = 0
    var hidden = 0

    mutating func count(_ entry: ArraySlice<UInt8>) {
      switch entry.first {
      case UInt8(ascii: "1"), UInt8(ascii: "2"):
        let states = entry.dropFirst(2).prefix(2)
        if states.first != UInt8(ascii: ".") { staged += 1 }
        if states.last != UInt8(ascii: ".") { changed += 1 }
      case UInt8(ascii: "u"): unmerged += 1
      case UInt8(ascii: "?"): untracked += 1
      default: break
      }
    }

    var told: [String] {
      [
        (staged, "staged and not committed"), (changed, "changed and not staged"),
        (unmerged, "not merged"), (untracked, "not tracked"),
        (hidden, "not looked at (assume-unchanged or skip-worktree)"),
      ].compactMap { count, what in
        count == 0 ? nil : "\(count) \(count == 1 ? "path is" : "paths are") \(what)"
      }
    }
  }
}
