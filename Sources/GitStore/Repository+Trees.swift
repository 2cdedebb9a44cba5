internal import CLibgit2
public import GitModel

extension Repository {
  /// One commit's own data.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try withHeader(id) { header, bytes throws(GitError) in
      // Git shows nothing that stands behind a NUL, not even the message.
      let end = bytes.firstIndex(of: 0, from: 0) ?? bytes.count
      guard !header.namesTwice, end >= header.message else {
        throw GitError(
          .corrupt, "read commit",
          "commit \(id) has a header that can be read in two ways: a second author or committer, or a NUL"
        )
      }
      return Commit(
        id: id, tree: header.tree, parents: header.parents,
        author: try CommitHeader.signature(bytes, header.author, of: id),
        committer: try CommitHeader.signature(bytes, header.committer, of: id),
        message: Array(bytes[header.message..<end]),
        encoding: header.encoding.map { Array(bytes[$0]) })
    }
  }

  /// The blob at a path in a commit's tree, or a submodule's commit; `nil` where there is none.
  public func blob(at path: [UInt8], in commit: ObjectID) throws(GitError) -> ObjectID? {
    guard let found = try entry(at: path, in: commit), !found.mode.isFolder else { return nil }
    return found.id
  }

  /// A file's content in a commit's tree; `nil` where there is no such file. Throws where it is
  /// larger than `limit` bytes.
  public func file(
    _ path: [UInt8], in commit: ObjectID, limit: Int = 8 << 20
  ) throws(GitError) -> [UInt8]? {
    guard let found = try entry(at: path, in: commit), found.mode.isFile || found.mode.isLink
    else { return nil }
    return try content(of: found.id, limit: limit, as: path)
  }

  /// A blob's content. Throws where it is larger than `limit` bytes; `path` is how people know it.
  public func content(
    of id: ObjectID, limit: Int, as path: [UInt8]
  ) throws(GitError) -> [UInt8] {
    let size = try header(of: id).size
    guard size <= limit else {
      let shown = String(decoding: path, as: UTF8.self)
      throw GitError(
        .failed, "read file", "'\(shown)' has \(size) bytes, more than \(limit)",
        help: "make the file smaller")
    }
    return try withObject(id, "read file") { _, bytes throws(GitError) in Array(bytes) }
  }

  /// The same, and `nil` where a symbolic link stands there: what it holds is another path.
  public func plainFile(
    _ path: [UInt8], in commit: ObjectID, limit: Int = 8 << 20
  ) throws(GitError) -> [UInt8]? {
    guard let found = try entry(at: path, in: commit), found.mode.isFile else { return nil }
    return try content(of: found.id, limit: limit, as: path)
  }

  /// The names of the files in a folder of a commit's tree, sorted; empty where there is no folder.
  /// The empty path is the top.
  public func files(in folder: [UInt8], of commit: ObjectID) throws(GitError) -> [[UInt8]] {
    guard let found = try entry(at: folder, in: commit), found.mode.isFolder else { return [] }
    let tree = try self.tree(found.id)
    return (0..<git_tree_entrycount(tree.object)).compactMap { index in
      guard let file = git_tree_entry_byindex(tree.object, index),
        git_tree_entry_type(file) == GIT_OBJECT_BLOB, let name = git_tree_entry_name(file)
      else { return nil }
      return bytes(of: name)
    }
  }

  /// What stands at a path, read folder by folder, so that a tree that is missing on the way is an
  /// error and no answer; `nil` where nothing stands there.
  public func entry(
    at path: [UInt8], in commit: ObjectID
  ) throws(GitError) -> (id: ObjectID, mode: EntryMode)? {
    guard !path.contains(0) else {
      throw GitError(.failed, "read tree", "the path holds a NUL", help: "name a path without one")
    }
    var found = (id: try treeID(of: commit), mode: EntryMode.folder)
    for name in path.split(separator: UInt8(ascii: "/")) {
      guard found.mode.isFolder else { return nil }
      let tree = try self.tree(found.id)
      guard let entry = git_tree_entry_byname(tree.object, cString(Array(name))),
        let id = git_tree_entry_id(entry)
      else { return nil }
      let mode = git_tree_entry_filemode_raw(entry).rawValue
      found = (ObjectID(id.pointee), EntryMode(stored: mode))
    }
    return found
  }

  /// A commit's tree.
  func tree(of commit: ObjectID) throws(GitError) -> Handle<TreeKind> {
    try tree(try treeID(of: commit))
  }

  /// The tree that a commit records; of one that is proposed, the index's.
  public func treeID(of commit: ObjectID) throws(GitError) -> ObjectID {
    if commit == proposed { return try stagedTree() }
    return try withHeader(commit) { header, _ in header.tree }
  }

  /// The tree with this id.
  func tree(_ id: ObjectID) throws(GitError) -> Handle<TreeKind> {
    var oid = try id.oid()
    return try explaining(id) { () throws(GitError) in
      try Handle("read tree") { git_tree_lookup(&$0, handle.object, &oid) }
    }
  }
}
