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
  /// Why the files are not that tree.
  let differences: TreeDifferences

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
    if tree == nil { return "there is no commit yet" }
    let told = differences.told
    return told.isEmpty ? nil : told.joined(separator: ", ")
  }

  /// What takes the differences away; `aside` is what puts changes aside.
  func cure(aside: String) -> String {
    if tree == nil { return "make one: git add --all && git commit" }
    // git-stash(1) needs a commit.
    return differences.cure ?? (commit == nil ? "stage the rest: git add --all" : aside)
  }

  private static func id(_ revision: String, _ git: GitCommand) throws(Stop) -> ObjectID? {
    let answer = try git.run(["rev-parse", "--verify", "--quiet", revision])
    guard answer.status == 0, let line = answer.line else { return nil }
    return ObjectID(hex: line)
  }

  private static func differences(
    _ wanted: Wanted, _ git: GitCommand
  ) throws(Stop) -> TreeDifferences {
    // Settings that hide changes are overridden: what git does not look at is not known to be the same.
    let status = try output(
      git,
      [
        "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false",
        "-c", "core.trustctime=true", "-c", "core.checkStat=default", "status",
        "--porcelain=v2", "-z", "--untracked-files=normal", "--ignore-submodules=none",
        "--no-renames",
      ])
    var differences = TreeDifferences()
    for entry in status.split(separator: 0) { differences.count(entry, wanted) }
    for entry in try output(git, ["ls-files", "-v", "-z"]).split(separator: 0) {
      differences.countHidden(entry)
    }
    if differences.hasSkipped {
      let answer = try git.run(["config", "--type=bool", "core.sparseCheckout"])
      differences.isSparse = answer.line == "true"
    }
    if differences.hasUnmerged { differences.operation = try operation(git) }
    return differences
  }

  /// The command that waits for what is not merged: gitrevisions(7). A rebase picks commits, too.
  private static func operation(_ git: GitCommand) throws(Stop) -> String? {
    for name in ["rebase", "merge", "cherry-pick", "revert"] {
      let head = name.uppercased().replacing("-", with: "_") + "_HEAD"
      if try id(head, git) != nil { return name }
    }
    return nil
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
}
