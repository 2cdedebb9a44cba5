internal import CLibgit2
public import GitModel

/// One open repository, read by one task at a time.
///
/// It owns the only long-lived handles. Every other handle lives inside one method, so none can
/// outlive the repository, and callers see values only.
public final class Repository {
  let handle: Handle<RepositoryKind>
  let objects: Handle<ObjectDatabaseKind>
  let configuration: Configuration
  /// The repository's own folder, with a slash at the end.
  public let gitDirectory: String
  /// The folder that linked worktrees share, with a slash at the end.
  public let commonDirectory: String
  /// The folder of the files, with a slash at the end; `nil` in a bare repository.
  public let workTree: String?
  let environment: [String: String]
  let objectFolders: ObjectFolders
  /// Where trying a merge writes the merged files: memory, never the repository.
  var scratch: UnsafeMutablePointer<git_odb_backend>?
  /// The commit that was proposed last, which has the index's files.
  var proposed: ObjectID?
  /// The index's tree, once it was asked for.
  var staged: ObjectID?
  /// What the commit-graph files hold, and whether they are whole, once they were looked for.
  var filed: (history: FiledHistory, check: FiledCheck)?
  /// Which commit-graph files were held against the objects before; without it, each is every time.
  public var provenFiles: (any ProvenFiles)?
  /// Those that were since the repository was opened.
  var provenNow: Set<ObjectID> = []
  /// The objects in packs: most of them.
  private(set) lazy var packed = PackedObjects(of: objects)
  /// What is wrong with the packs' indexes, once an object was missed.
  var soughtDamage: PackFolder.Damage??
  /// This repository once more, for what is read meanwhile.
  let second: SecondOpening
  /// For fewer pieces of work no thread is begun, which takes as long as to read some trees. A test lowers
  /// it.
  var fewPieces = 64
  /// Whether any is begun, which the system is asked for much work only. A test says so on any machine.
  lazy var mayWorkAside = Repository.hasThreads
  /// Commits and trees that may be asked for again at once.
  var lately = LatelyRead()
  /// The commits that were read already, where somebody will read them again.
  private(set) var texts: CommitTexts?
  /// Commit-graph files with so many commits or fewer are not worth their risk: reading the objects
  /// takes 12 µs a commit. A test lowers it.
  var fewCommits = 4096
  /// Called now and then in the midst of long work.
  public var onStep: (() -> Void)?
  /// What was noticed on the way, a sentence each: a commit-graph file that lies, for example.
  public internal(set) var notes: [String] = []

  /// Opens the repository at or above a path; without one, where the environment says (`GIT_DIR`,
  /// `GIT_OBJECT_DIRECTORY`, `GIT_ALTERNATE_OBJECT_DIRECTORIES`: git(1)), else the one around the
  /// current folder.
  public static func open(
    at path: String?, environment: [String: String]
  ) throws(GitError) -> Repository {
    try Repository(Place(path, environment), second: SecondOpening(of: path, environment))
  }

  private init(_ place: Place, second: SecondOpening) throws(GitError) {
    self.second = second
    handle = try place.open()
    environment = place.environment
    let own = try Self.path(git_repository_path(handle.object)) ?? ""
    let common = try Self.path(git_repository_commondir(handle.object)) ?? own
    (gitDirectory, commonDirectory) = (own, common)
    try place.check(commonDirectory: common)
    configuration = try Configuration.whole(
      of: handle.object, gitDirectory: own, commonDirectory: common, environment)
    let found = try Self.path(git_repository_workdir(handle.object))
    let tree = try WorkTree(
      gitDirectory: own, commonDirectory: common, found: found, isExact: place.isExact
    ).path(configuration.own)
    workTree = place.workTree ?? tree
    if tree != found {
      // There is no way back to a bare one; of its own folder libgit2 reads nothing that counts.
      let repository = handle.object
      try call("open repository") { git_repository_set_workdir(repository, tree ?? own, 0) }
    }
    // A repository that the environment names is trusted, as git trusts it: in a hook, git has
    // looked at the owner before.
    if !place.isExact {
      let (repository, environment) = (handle.object, environment)
      let folder = tree ?? own
      try Ownership(
        folder: folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder,
        paths: [own] + (tree.map { [$0, $0 + ".git"] } ?? []), environment: environment
      ).check { () throws(GitError) in
        try Configuration.trusted(for: repository, environment).values("safe.directory")
      }
    }
    try RepositoryFormat.check(configuration, of: own)
    objectFolders = try ObjectFolders(commonDirectory: common, environment)
    objects = try objectFolders.open(for: handle.object)
  }

  /// A path that libgit2 found. As text, one that is none would lead elsewhere, and what is looked for
  /// there would be taken for absent.
  private static func path(_ found: UnsafePointer<CChar>?) throws(GitError) -> String? {
    guard let found else { return nil }
    guard let path = String(validatingCString: found) else {
      throw .noText("its path is no UTF-8 text")
    }
    return path
  }

  /// Whether the repository has no work tree.
  public var isBare: Bool { workTree == nil }

  /// Says that each commit of the next graph will be asked for, so that none is unpacked twice.
  public func keepTexts() { texts = texts ?? CommitTexts() }

  /// A value of the configuration; `nil` where it is not set.
  public func config(_ key: String) throws(GitError) -> String? { try configuration.value(key) }

  /// A path in the configuration, with `~/` and `~user/` as the folders that they stand for: git-config(1),
  /// "pathname"; `nil` where it is not set. Throws where nobody knows the folder.
  public func configPath(_ key: String) throws(GitError) -> String? {
    guard let path = try config(key) else { return nil }
    return try ConfiguredPath(environment: environment).expanded(path)
  }

  /// A value of the repository's own configuration as it is now, not the user's or the system's; `nil`
  /// where it is not set there. Git itself, when it is run, changes that beneath us.
  public func ownConfig(_ key: String) throws(GitError) -> String? {
    try Configuration.own(
      of: handle.object, gitDirectory: gitDirectory, commonDirectory: commonDirectory
    ).value(key)
  }

  /// Whether a setting is a form of true; `nil` where it is not set. Throws where it is neither true
  /// nor false.
  public func flag(_ key: String) throws(GitError) -> Bool? { try configuration.flag(key) }

  /// The names of the remotes, sorted.
  public func remotes() -> [String] {
    configuration.own.subsections(of: "remote", with: ["url", "pushurl"])
  }

  /// The patterns that a remote's branches are fetched by, `+refs/heads/*:refs/remotes/origin/*`.
  func fetchPatterns(of remote: String) throws(GitError) -> [String] {
    try configuration.values("remote.\(remote).fetch")
  }
}
