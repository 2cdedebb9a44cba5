internal import GitModel

/// A rule about what commits bring into their trees. What all such rules ask of an update's commits
/// is found in one walk, in which no tree is read twice.
protocol ContentRule: Rule {
  /// What is asked of what the update's commits bring; `nil` where the policy demands nothing of it.
  static func question(_ update: RefUpdate, in scene: Scene) throws(GitError) -> ContentQuestion?
}

extension ContentRule {
  /// The findings in each of the commits that are new with the update.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard update.new != nil, let branch = update.branch, !scene.isExempt(branch),
      try Self.question(update, in: scene) != nil
    else { return nil }
    return try scene.contentFindings(of: Self.guide.id, for: update)
  }
}

/// What one rule asks of what a commit brings.
enum ContentQuestion {
  /// Of each file, link and submodule.
  case entries((Brought) throws(GitError) -> Finding?)
  /// Of each of them, and of what the commit takes out.
  case changes((Brought) throws(GitError) -> Finding?)
  /// Of each folder with other names than before.
  case folders((NewFolder, Brought.Commit) -> [Finding])
}

/// What a commit brings into its tree, or takes out.
struct Brought {
  /// The commit that does it, and when it is judged.
  struct Commit {
    let id: ObjectID
    let moment: Moment
    /// Whether nothing is before it.
    var isRoot = false
  }

  let entry: NewEntry
  /// Whether the commit takes it out.
  var isRemoved = false
  let commit: Commit

  /// The path as it is, from whatever folder: gitglossary(7), "pathspec".
  private var operand: String { Words.shell(Array(":(top,literal)".utf8) + entry.path) }

  /// A finding about it; without other help, what takes it out again.
  func finding(_ message: String, line: Int? = nil, help: String? = nil) -> Finding {
    Finding(
      message, at: commit.id, path: entry.path, line: line,
      help: help
        ?? commit.mended(
          by: "git rm --cached -- \(operand)",
          // Without a commit there is nothing to restore from.
          staged: "git \(commit.isRoot ? "rm --cached" : "restore --staged") -- \(operand)"))
  }
}

extension Brought.Commit {
  /// A git command that takes paths from the top, whatever folder it is run in.
  static func fromTop(_ command: String) -> String {
    "git -C \"$(git rev-parse --show-toplevel)\" \(command)"
  }

  /// The commands that let the commit be made anew, or the next one mend it.
  func mended(by command: String, staged: String) -> String {
    switch moment {
    case .commit: "before you commit: \(staged)"
    case .standing:
      "for the time to come: \(command) && git commit; what history keeps, a waiver may cover"
    default:
      "where it came in (say edit): git rebase --interactive \(isRoot ? "--root" : "\(id)^"); then: "
        + "\(command) && git commit --amend --no-edit --allow-empty && git rebase --continue"
    }
  }
}
