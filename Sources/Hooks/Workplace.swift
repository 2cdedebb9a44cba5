internal import CLibrary
internal import GitModel
internal import GitStore
internal import PolicyCore

/// The repository that a hook runs in.
struct Workplace {
  let repository: Repository
  private let standing: StandingRefs
  /// What the last fetch brought.
  let fetchHead: FetchHead
  /// What `HEAD` stands for; `nil` where it is detached.
  let head: RefName?
  let environment: [String: String]
  let now = Int64(time(nil))

  init(_ environment: [String: String]) throws(GitError) {
    self.environment = environment
    repository = try Repository.open(at: nil, environment: environment)
    standing = StandingRefs(of: repository)
    fetchHead = FetchHead(of: repository)
    head = try repository.head()
  }

  /// Every ref, as it stands before anything moves, sorted by name.
  var refs: [Ref] { get throws(GitError) { try standing.all() } }

  /// One ref, as it stands before anything moves; `nil` where it does not.
  func ref(named name: RefName) throws(GitError) -> Ref? { try standing.ref(named: name) }

  /// The branch that is checked out; `nil` where `HEAD` is detached, as in the middle of a rebase.
  var headBranch: BranchName? { head?.branch }

  /// The folder of the files, or of the bare repository.
  var path: String { repository.workTree ?? repository.gitDirectory }

  /// The tip of a ref.
  func tip(of ref: RefName) throws(GitError) -> ObjectID? {
    guard let found = try self.ref(named: ref) else { return nil }
    if let problem = found.problem { throw problem }
    return found.commit
  }

  /// The local branches.
  var branches: [Branch] { get throws(GitError) { try refs.compactMap(\.asBranch) } }

  /// The local branches of these names, those whose names may be taken for one of them, and one at
  /// least where there is any. Where another than these stands is unknown.
  func branches(like asked: Set<BranchName>) throws(GitError) -> [Branch] {
    if standing.areRead { return try branches }
    let likeness = NameLikeness(to: asked)
    var branches: [Branch] = []
    var isFirst = true
    let names = try repository.branchNames { name in
      defer { isFirst = false }
      return isFirst || likeness.holds(for: name)
    }
    for name in names {
      guard let ref = RefName(branch: name) else { continue }
      guard asked.contains(name) else {
        branches.append(Branch(name: name, ref: ref, tip: nil, problem: .unasked))
        continue
      }
      // It may have gone since its name was read.
      if let branch = try self.ref(named: ref)?.asBranch { branches.append(branch) }
    }
    return branches
  }

  /// The local branches, with a remote's where there is no local one.
  func branches(
    with remote: String?, of remotes: Remotes
  ) throws(GitError) -> [Branch] {
    let local = try branches
    let names = Set(local.map(\.name))
    let seen = remote.map { remotes.branches(of: $0) } ?? []
    return local + seen.filter { !names.contains($0.name) }
  }
}

extension Ref {
  /// The local branch that the ref is; `nil` for any other ref.
  fileprivate var asBranch: Branch? {
    name.branch.map { Branch(name: $0, ref: name, tip: commit, problem: problem) }
  }
}

extension GitError {
  fileprivate static let unasked = GitError(
    .failed, "read ref", "where another branch stands was not read", help: "report this as a bug")
}
