internal import CLibgit2
public import GitModel

extension Repository {
  /// What lies between the trees of two commits, with the patch id.
  public func change(from old: ObjectID, to new: ObjectID) throws(GitError) -> Change {
    try change(of: try difference(from: old, to: new), by: new)
  }

  /// What a commit changes against its first parent, with the patch id.
  public func change(by id: ObjectID) throws(GitError) -> Change {
    try change(of: try difference(madeBy: id), by: id)
  }

  private func change(
    of difference: borrowing Handle<DiffKind>, by id: ObjectID
  ) throws(GitError) -> Change {
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

  private func difference(madeBy id: ObjectID) throws(GitError) -> Handle<DiffKind> {
    let header = try withHeader(id) { header, _ in header }
    let after = try tree(header.tree)
    guard let parent = header.parents.first else {
      return try explaining(id) { () throws(GitError) in
        try Handle("compare trees") {
          git_diff_tree_to_tree(&$0, handle.object, nil, after.object, nil)
        }
      }
    }
    return try difference(from: parent, to: id)
  }

  private func difference(
    from old: ObjectID, to new: ObjectID
  ) throws(GitError) -> Handle<DiffKind> {
    let before = try tree(of: old)
    let after = try tree(of: new)
    return try explaining(new) { () throws(GitError) in
      try Handle("compare trees") {
        git_diff_tree_to_tree(&$0, handle.object, before.object, after.object, nil)
      }
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
