internal import CLibrary
internal import GitModel
internal import GitStore

/// A commit that the command has made which moves a branch to it, as `git commit --amend` does.
///
/// No variable tells a hook of that; the times of files do. `git commit` writes the commit behind the
/// index, and behind what the commands before it have logged. `git reset` and `git checkout -B` write
/// the index behind a commit that stands.
enum CommitInTheMaking {
  /// Whether a commit is one. What was fetched lies in a pack mostly, and is none.
  static func isOne(_ commit: ObjectID, in repository: Repository) -> Bool {
    let name = commit.hex
    let path = repository.commonDirectory + "objects/" + name.prefix(2) + "/" + name.dropFirst(2)
    guard let made = modified(path) else { return false }
    return ["index", "logs/HEAD"].allSatisfy { file in
      modified(repository.gitDirectory + file).map { $0 <= made } ?? true
    }
  }

  private static func modified(_ path: String) -> (seconds: Int, nanoseconds: Int)? {
    FilePath.status(Array(path.utf8)).map { ($0.modified.tv_sec, $0.modified.tv_nsec) }
  }
}
