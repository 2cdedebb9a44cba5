internal import CLibrary
internal import GitModel
internal import GitStore
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
  /// Where people are told what takes the differences away.
  private let isTop: Bool

  /// Asks git. Fails where git does.
  init(
    _ wanted: Wanted, _ git: GitCommand, environment: [String: String]
  ) throws(Stop) {
    commit = try Self.id("HEAD^{commit}", git)
    switch wanted {
    case .head: tree = try Self.id("HEAD^{tree}", git)
    case .index: tree = ObjectID(hex: try git.line(["write-tree"]))
    }
    differences = try Self.differences(wanted, git)
    // Git runs hooks in the top folder, and says where it was called.
    isTop =
      try git.line(["rev-parse", "--show-prefix"]).isEmpty
      && environment["GIT_PREFIX", default: ""].isEmpty
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
    return differences.cure(at: CurePlace(isTop: isTop))
      ?? (commit == nil ? "stage the rest: git add --all" : aside)
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
        "--porcelain=v2", "-z", "--untracked-files=normal", "--ignore-submodules=dirty",
        "--no-renames",
      ])
    var differences = TreeDifferences()
    for entry in status.split(separator: 0) { differences.count(entry, wanted) }
    // Unlike git-status(1), it lists what is below the current folder, where nothing else is said.
    let up = try git.line(["rev-parse", "--show-cdup"])
    let everywhere = ["-z", "--full-name", "--", up.isEmpty ? "." : up]
    let top = up.isEmpty || up.hasSuffix("/") ? up : up + "/"
    var submodules: [(path: [UInt8], commit: ObjectID?)] = []
    let listed = try output(git, ["ls-files", "-v", "--stage"] + everywhere)
    for entry in listed.split(separator: 0) {
      if let submodule = differences.countListed(entry) { submodules.append(submodule) }
    }
    for (path, commit) in submodules {
      let inner = git.inside(Array(top.utf8) + path)
      // A submodule's own git is asked: that of the repository around it follows its settings and flags.
      // Where nothing is checked out, it is a folder of that one.
      if try output(inner, ["rev-parse", "--show-prefix"]) == [UInt8(ascii: "\n")] {
        let isMoved = try id("HEAD^{commit}", inner) != commit
        differences.count(path, isMoved: isMoved, try Self.differences(.head, inner))
      } else if try canBeCheckedOut(path, "\(top).gitmodules", git) || !isEmpty(inner) {
        differences.countAbsent(path)
      }
    }
    if differences.hasUntracked {
      let others = try output(git, ["ls-files", "--others", "--exclude-standard"] + everywhere)
      for entry in others.split(separator: 0) { differences.countOther(entry) }
    }
    if differences.hasSkipped {
      let answer = try git.run(["config", "--type=bool", "core.sparseCheckout"])
      differences.isSparse = answer.line == "true"
    }
    if differences.hasUnmerged { differences.operation = try operation(git) }
    return differences
  }

  /// Whether a submodule is named where git looks: gitmodules(5). Of another one everybody has an empty
  /// folder.
  private static func canBeCheckedOut(
    _ path: [UInt8], _ file: String, _ git: GitCommand
  ) throws(Stop) -> Bool {
    let question = ["config", "-z", "--file=\(file)", "--get-regexp", #"^submodule\..*\.path$"#]
    let answer = try git.run(question)
    // git-config(1): nothing matches, or there is no such file.
    if answer.status == 1 { return false }
    return try output(answer).split(separator: 0).contains { entry in
      entry.split(separator: UInt8(ascii: "\n"), maxSplits: 1).last?.elementsEqual(path) == true
    }
  }

  private static func isEmpty(_ git: GitCommand) -> Bool {
    // There are `.` and `..` always. A folder that cannot be read is not known to be empty.
    guard let folder = git.folder else { return false }
    do throws(SystemError) {
      return try FolderEntry.all(in: folder).count == 2
    } catch {
      return false
    }
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
    try output(try git.run(arguments))
  }

  private static func output(_ answer: GitCommand.Answer) throws(Stop) -> [UInt8] {
    guard answer.status == 0 else {
      let said = answer.errors.split(separator: "\n").first.map(String.init) ?? "no answer"
      throw Stop(
        .unknown, ["unknown: what the work tree holds: \(said)", "help: see git status"])
    }
    return answer.output
  }
}
