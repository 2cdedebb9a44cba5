internal import CLibgit2
internal import GitModel

/// Where a repository is, as a path or the environment says.
struct Place {
  private let path: String
  private let isExact: Bool
  private let environment: [String: String]

  init(_ path: String?, _ environment: [String: String]) {
    // A path that somebody named outranks the environment of a hook that happens to run us.
    self.environment = path == nil ? environment : environment.filter { $0.key.contains("CONFIG") }
    let directory = self.environment["GIT_DIR"]
    self.path = path ?? directory ?? "."
    isExact = directory != nil
  }

  func open() throws(GitError) -> Handle<RepositoryKind> {
    guard !path.utf8.contains(0) else {
      throw GitError(.notARepository, "open repository", "the path contains a NUL")
    }
    let flags = isExact ? GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue : 0
    return try Handle("open repository") { git_repository_open_ext(&$0, path, flags, nil) }
  }

  /// Opens a repository of somebody else where `safe.directory` is `*`, which libgit2 1.5 does not
  /// know (git-config(1), safe.directory).
  func openTrusted(otherwise error: GitError) throws(GitError) -> Handle<RepositoryKind> {
    guard try trustsEverything() else { throw explained(error) }
    try call("trust repository") { policy_set_owner_validation(0) }
    return try open()
  }

  private func trustsEverything() throws(GitError) -> Bool {
    let config = try Handle<ConfigurationKind>("read configuration") {
      git_config_open_default(&$0)
    }
    var iterator: OpaquePointer?
    try call("read configuration") {
      git_config_multivar_iterator_new(&iterator, config.object, "safe.directory", nil)
    }
    defer { git_config_iterator_free(iterator) }
    var trusts = false
    var entry: UnsafeMutablePointer<git_config_entry>?
    while try step("read configuration", { git_config_next(&entry, iterator) }) {
      guard let value = entry?.pointee.value else { continue }
      // An empty value takes back what came before.
      trusts = value.pointee == 0 ? false : trusts || String(cString: value) == "*"
    }
    return trusts
  }

  /// The error with the repository's path, in words that name the place and the cure.
  func explained(_ error: GitError) -> GitError {
    let shown = resolvedPath(path) ?? path
    switch error.cause {
    case .unsafeOwner:
      return GitError(
        .unsafeOwner, "open repository", "'\(shown)' belongs to somebody else",
        help: "trust it: git config --global --add safe.directory '\(shown)'")
    case .notARepository, .missingRef, .missingObject:
      return GitError(
        .notARepository, "open repository", "there is no Git repository at or above '\(shown)'")
    case .unsupportedFormat:
      return GitError(.unsupportedFormat, "open repository", "'\(shown)': \(error.message)")
    default: return error
    }
  }

  /// Takes the system's and the user's configuration away where the environment says so: libgit2
  /// does not look at these variables (git(1), GIT_CONFIG_NOSYSTEM and GIT_CONFIG_GLOBAL).
  func limitConfiguration() throws(GitError) {
    if let value = environment["GIT_CONFIG_NOSYSTEM"], !["", "0", "false", "no"].contains(value) {
      try forget(GIT_CONFIG_LEVEL_SYSTEM)
    }
    if let value = environment["GIT_CONFIG_GLOBAL"], ["", "/dev/null"].contains(value) {
      try forget(GIT_CONFIG_LEVEL_GLOBAL)
      try forget(GIT_CONFIG_LEVEL_XDG)
    }
  }

  private func forget(_ level: git_config_level_t) throws(GitError) {
    try call("limit configuration") { policy_set_search_path(level.rawValue, "") }
  }

  /// Refuses a `GIT_COMMON_DIR` that contradicts what the repository says.
  func check(commonDirectory: String) throws(GitError) {
    guard let named = environment["GIT_COMMON_DIR"], !named.isEmpty,
      resolvedPath(named) != resolvedPath(commonDirectory)
    else { return }
    throw GitError(
      .failed, "open repository",
      "GIT_COMMON_DIR is '\(named)', and the repository's is '\(commonDirectory)'",
      help: "run policy without GIT_COMMON_DIR: env -u GIT_COMMON_DIR policy …")
  }

  /// The folders of objects, the repository's own first. In a server hook, new objects wait in a
  /// quarantine that only the environment names (git-receive-pack(1), "Quarantine environment").
  func objectDirectories(common: String) throws(GitError) -> [String] {
    let others = (environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "").split(separator: ":")
    guard !others.contains(where: { $0.hasPrefix("\"") }) else {
      throw GitError(
        .failed, "open objects", "GIT_ALTERNATE_OBJECT_DIRECTORIES holds a quoted path",
        help: "use paths without a colon or a quote")
    }
    return [environment["GIT_OBJECT_DIRECTORY"] ?? common + "objects"] + others.map(String.init)
  }

  /// The object database over these folders.
  func objects(
    of repository: OpaquePointer, in directories: [String]
  ) throws(GitError) -> Handle<ObjectDatabaseKind> {
    let isOwn = environment["GIT_OBJECT_DIRECTORY"] == nil
    let database = try Handle<ObjectDatabaseKind>("open objects") {
      isOwn ? git_repository_odb(&$0, repository) : git_odb_open(&$0, directories[0])
    }
    for other in directories.dropFirst() {
      try call("open objects") { git_odb_add_disk_alternate(database.object, other) }
    }
    if !isOwn {
      try call("open objects") { git_repository_set_odb(repository, database.object) }
    }
    // Trying a merge writes the merged files: into memory, never into the repository.
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try call("open objects") { git_mempack_new(&memory) }
    try call("open objects") { git_odb_add_backend(database.object, memory, 999) }
    return database
  }
}
