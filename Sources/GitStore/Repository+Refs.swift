internal import CLibgit2
public import GitModel

extension Repository {
  /// The branch that HEAD stands for, even when it has no commit yet; `nil` where HEAD is detached.
  public func head() throws(GitError) -> RefName? {
    guard let head = RefName("refs/HEAD") else { return nil }
    return try symbolicTarget("HEAD", shown: head)
  }

  /// What a symbolic ref such as `refs/remotes/origin/HEAD` stands for; `nil` where there is no such
  /// ref or it is not symbolic.
  public func symbolicTarget(of ref: RefName) throws(GitError) -> RefName? {
    try symbolicTarget(ref.text, shown: ref)
  }

  private func symbolicTarget(_ name: String, shown: RefName) throws(GitError) -> RefName? {
    var found: OpaquePointer?
    guard
      try find("read ref", { git_reference_lookup(&found, handle.object, name) }), let found
    else { return nil }
    defer { git_reference_free(found) }
    guard let target = git_reference_symbolic_target(found) else { return nil }
    return RefName(String(cString: target))
  }

  /// Every ref but symbolic ones, sorted by name.
  public func refs() throws(GitError) -> [Ref] {
    var refs: [Ref] = []
    var iterator: OpaquePointer?
    try call("list refs") { git_reference_iterator_new(&iterator, handle.object) }
    defer { git_reference_iterator_free(iterator) }
    // The names first: libgit2 leaves refs that it cannot read out of the list of refs, silently.
    var names: [[UInt8]] = []
    var text: UnsafePointer<CChar>?
    while try step("list refs", { git_reference_next_name(&text, iterator) }) {
      guard let text else { continue }
      names.append(bytes(of: text))
    }
    refs.reserveCapacity(names.count)
    for name in names { if let ref = try self.ref(name) { refs.append(ref) } }
    return refs.sorted { $0.name < $1.name }
  }

  private func ref(_ bytes: [UInt8]) throws(GitError) -> Ref? {
    let shown = String(decoding: bytes, as: UTF8.self)
    guard let name = RefName(bytes: bytes) else {
      throw GitError(.corrupt, "list refs", "'\(shown)' is no ref name")
    }
    do throws(GitError) {
      let found = try Handle<ReferenceKind>("read ref") { made in
        withCString(bytes) { git_reference_lookup(&made, handle.object, $0) }
      }
      guard git_reference_type(found.object) == GIT_REFERENCE_DIRECT else { return nil }
      return Ref(name: name, commit: try commit(of: found, named: name))
    } catch {
      return Ref(
        name: name, commit: nil,
        problem: GitError(.corrupt, "read ref", "'\(shown)' cannot be read: \(error.message)"))
    }
  }

  /// The commit behind a ref. Branches hold commits and nothing else, so no object is read for them.
  private func commit(
    of ref: borrowing Handle<ReferenceKind>, named name: RefName
  ) throws(GitError) -> ObjectID? {
    guard let target = git_reference_target(ref.object) else { return nil }
    if name.hasPrefix("refs/heads/") || name.hasPrefix("refs/remotes/") {
      return ObjectID(target.pointee)
    }
    if let peeled = git_reference_target_peel(ref.object) { return ObjectID(peeled.pointee) }
    // Only packed-refs tells what an annotated tag stands for; of all others the object does.
    var oid = target.pointee
    var object = try Handle<ObjectKind>("read ref") {
      git_object_lookup(&$0, handle.object, &oid, GIT_OBJECT_ANY)
    }
    if git_object_type(object.object) == GIT_OBJECT_TAG {
      let tag = object.object
      object = try Handle<ObjectKind>("read ref") { git_tag_peel(&$0, tag) }
    }
    guard git_object_type(object.object) == GIT_OBJECT_COMMIT else { return nil }
    return git_object_id(object.object).map { ObjectID($0.pointee) }
  }

  /// Whether a branch that is not among the refs can be known not to exist: not in a shallow clone,
  /// and not where a remote's refspec leaves branches out.
  public func hasEveryBranch() throws(GitError) -> Bool {
    guard !isShallow else { return false }
    for name in try remotes() {
      var remote: OpaquePointer?
      guard
        try find("read remote", { git_remote_lookup(&remote, handle.object, name) }), let remote
      else { return false }
      defer { git_remote_free(remote) }
      var specs = git_strarray()
      try call("read refspecs") { git_remote_get_fetch_refspecs(&specs, remote) }
      defer { git_strarray_dispose(&specs) }
      let takesAll = specs.texts.contains { spec in
        let source = spec.drop { $0 == "+" }.prefix { $0 != ":" }
        return source == "refs/heads/*" || source == "refs/*"
      }
      guard takesAll else { return false }
    }
    return true
  }

  /// The commit that a revision names, as git-rev-parse(1) reads it.
  public func commitID(of revision: String) throws(GitError) -> ObjectID {
    guard !revision.utf8.contains(0) else {
      throw GitError(.missingRef, "find revision", "a revision with a NUL")
    }
    do throws(GitError) {
      let found = try Handle<ObjectKind>("find revision") {
        git_revparse_single(&$0, handle.object, revision)
      }
      let commit = try Handle<ObjectKind>("find revision") {
        git_object_peel(&$0, found.object, GIT_OBJECT_COMMIT)
      }
      return git_object_id(commit.object).map { ObjectID($0.pointee) } ?? ObjectID.zero
    } catch {
      throw GitError(
        error.cause == .corrupt ? .corrupt : .missingRef, "find revision",
        "'\(revision)' names no commit here: \(error.message)")
    }
  }
}
