public import GitModel
public import GitStore

extension Repository {
  /// Whether hooks in a folder are the repository's own: they stand inside it, or its own
  /// configuration leads to them. Those that the user or the system shares between all repositories
  /// are not.
  public func owns(hooksIn folder: String) throws(GitError) -> Bool {
    // A folder that cannot be found is no reason to look away.
    guard let here = FilePath.resolved(Array(folder.utf8)) else { return true }
    // The usual folder may be a link to one that is shared: git uses it all the same.
    let usual = commonDirectory + "hooks"
    if FilePath.resolved(Array(usual.utf8)) == here, try config("core.hooksPath") == nil {
      return true
    }
    let inside = here + [UInt8(ascii: "/")]
    let own = [commonDirectory, workTree].compactMap { path in
      path.flatMap { FilePath.resolved(Array($0.utf8)) }
    }
    if own.contains(where: { inside.starts(with: $0 + [UInt8(ascii: "/")]) }) { return true }
    return try ownConfig("core.hooksPath") != nil
  }
}
