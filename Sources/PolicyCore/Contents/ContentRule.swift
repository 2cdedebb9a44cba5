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
  case entries((Brought) throws(GitError) -> Flaw?)
  /// The same of each, and of how large it is.
  case sizes((Brought) throws(GitError) -> Flaw?)
  /// Of each of them, and of what the commit takes out.
  case changes((Brought) throws(GitError) -> Flaw?)
  /// Of each folder with other names than before.
  case folders((NewFolder, Brought.Commit) throws(GitError) -> [Flaw])
}

extension ContentQuestion {
  /// What is asked of a commit's tree beyond what it brings.
  var wants: TreeWants {
    switch self {
    case .entries: []
    case .sizes: .sizes
    case .changes: .removals
    case .folders: .folders
    }
  }
}

/// What a commit brings into its tree, or takes out.
struct Brought {
  /// The commit that does it.
  struct Commit {
    let id: ObjectID
    let parents: [ObjectID]
  }

  let entry: NewEntry
  /// Whether the commit takes it out.
  var isRemoved = false
  let commit: Commit
  let history: any History

  /// The path as it is, from whatever folder: gitglossary(7), "pathspec".
  private var operand: String { Words.shell(Array(":(top,literal)".utf8) + entry.path) }

  /// A flaw in it, which goes away with the change.
  func flaw(_ message: String, line: Int? = nil) -> Flaw {
    let standing = commit.flaw(message, at: entry.path, line: line) { remaking throws(GitError) in
      // Without a commit there is nothing to restore from.
      if remaking.update.moment == .commit {
        return "git \(commit.parents.isEmpty ? "rm --cached" : "restore --staged") -- \(operand)"
      }
      let here = remaking.update.moment == .standing ? commit.id.hex : "HEAD"
      if let number = try parentWithFile() {
        return "git restore --source=\(here)^\(number == 0 ? "" : String(number + 1)) "
          + "--staged --worktree -- \(operand)"
      }
      return "git rm --cached -- \(operand)"
    }
    return Flaw(standing.finding) { remaking throws(GitError) in
      let base = try parentWithFile() == nil ? nil : commit.parents.first
      // The filter is read by a shell that need not know dollar quotes.
      let word = Words.shell(entry.path)
      return switch try remaking.fate(of: entry.path, behind: commit.id, in: history) {
      case .kept: try standing.finding(in: remaking).help
      // At a stop each later change of the path would be a conflict.
      case .changedInLine where !word.hasPrefix("$"):
        remaking.filter(
          from: commit.parents.first,
          (base.map { "reset -q \($0)" } ?? "rm -q --cached --ignore-unmatch") + " -- \(word)")
      // A file that stayed beside would be in the way of a commit that brings the path again.
      case .changedInLine, .changedAmongMerges:
        remaking.stop(
          at: commit.parents, "where it came in", "--interactive --empty=keep",
          (base == nil ? "git rm" : "git restore --source=HEAD^ --staged --worktree")
            + " -- \(operand) && \(Brought.Commit.amending)")
      }
    }
  }

  /// The number of the first of the commit's parents that has something at the path.
  private func parentWithFile() throws(GitError) -> Int? {
    for (number, parent) in commit.parents.enumerated()
    where try history.blob(at: entry.path, in: parent) != nil {
      return number
    }
    return nil
  }
}

extension Brought.Commit {
  /// Makes the commit anew with what is staged, though that be nothing.
  fileprivate static let amending = "git commit --amend --no-edit --allow-empty"

  /// A git command that takes paths from the top, whatever folder it is run in.
  static func fromTop(_ command: String) -> String {
    "git -C \"$(git rev-parse --show-toplevel)\" \(command)"
  }

  /// A flaw that a command mends before the commit is made, where it is made anew, or in the next one.
  func flaw(
    _ message: String, at path: [UInt8], line: Int? = nil, mendedBy command: @escaping Flaw.Help
  ) -> Flaw {
    Flaw(Finding(message, at: id, path: path, line: line, help: "")) { remaking throws(GitError) in
      let command = try command(remaking)
      return switch remaking.update.moment {
      case .commit: "before you commit: \(command)"
      case .standing:
        "\(remaking.place)for the time to come: \(remaking.checkout) && \(command) && git commit; "
          + "what history keeps, a waiver may cover"
      default:
        remaking.stop(
          at: parents, "where it came in",
          "--interactive", "\(command) && \(Self.amending)")
      }
    }
  }
}
