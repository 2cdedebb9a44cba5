internal import CLibgit2
public import GitModel

extension Repository {
  /// What lies between the trees of two commits, with the patch id.
  public func change(from old: ObjectID, to new: ObjectID) throws(GitError) -> Change {
    try change(fromTree: try treeID(of: old), toTree: try treeID(of: new), by: new)
  }

  /// What a commit changes against its first parent, with the patch id.
  public func change(by id: ObjectID) throws(GitError) -> Change {
    let parent = try header(ofCommit: id).parent
    let before = try parent.map { parent throws(GitError) in try treeID(of: parent) }
    return try change(fromTree: before, toTree: try treeID(of: id), by: id)
  }

  private func change(
    fromTree old: ObjectID?, toTree new: ObjectID, by id: ObjectID
  ) throws(GitError) -> Change {
    try writeToMemory()
    defer { forgetWritten() }
    let trees = try pruned([old, new])
    let difference = try explaining(id) { () throws(GitError) in
      try self.difference(fromTree: trees[0], toTree: trees[1] ?? new)
    }
    let paths = paths(of: difference)
    guard !paths.isEmpty else { return Change(paths: [], patch: nil) }
    var patch = git_oid()
    try explaining(id) { () throws(GitError) in
      _ = try call("read patch") { git_diff_patchid(&patch, difference.object, nil) }
    }
    return Change(paths: paths, patch: try identity(of: difference, patch: ObjectID(patch)))
  }

  /// The patch id, and for files that are not text what they were and became: libgit2 takes only
  /// their names into a patch id, where git-patch-id(1) takes their ids.
  private func identity(
    of difference: borrowing Handle<DiffKind>, patch: ObjectID
  ) throws(GitError) -> ObjectID {
    var binary: [UInt8] = []
    for place in 0..<git_diff_num_deltas(difference.object) {
      guard let delta = git_diff_get_delta(difference.object, place)?.pointee else { continue }
      // The patch id has loaded every file, so the flag is known here.
      guard delta.flags & GIT_DIFF_FLAG_BINARY.rawValue != 0 else { continue }
      binary += ObjectID(delta.old_file.id).bytes + ObjectID(delta.new_file.id).bytes
    }
    return binary.isEmpty ? patch : try Self.blobID(of: patch.bytes + binary)
  }

  private func difference(
    fromTree old: ObjectID?, toTree new: ObjectID
  ) throws(GitError) -> Handle<DiffKind> {
    let after = try tree(new)
    guard let old else {
      return try Handle("compare trees") {
        git_diff_tree_to_tree(&$0, handle.object, nil, after.object, nil)
      }
    }
    let before = try tree(old)
    return try Handle("compare trees") {
      git_diff_tree_to_tree(&$0, handle.object, before.object, after.object, nil)
    }
  }

  /// The paths of a difference on either side, sorted by bytes.
  func paths(of difference: borrowing Handle<DiffKind>) -> [[UInt8]] {
    var paths: Set<[UInt8]> = []
    for place in 0..<git_diff_num_deltas(difference.object) {
      guard let delta = git_diff_get_delta(difference.object, place) else { continue }
      if let path = delta.pointee.old_file.path { paths.insert(bytes(of: path)) }
      if let path = delta.pointee.new_file.path { paths.insert(bytes(of: path)) }
    }
    return paths.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
