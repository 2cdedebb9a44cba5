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
  ///
  /// With `locked`, the branches that the transaction itself holds locked, those are among them that
  /// another makes at the same moment. Of two, the one who is asked last sees the other's lock or its
  /// branch, for each takes its lock before it is asked; so locks are looked for first, and then what
  /// stands, anew.
  func branches(
    like asked: Set<BranchName>, makingBeside locked: Set<BranchName>? = nil
  ) throws(GitError) -> [Branch] {
    let making = try locked.map { own throws(GitError) in
      try branchesBeingMade(like: asked, besides: own)
    }
    if making == nil, standing.areRead { return try branches }
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
      // It may have come, or gone, since it was looked for.
      var found = try self.ref(named: ref)
      if found == nil { found = try repository.ref(named: ref) }
      if let branch = found?.asBranch { branches.append(branch) }
    }
    return branches.joined(by: making ?? [])
  }

  /// The branches whose names may be taken for one of these and that somebody else holds locked; some
  /// of them may stand.
  func branchesBeingMade(
    like asked: Set<BranchName>, besides own: Set<BranchName>
  ) throws(GitError) -> [Branch] {
    guard !asked.isEmpty else { return [] }
    let names = try repository.lockedBranchNames(where: NameLikeness(to: asked).holds)
    return Set(names).subtracting(own).compactMap(Branch.init(making:))
  }

  /// The local branches, with a remote's where there is no local one.
  func branches(
    with remote: String?, of remotes: Remotes
  ) throws(GitError) -> [Branch] {
    try branches.joined(by: remote.map { remotes.branches(of: $0) } ?? [])
  }
}

extension Ref {
  /// The local branch that the ref is; `nil` for any other ref.
  fileprivate var asBranch: Branch? {
    name.branch.map { Branch(name: $0, of: self) }
  }
}

extension [Branch] {
  /// These, and those of others of whose names none is among them.
  func joined(by others: [Branch]) -> [Branch] {
    let names = Set(map(\.name))
    return self + others.filter { !names.contains($0.name) }
  }
}

extension Branch {
  /// One that somebody else holds locked.
  fileprivate init?(making name: BranchName) {
    guard let ref = RefName(branch: name) else { return nil }
    let problem = GitError(
      .failed, "compare names", "'\(name)' is being made at this moment",
      help: "push again; where it stays so, a git that was killed left its lock on the server: "
        + "rm \(Words.shell(ref.bytes + Array(".lock".utf8)))")
    self.init(name: name, ref: ref, tip: nil, problem: problem, isBeingMade: true)
  }
}

extension GitError {
  fileprivate static let unasked = GitError(
    .failed, "read ref", "where another branch stands was not read", help: "report this as a bug")
}
