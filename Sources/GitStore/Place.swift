internal import CLibgit2
internal import GitModel

/// Where a repository is, as a path or the environment says: git(1), "Environment Variables".
///
/// libgit2's own reading of the environment is not used: it fails where `GIT_WORK_TREE` or
/// `GIT_COMMON_DIR` is set, as git sets them for hooks, and it reads the process's variables only.
struct Place {
  let path: String
  /// Whether the path is the repository itself: nothing is searched.
  let isExact: Bool
  let environment: [String: String]

  /// The variables that name what belongs to one repository.
  private static let own = [
    "GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
  ]
  /// Those that say where its configuration is.
  private static let configured = [
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "HOME", "XDG_CONFIG_HOME",
  ]

  /// Where these point.
  init(_ path: String?, _ environment: [String: String]) {
    // A path that somebody named outranks the environment of a hook that happens to run us.
    self.environment = environment.filter {
      !$0.value.isEmpty && (path == nil || !Self.own.contains($0.key))
        || $0.key.hasPrefix("GIT_CONFIG") || $0.key == "XDG_CONFIG_HOME"
    }
    let directory = self.environment["GIT_DIR"]
    self.path = path ?? directory ?? "."
    isExact = directory != nil
  }

  /// Opens what is there.
  func open() throws(GitError) -> Handle<RepositoryKind> {
    guard !path.utf8.contains(0) else {
      throw GitError(.notARepository, "open repository", "the path contains a NUL")
    }
    try requireText()
    try requireFiles()
    let flags =
      isExact
      ? GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue
      : crossesFileSystems ? GIT_REPOSITORY_OPEN_CROSS_FS.rawValue : 0
    do throws(GitError) {
      return try Handle("open repository") {
        git_repository_open_ext(&$0, path, flags, environment["GIT_CEILING_DIRECTORIES"])
      }
    } catch {
      throw explained(error)
    }
  }

  /// Throws where a variable that names a place holds bytes that are no text: they have been replaced,
  /// and the place is another.
  private func requireText() throws(GitError) {
    for name in (Self.configured + Self.own)
    where environment[name]?.unicodeScalars.contains("\u{FFFD}") == true {
      throw .noText("the path in \(name) is no UTF-8 text")
    }
  }

  private var crossesFileSystems: Bool {
    ["1", "true", "yes", "on"].contains(environment["GIT_DISCOVERY_ACROSS_FILESYSTEM"] ?? "")
  }

  /// The error in words that name the place and the cure.
  private func explained(_ error: GitError) -> GitError {
    let shown = resolvedPath(path) ?? path
    if let unsupported = RepositoryFormat.explained(error, of: shown) { return unsupported }
    let absent: [GitError.Cause] = [.notARepository, .missingRef, .missingObject]
    guard resolvedPath(path) == nil || absent.contains(error.cause) else {
      // What libgit2 says where core.worktree names no folder: git-config(1).
      let isWorkTree = error.message.hasPrefix("failed to resolve path")
      let help =
        isWorkTree
        ? "name a folder that is there, or none: git config --file .git/config --unset core.worktree"
        : error.help
      return GitError(error.cause, error.operation, "'\(shown)': \(error.message)", help: help)
    }
    return GitError(
      .notARepository, "open repository",
      "there is no Git repository at \(isExact ? "" : "or above ")'\(shown)'")
  }

  /// The work tree that the environment names, with a slash at the end.
  var workTree: String? {
    environment["GIT_WORK_TREE"].map { named in
      let path = resolvedPath(named) ?? named
      return path.hasSuffix("/") ? path : path + "/"
    }
  }

  /// Refuses a `GIT_COMMON_DIR` that contradicts what the repository says.
  func check(commonDirectory: String) throws(GitError) {
    guard let named = environment["GIT_COMMON_DIR"],
      resolvedPath(named) != resolvedPath(commonDirectory)
    else { return }
    throw GitError(
      .failed, "open repository",
      "GIT_COMMON_DIR is '\(named)', but the repository's is '\(commonDirectory)'",
      help: "run policy without it: env -u GIT_COMMON_DIR policy …")
  }
}

extension GitError {
  /// A path of the repository that cannot be told as text.
  static func noText(_ message: String) -> GitError {
    GitError(.failed, "open repository", message, help: "rename the folder")
  }
}
