internal import CLibgit2
public import GitModel

extension Repository {
  /// The paths that a commit changes against its first parent, sorted by bytes.
  public func paths(changedBy id: ObjectID) throws(GitError) -> [[UInt8]] {
    paths(of: try difference(madeBy: id))
  }

  /// What a commit changes against its first parent, with the patch id.
  public func change(by id: ObjectID) throws(GitError) -> Change {
    let difference = try difference(madeBy: id)
    let paths = paths(of: difference)
    guard !paths.isEmpty else { return Change(paths: [], patch: nil) }
    var patch = git_oid()
    do throws(GitError) {
      try call("read patch") { git_diff_patchid(&patch, difference.object, nil) }
    } catch {
      throw explained(error, of: id)
    }
    return Change(paths: paths, patch: ObjectID(patch))
  }

  /// The paths that conflict when a merge's parents are merged again, and those to which the merge
  /// gave another content than that; each with what the merge gave it.
  public func ownEdits(ofMerge id: ObjectID) throws(GitError) -> [PathBlob] {
    let parents = try withCommit(id) { bytes throws(GitError) in CommitHeader(bytes)?.parents ?? []
    }
    guard parents.count == 2 else {
      throw GitError(
        .failed, "merge again", "commit \(id) merges \(parents.count) parents",
        help: "merge the branch itself: an octopus merge cannot be tried again")
    }
    let ours = try commitHandle(parents[0])
    let theirs = try commitHandle(parents[1])
    let merged = try Handle<IndexKind>("merge again") {
      git_merge_commits(&$0, handle.object, ours.object, theirs.object, nil)
    }
    let tree = try self.tree(of: id)
    let difference = try Handle<DiffKind>("merge again") {
      git_diff_tree_to_index(&$0, handle.object, tree.object, merged.object, nil)
    }
    let edited = Set(paths(of: difference)).union(try conflicts(in: merged))
    var edits: [PathBlob] = []
    for path in edited.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      edits.append(PathBlob(path: path, blob: try blob(at: path, in: id)))
    }
    return edits
  }

  private func commitHandle(_ id: ObjectID) throws(GitError) -> Handle<CommitKind> {
    var oid = try id.oid()
    do throws(GitError) {
      return try Handle("read commit") { git_commit_lookup(&$0, handle.object, &oid) }
    } catch {
      throw explained(error, of: id)
    }
  }

  private func conflicts(in index: borrowing Handle<IndexKind>) throws(GitError) -> [[UInt8]] {
    var paths: [[UInt8]] = []
    for place in 0..<git_index_entrycount(index.object) {
      guard let entry = git_index_get_byindex(index.object, place),
        git_index_entry_stage(entry) > 0, let path = entry.pointee.path
      else { continue }
      paths.append(bytes(of: path))
    }
    return paths
  }

  private func difference(madeBy id: ObjectID) throws(GitError) -> Handle<DiffKind> {
    let header = try withCommit(id) { bytes throws(GitError) in CommitHeader(bytes) }
    guard let header else {
      throw GitError(.corrupt, "read commit", "commit \(id) is malformed")
    }
    let after = try tree(header.tree)
    guard let parent = header.parents.first else {
      return try Handle("compare trees") {
        git_diff_tree_to_tree(&$0, handle.object, nil, after.object, nil)
      }
    }
    let before = try tree(of: parent)
    do throws(GitError) {
      return try Handle("compare trees") {
        git_diff_tree_to_tree(&$0, handle.object, before.object, after.object, nil)
      }
    } catch {
      throw explained(error, of: id)
    }
  }

  private func paths(of difference: borrowing Handle<DiffKind>) -> [[UInt8]] {
    var paths: Set<[UInt8]> = []
    for place in 0..<git_diff_num_deltas(difference.object) {
      guard let delta = git_diff_get_delta(difference.object, place) else { continue }
      if let path = delta.pointee.old_file.path { paths.insert(bytes(of: path)) }
      if let path = delta.pointee.new_file.path { paths.insert(bytes(of: path)) }
    }
    return paths.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
