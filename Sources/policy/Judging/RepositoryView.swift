internal import GitModel
internal import GitStore
internal import Hooks
internal import PolicyCore
internal import Reports

/// An open repository, and which of its refs count as its branches.
struct RepositoryView {
  let repository: Repository
  let refs: [Ref]
  let remote: String?
  /// Whether there is anywhere to push to.
  let hasRemote: Bool
  /// Why it cannot be known which remote's branches count.
  private let remoteProblem: GitError?
  let branches: BranchList
  /// The default branch's name, where a forge or a remote says it.
  private let named: BranchName?
  /// Whether a forge says it: a remote's word here may be older than the remote.
  private let isForges: Bool
  private let mustBeNamed: Bool
  private let head: BranchName?

  /// Looks at the repository that the environment names, or at the one around the current folder.
  /// `defaultName` is what a forge says of its default branch.
  init(
    environment: [String: String], remote asked: String? = nil, defaultName: BranchName? = nil
  ) throws {
    let repository = try Repository.open(at: nil, environment: environment)
    repository.provenFiles = GraphProofs(commonDirectory: repository.commonDirectory)
    self.repository = repository
    refs = try repository.refs()
    let remotes = repository.remotes()
    hasRemote = !remotes.isEmpty
    if let asked { try BranchList.check(asked, among: remotes) }
    let choice = asked == nil ? try repository.remoteChoice(among: refs) : nil
    remote = asked ?? choice?.name
    remoteProblem = choice?.problem(
      help: "name it: --remote NAME; for good: \(RemoteChoice.cure)")
    branches = try BranchList(
      of: refs, remote: remote, inCI: Self.isCI(environment)
    ) { tips throws(GitError) in try repository.graph(reaching: tips) }
    isForges = defaultName != nil
    named = try defaultName ?? Self.announcedDefault(in: repository, remote: remote)
    mustBeNamed = Self.isCI(environment) && (remote != nil || remoteProblem != nil)
    head = try repository.head()?.branch
  }

  /// The branch that the policy is read from; `nil` where the repository has none.
  ///
  /// A name that the forge or the remote announces is the only one that counts: a branch that merely
  /// has a usual name may be what is judged. Throws where the branch of that name is not here, and in
  /// CI, or in a clone without a branch of a usual name, where nobody names one.
  func defaultBranch() throws(GitError) -> Branch? {
    if mustBeNamed { try requireRemote() }
    if let named {
      if let branch = branches.branch(named), branch.tip != nil { return branch }
      let shown = Escaped.text(named.bytes)
      // The forge knows its own; what a remote said once it may have changed since, but a shallow clone
      // lacks branches before all.
      let isLeftOut = try isForges ? true : repository.isShallow()
      throw GitError(
        .missingRef, "find the policy", "the default branch '\(shown)' is not here",
        help: isLeftOut
          ? "name the tree by --policy-ref, or \(try repository.cureOfMissingBranches())"
          : try cureOfUnknownDefault())
    }
    if mustBeNamed {
      throw GitError(
        .missingRef, "find the policy", "nobody says which branch is the default one",
        help: try cureOfUnknownDefault())
    }
    let usual = BranchName.usualDefaults
    let names =
      repository.isBare ? [head].compactMap { $0 } + usual : usual + [head].compactMap { $0 }
    let found = names.lazy.compactMap { branches.branch($0) }.first
    // In a clone that has none of the usual branches, the one that is checked out may be the one that
    // is judged: it must not choose its own policy.
    if let found, !repository.isBare, remote != nil, !usual.contains(found.name) {
      throw GitError(
        .missingRef, "find the policy",
        "nobody says which branch is the default one, and '\(found.name)' may be what is judged",
        help: try cureOfUnknownDefault())
    }
    return found
  }

  private func cureOfUnknownDefault() throws(GitError) -> String {
    "name the tree by --policy-ref, or ask the remote: "
      + (try repository.cureOfUnknownDefault(of: remote ?? "origin"))
  }

  /// Throws where several remotes have branches and nothing says whose count.
  func requireRemote() throws(GitError) {
    if let remoteProblem { throw remoteProblem }
  }

  /// The folder of the files, or of the bare repository; with a slash at the end.
  var path: String { repository.workTree ?? repository.gitDirectory }

  /// A file of the work tree by its path from the current folder, as a command takes it.
  func pathFromHere(to place: String) -> String {
    guard let top = repository.workTree else { return place }
    guard let here = File.resolved(".").map({ $0.hasSuffix("/") ? $0 : $0 + "/" }),
      let whole = File.resolved(top).map({ $0.hasSuffix("/") ? $0 : $0 + "/" }),
      here.hasPrefix(whole)
    else { return top + place }
    let depth = here.dropFirst(whole.count).split(separator: "/").count
    return String(repeating: "../", count: depth) + place
  }

  /// A file's path from the top of the tree, as a policy names it; `nil` where it lies elsewhere.
  func pathInTree(of file: String) -> String? {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let folder = (file.hasPrefix("/") ? "" : "./") + file.dropLast(name.count)
    guard let top = repository.workTree.flatMap(File.resolved), let place = File.resolved(folder)
    else { return nil }
    let (whole, path) = (top == "/" ? top : top + "/", place == "/" ? place : place + "/")
    return path.hasPrefix(whole) ? String(path.dropFirst(whole.count)) + name : nil
  }

  /// Every CI service of note sets `CI`.
  private static func isCI(_ environment: [String: String]) -> Bool {
    !["", "0", "false"].contains(environment["CI"]?.lowercased() ?? "")
  }

  /// What a clone remembers of its remote's default branch.
  private static func announcedDefault(
    in repository: Repository, remote: String?
  ) throws(GitError) -> BranchName? {
    guard !repository.isBare, let remote, let name = RefName("refs/remotes/\(remote)/HEAD") else {
      return nil
    }
    return try repository.symbolicTarget(of: name)?.branch(ofRemote: remote)
  }
}
