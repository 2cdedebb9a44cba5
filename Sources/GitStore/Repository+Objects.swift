internal import CLibgit2
public import GitModel

extension Repository {
  /// Calls `body` with a commit object's bytes.
  func withCommit<Result>(
    _ id: ObjectID, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var oid = try id.oid()
    return try withCommit(&oid, body)
  }

  /// The same, without the detour over an id of ours: history is read through here.
  func withCommit<Result>(
    _ oid: inout git_oid, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let raw: Handle<RawObjectKind>
    do throws(GitError) {
      var id = oid
      raw = try Handle("read commit") { git_odb_read(&$0, objects.object, &id) }
    } catch {
      throw explained(error, of: ObjectID(oid))
    }
    guard git_odb_object_type(raw.object) == GIT_OBJECT_COMMIT else {
      throw GitError(.corrupt, "read commit", "object \(ObjectID(oid)) is no commit")
    }
    return try body(
      UnsafeRawBufferPointer(
        start: git_odb_object_data(raw.object), count: git_odb_object_size(raw.object)))
  }

  /// Why an object cannot be read, as far as the kind of clone explains it.
  func explained(_ error: GitError, of id: ObjectID) -> GitError {
    guard error.cause == .missingObject else { return error }
    if isPartial {
      return GitError(.partialClone, error.operation, "object \(id) was left out of the clone")
    }
    let kind = error.operation == "read commit" ? "commit" : "object"
    // What a shallow clone lacks is most likely what it did not fetch.
    return GitError(isShallow ? .shallow : .missingObject, error.operation, "\(kind) \(id) is not there")
  }

  /// Whether a remote promises what is missing here: git-clone(1), `--filter`.
  private var isPartial: Bool {
    do throws(GitError) {
      if try config("extensions.partialclone") != nil { return true }
      for remote in try remotes() where try config("remote.\(remote).promisor") == "true" {
        return true
      }
      return false
    } catch {
      // Only the wording hangs on the answer: the object is missing either way.
      return false
    }
  }

  /// One commit's own data.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try withCommit(id) { bytes throws(GitError) in
      guard let header = CommitHeader(bytes) else {
        throw GitError(.corrupt, "read commit", "commit \(id) is malformed")
      }
      guard let author = CommitHeader.signature(bytes, header.author),
        let committer = CommitHeader.signature(bytes, header.committer)
      else {
        throw GitError(
          .impossibleDate, "read commit", "commit \(id) has an author or a date that is none")
      }
      return Commit(
        id: id, tree: header.tree, parents: header.parents, author: author, committer: committer,
        message: Array(bytes[header.message...]))
    }
  }

  /// The blob at a path in a commit's tree; `nil` where there is none.
  public func blob(at path: [UInt8], in commit: ObjectID) throws(GitError) -> ObjectID? {
    guard let entry = try entry(at: path, in: commit) else { return nil }
    return git_tree_entry_id(entry.object).map { ObjectID($0.pointee) }
  }

  /// A file's content in a commit's tree; `nil` where there is no such file. Throws where it is
  /// larger than `limit` bytes.
  public func file(
    _ path: [UInt8], in commit: ObjectID, limit: Int = 8 << 20
  ) throws(GitError) -> [UInt8]? {
    guard let entry = try entry(at: path, in: commit),
      git_tree_entry_type(entry.object) == GIT_OBJECT_BLOB,
      let id = git_tree_entry_id(entry.object).map({ ObjectID($0.pointee) })
    else { return nil }
    var oid = try id.oid()
    let raw: Handle<RawObjectKind>
    do throws(GitError) {
      raw = try Handle("read file") { git_odb_read(&$0, objects.object, &oid) }
    } catch {
      throw explained(error, of: id)
    }
    let size = git_odb_object_size(raw.object)
    guard size <= limit else {
      let shown = String(decoding: path, as: UTF8.self)
      throw GitError(
        .failed, "read file", "'\(shown)' has \(size) bytes, more than \(limit)",
        help: "make the file smaller")
    }
    return Array(UnsafeRawBufferPointer(start: git_odb_object_data(raw.object), count: size))
  }

  /// The names of the files in a folder of a commit's tree, sorted; empty where there is no folder.
  public func files(in folder: [UInt8], of commit: ObjectID) throws(GitError) -> [[UInt8]] {
    guard let entry = try entry(at: folder, in: commit),
      git_tree_entry_type(entry.object) == GIT_OBJECT_TREE
    else { return [] }
    let tree = try Handle<TreeKind>("read tree") {
      git_tree_lookup(&$0, handle.object, git_tree_entry_id(entry.object))
    }
    return (0..<git_tree_entrycount(tree.object)).compactMap { index in
      guard let file = git_tree_entry_byindex(tree.object, index),
        git_tree_entry_type(file) == GIT_OBJECT_BLOB, let name = git_tree_entry_name(file)
      else { return nil }
      return bytes(of: name)
    }
  }

  /// The id that Git gives these bytes as a blob.
  public static func blobID(of bytes: [UInt8]) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try call("hash blob") {
      bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
    }
    return ObjectID(oid)
  }

  private func entry(
    at path: [UInt8], in commit: ObjectID
  ) throws(GitError) -> Handle<TreeEntryKind>? {
    guard !path.contains(0) else {
      throw GitError(.failed, "read tree", "a path with a NUL", help: "name a path without one")
    }
    let tree = try self.tree(of: commit)
    var found: OpaquePointer?
    let isThere: Bool
    do throws(GitError) {
      isThere = try find("read tree") {
        withCString(path) { git_tree_entry_bypath(&found, tree.object, $0) }
      }
    } catch {
      throw explained(error, of: commit)
    }
    guard isThere, let found else {
      // "Not found" is said of the path and of a tree on the way to it alike.
      try requireTrees(along: path, in: commit)
      return nil
    }
    return try Handle("read tree") {
      $0 = found
      return 0
    }
  }

  /// Throws where a tree on the way to a path is named and not there.
  private func requireTrees(along path: [UInt8], in commit: ObjectID) throws(GitError) {
    var tree = try self.tree(of: commit)
    for name in path.split(separator: UInt8(ascii: "/")).dropLast() {
      guard
        let entry = withCString(Array(name), { git_tree_entry_byname(tree.object, $0) }),
        git_tree_entry_type(entry) == GIT_OBJECT_TREE, let id = git_tree_entry_id(entry)
      else { return }
      let shown = ObjectID(id.pointee)
      do throws(GitError) {
        tree = try Handle<TreeKind>("read tree") { git_tree_lookup(&$0, handle.object, id) }
      } catch {
        throw explained(error, of: shown)
      }
    }
  }

  /// A commit's tree.
  func tree(of commit: ObjectID) throws(GitError) -> Handle<TreeKind> {
    let id = try withCommit(commit) { bytes throws(GitError) in CommitHeader(bytes)?.tree }
    guard let id else {
      throw GitError(.corrupt, "read commit", "commit \(commit) is malformed")
    }
    return try tree(id)
  }

  /// The tree with this id.
  func tree(_ id: ObjectID) throws(GitError) -> Handle<TreeKind> {
    var oid = try id.oid()
    do throws(GitError) {
      return try Handle("read tree") { git_tree_lookup(&$0, handle.object, &oid) }
    } catch {
      throw explained(error, of: id)
    }
  }
}
