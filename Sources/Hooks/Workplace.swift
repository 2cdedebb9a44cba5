internal import GitModel
internal import GitStore
internal import PolicyCore

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The repository that a hook runs in.
struct Workplace {
  let repository: Repository
  /// Every ref, as it stands before anything moves.
  let refs: [Ref]
  /// What `HEAD` stands for; `nil` where it is detached.
  let head: RefName?
  let environment: [String: String]
  let now = Int64(time(nil))

  init(_ environment: [String: String]) throws(GitError) {
    self.environment = environment
    repository = try Repository.open(at: nil, environment: environment)
    refs = try repository.refs()
    head = try repository.head()
  }

  /// The branch that is checked out; `nil` where `HEAD` is detached, as in the middle of a rebase.
  var headBranch: BranchName? { head?.branch }

  /// The folder of the files, or of the bare repository.
  var path: String { repository.workTree ?? repository.gitDirectory }

  /// The tip of a ref.
  func tip(of ref: RefName) throws(GitError) -> ObjectID? {
    guard let found = refs.named(ref) else { return nil }
    if let problem = found.problem { throw problem }
    return found.commit
  }

  /// The local branches.
  var branches: [Branch] {
    refs.compactMap { ref in
      ref.name.branch.map { Branch(name: $0, ref: ref.name, tip: ref.commit, problem: ref.problem) }
    }
  }

  /// The local branches, with a remote's where there is no local one.
  func branches(with remote: String?, of remotes: Remotes) -> [Branch] {
    let local = branches
    let names = Set(local.map(\.name))
    let seen = remote.map { remotes.branches(of: $0) } ?? []
    return local + seen.filter { !names.contains($0.name) }
  }
}

extension [Ref] {
  /// The ref of this name, in a list that is sorted by name.
  func named(_ name: RefName) -> Ref? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low].name == name ? self[low] : nil
  }
}
