internal import CLibgit2
public import GitModel

/// One open repository, read by one task at a time.
///
/// It owns the only long-lived handles. Every other handle lives inside one method, so none can
/// outlive the repository, and callers see values only.
public final class Repository {
  let handle: Handle<RepositoryKind>
  let objects: Handle<ObjectDatabaseKind>
  /// The repository's own folder, with a slash at the end.
  public let gitDirectory: String
  /// The folder that linked worktrees share, with a slash at the end.
  public let commonDirectory: String
  /// The folder of the files, with a slash at the end; `nil` in a bare repository.
  public let workTree: String?
  /// The folders of objects, the repository's own first.
  let objectDirectories: [String]
  /// What was noticed on the way, a sentence each: a commit-graph file that lies, for example.
  public internal(set) var notes: [String] = []

  /// Opens the repository at or above a path; without one, where the environment says (`GIT_DIR`,
  /// `GIT_OBJECT_DIRECTORY`, `GIT_ALTERNATE_OBJECT_DIRECTORIES`: git(1)), else the one around the
  /// current folder. `GIT_WORK_TREE` does not matter: no file of a work tree is ever read.
  public static func open(
    at path: String?, environment: [String: String]
  ) throws(GitError) -> Repository {
    try Repository(Place(path, environment))
  }

  private init(_ place: Place) throws(GitError) {
    try place.limitConfiguration()
    do throws(GitError) {
      handle = try place.open()
    } catch  where error.cause == .unsafeOwner {
      handle = try place.openTrusted(otherwise: error)
    } catch {
      throw place.explained(error)
    }
    gitDirectory = git_repository_path(handle.object).map { String(cString: $0) } ?? ""
    commonDirectory = git_repository_commondir(handle.object).map { String(cString: $0) } ?? ""
    workTree = git_repository_workdir(handle.object).map { String(cString: $0) }
    try place.check(commonDirectory: commonDirectory)
    objectDirectories = try place.objectDirectories(common: commonDirectory)
    objects = try place.objects(of: handle.object, in: objectDirectories)
  }

  /// Whether the repository has no work tree.
  public var isBare: Bool { workTree == nil }

  /// Whether history ends early here.
  var isShallow: Bool { git_repository_is_shallow(handle.object) == 1 }

  /// A value of the configuration; `nil` where it is not set.
  public func config(_ key: String) throws(GitError) -> String? {
    let config = try Handle<ConfigurationKind>("read configuration") {
      git_repository_config_snapshot(&$0, handle.object)
    }
    var value: UnsafePointer<CChar>?
    guard try find("read configuration", { git_config_get_string(&value, config.object, key) })
    else { return nil }
    return value.map { String(cString: $0) }
  }

  /// The names of the remotes, sorted.
  public func remotes() throws(GitError) -> [String] {
    var names = git_strarray()
    try call("list remotes") { git_remote_list(&names, handle.object) }
    defer { git_strarray_dispose(&names) }
    return names.texts.sorted()
  }
}

extension git_strarray {
  /// The strings as text.
  var texts: [String] {
    (0..<count).compactMap { index in strings[index].map { String(cString: $0) } }
  }
}
