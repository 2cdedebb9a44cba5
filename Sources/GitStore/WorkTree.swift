internal import GitModel

/// Where a repository's files are: git-config(1), `core.bare` and `core.worktree`, as setup.c of git
/// reads them.
///
/// Not left to libgit2: before 1.8 it does not look at `config.worktree`, where git moves both keys once
/// a work tree has settings of its own, and it takes a repository that says nothing for no bare one.
struct WorkTree {
  /// The repository's own folder, and the one that linked work trees share.
  let gitDirectory, commonDirectory: String
  /// What libgit2 takes for it.
  let found: String?
  /// Whether the environment names the repository.
  let isExact: Bool

  /// The folder, with a slash at the end; `nil` in a bare repository. `config` is what the repository
  /// itself says.
  func path(_ config: Configuration) throws(GitError) -> String? {
    // A linked work tree is where its own file says.
    guard gitDirectory == commonDirectory else { return found }
    let isBare = try config.flag("core.bare")
    if isBare == true { return nil }
    if let named = try config.value("core.worktree") { return try folder(named) }
    let parent = gitDirectory.dropLast().lastIndex(of: "/").map { String(gitDirectory[...$0]) }
    if gitDirectory.hasSuffix("/.git/") { return found ?? parent }
    // It was found by itself, and not by a file '.git' elsewhere: what it stands in is not its own.
    guard found == nil || found == parent else { return found }
    return isExact && isBare == false ? current : nil
  }

  /// Where git takes the files to be that are named nowhere: the current folder, if it is none of the
  /// repository's own.
  private var current: String? {
    guard let here = resolvedPath(".").map({ $0.hasSuffix("/") ? $0 : $0 + "/" }),
      let own = resolvedPath(gitDirectory)
    else { return nil }
    return here.hasPrefix(own + "/") ? nil : here
  }

  private func folder(_ named: String) throws(GitError) -> String {
    guard let path = resolvedPath(named.hasPrefix("/") ? named : gitDirectory + named) else {
      throw GitError(
        .failed, "open repository", "core.worktree is '\(named)', and there is no such folder",
        help: "name a folder that is there, or none: git config --unset core.worktree")
    }
    return path.hasSuffix("/") ? path : path + "/"
  }
}
