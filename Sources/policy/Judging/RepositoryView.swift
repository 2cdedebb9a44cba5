internal import GitModel
internal import GitStore
internal import PolicyCore

/// An open repository, and which of its refs count as its branches.
struct RepositoryView {
  let repository: Repository
  let refs: [Ref]
  let remote: String?
  let branches: BranchList
  /// The branch that the policy is read from; `nil` where there is none.
  let defaultBranch: Branch?

  /// Looks at the repository that the environment names, or at the one around the current folder.
  /// `defaultName` is what a forge says of its default branch.
  init(
    environment: [String: String], remote asked: String? = nil, defaultName: BranchName? = nil
  ) throws {
    let repository = try Repository.open(at: nil, environment: environment)
    self.repository = repository
    refs = try repository.refs()
    remote = try BranchList.remote(among: try repository.remotes(), asked: asked)
    branches = try BranchList(
      of: refs, remote: remote, inCI: Self.isCI(environment)
    ) { tips throws(GitError) in try repository.graph(reaching: tips) }
    var names = [defaultName].compactMap { $0 }
    names += try Self.defaultNames(in: repository, remote: remote)
    let branches = branches
    defaultBranch = names.lazy.compactMap { branches.branch($0) }.first
  }

  /// The folder of the files, or of the bare repository; with a slash at the end.
  var path: String { repository.workTree ?? repository.gitDirectory }

  /// Every CI service of note sets `CI`.
  private static func isCI(_ environment: [String: String]) -> Bool {
    !["", "0", "false"].contains(environment["CI"]?.lowercased() ?? "")
  }

  /// The names that the default branch may have, the likeliest first.
  private static func defaultNames(
    in repository: Repository, remote: String?
  ) throws(GitError) -> [BranchName] {
    let head = try repository.head()?.branch
    let usual = ["main", "master", "trunk"].compactMap { BranchName($0) }
    // A bare repository's HEAD is the default branch; elsewhere it is what is checked out.
    if repository.isBare { return [head].compactMap { $0 } + usual }
    var announced: BranchName?
    if let remote, let name = RefName("refs/remotes/\(remote)/HEAD") {
      announced = try repository.symbolicTarget(of: name)?.branch(ofRemote: remote)
    }
    return [announced].compactMap { $0 } + usual + [head].compactMap { $0 }
  }
}
