internal import CLibgit2
public import GitModel

extension Repository {
  /// Every ref but a remote's `HEAD`, sorted by name; a symbolic one stands where its target stands.
  /// A ref that cannot be read is there, with what is wrong with it.
  public func refs() throws(GitError) -> [Ref] {
    let list = try RefList(gitDirectory: gitDirectory, commonDirectory: commonDirectory)
    var refs: [Ref] = []
    refs.reserveCapacity(list.entries.count)
    for entry in list.entries {
      if let ref = try ref(entry, among: list) { refs.append(ref) }
    }
    return refs
  }

  /// The ref of a name, as `refs()` would have it, without reading the others; `nil` where it is none.
  public func ref(named name: RefName) throws(GitError) -> Ref? {
    // A file is found there by other spellings of its name: only a list of them tells.
    guard try !isFoldingNames() else { return try refs().first { $0.name == name } }
    let lookup = RefLookup(gitDirectory: gitDirectory, commonDirectory: commonDirectory)
    guard let entry = try lookup.entry(named: name.bytes) else { return nil }
    return try ref(entry, among: lookup)
  }

  /// The names of the branches that are wanted, by default of all, sorted; where they stand is not
  /// read. `wants` is asked with what stands behind `refs/heads/`.
  public func branchNames(
    where wants: (ArraySlice<UInt8>) -> Bool = { _ in true }
  ) throws(GitError) -> [BranchName] {
    var loose = LooseRefs(namesOnly: true)
    try loose.read(commonDirectory + "refs/heads", prefix: "refs/heads")
    let packed = try PackedRefs(commonDirectory: commonDirectory).names(prefix: "refs/heads/")
    var names: [BranchName] = []
    for bytes in loose.found.lazy.map(\.name) + packed
    where wants(bytes["refs/heads/".utf8.count...]) {
      guard let name = RefName(bytes: bytes)?.branch else { throw RefList.noName(bytes) }
      names.append(name)
    }
    names.sort()
    // One that is loose and packed is there twice.
    let repeated = zip(names, names.dropFirst()).contains { $0 == $1 }
    return repeated ? Set(names).sorted() : names
  }

  /// The names of the branches that are wanted and that somebody holds locked, there or not, in no
  /// order: git locks a branch before it asks `reference-transaction`, and lets go once it stands.
  public func lockedBranchNames(
    where wants: (ArraySlice<UInt8>) -> Bool
  ) throws(GitError) -> [BranchName] {
    var locks = LooseRefs(locksOnly: true)
    try locks.read(commonDirectory + "refs/heads", prefix: "refs/heads")
    return locks.found.map(\.name).filter { wants($0["refs/heads/".utf8.count...]) }
      .compactMap { RefName(bytes: $0)?.branch }
  }

  /// Whether the file system takes different names for one: git-config(1), `core.ignoreCase`,
  /// `core.precomposeUnicode`.
  private func isFoldingNames() throws(GitError) -> Bool {
    if try flag("core.ignorecase") == true { return true }
    return try flag("core.precomposeunicode") == true
  }

  /// What `packed-refs` says of a ref, whatever its own file says; `nil` where it says nothing.
  public func packedID(of ref: RefName) throws(GitError) -> ObjectID? {
    try PackedRefs(commonDirectory: commonDirectory).ref(named: ref)?.id
  }

  /// What HEAD stands for, even when that has no commit yet; `nil` where HEAD is detached.
  public func head() throws(GitError) -> RefName? {
    try target(of: LooseRefs.head(in: gitDirectory), named: "HEAD")
  }

  /// What a symbolic ref such as `refs/remotes/origin/HEAD` stands for; `nil` where there is no such
  /// ref or it is not symbolic.
  public func symbolicTarget(of ref: RefName) throws(GitError) -> RefName? {
    let lookup = RefLookup(gitDirectory: gitDirectory, commonDirectory: commonDirectory)
    return try target(of: try lookup.entry(named: ref.bytes)?.content, named: ref.text)
  }

  /// Read here and not by libgit2, which waits where a pipe stands for the file.
  private func target(of content: RefContent?, named name: String) throws(GitError) -> RefName? {
    switch content {
    case nil, .id: return nil
    case .symbolic(let target):
      if let result = RefName(bytes: target) { return result }
      let shown = String(decoding: target, as: UTF8.self)
      throw GitError(.corrupt, "read ref", "'\(name)' stands for '\(shown)'")
    case .unreadable(let reason):
      throw GitError(
        .corrupt, "read ref", "'\(name)' cannot be read: \(reason)",
        help: name == "HEAD"
          ? "make it anew: git symbolic-ref HEAD refs/heads/BRANCH"
          : "delete it: git symbolic-ref --delete \(quoted(name))")
    }
  }

  /// The commit that a revision names, as git-rev-parse(1) reads it.
  public func commitID(of revision: String) throws(GitError) -> ObjectID {
    guard let commit = try commitBehind(try objectID(of: revision)) else {
      throw GitError(
        .missingRef, "find revision", "'\(revision)' names no commit, but another object",
        help: "name a branch, a tag of a commit, or a commit")
    }
    return commit
  }

  /// The object that a revision names, an annotated tag unpeeled.
  public func objectID(of revision: String) throws(GitError) -> ObjectID {
    guard !revision.utf8.contains(0) else {
      throw GitError(.missingRef, "find revision", "a revision with a NUL")
    }
    if let id = ObjectID(hex: revision) { return id }
    do throws(GitError) {
      let found = try Handle<ObjectKind>("find revision") {
        git_revparse_single(&$0, handle.object, revision)
      }
      return git_object_id(found.object).map { ObjectID($0.pointee) } ?? .zero
    } catch {
      if revision == "HEAD", git_repository_head_unborn(handle.object) == 1 {
        throw GitError(
          .missingRef, "find revision", "there is no commit yet", help: "make one: git commit")
      }
      let message = "'\(revision)' names no commit here: \(error.message)"
      guard error.cause != .corrupt else { throw GitError(.corrupt, "find revision", message) }
      // What lies behind a commit that is here may be what was not fetched.
      let isAncestor = revision.contains { "~^".contains($0) }
      let isCut = try isAncestor ? isShallow() : false
      throw GitError(isCut ? .shallow : .missingRef, "find revision", message)
    }
  }
}
