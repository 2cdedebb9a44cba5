internal import CLibgit2
public import GitModel

extension Repository {
  /// The paths that conflict when a merge's parents are merged again, and those to which the merge
  /// gave another content than that; each with what the merge gave it.
  public func ownEdits(
    ofMerge id: ObjectID, from bases: [ObjectID]?
  ) throws(GitError) -> [PathBlob] {
    let parents = try withHeader(id) { header, _ in header.parents }
    guard parents.count > 1 else {
      throw GitError(
        .failed, "merge again", "commit \(id) is no merge", help: "report a bug in policy")
    }
    if try isPlainMerge(id, of: parents, from: bases) { return [] }
    try writeToMemory()
    defer { _ = git_mempack_reset(scratch) }
    let merged = try explaining(id) { () throws(GitError) in
      try mergeAgain(parents, of: id, from: bases)
    }
    let tree = try self.tree(of: id)
    let difference = try explaining(id) { () throws(GitError) in
      try Handle<DiffKind>("merge again") {
        git_diff_tree_to_index(&$0, handle.object, tree.object, merged.object, nil)
      }
    }
    let edited = Set(paths(of: difference)).union(conflicts(in: merged))
    var edits: [PathBlob] = []
    for path in edited.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      edits.append(PathBlob(path: path, blob: try blob(at: path, in: id)))
    }
    return edits
  }

  /// Merges two commits as the recursive strategies do; what is more, as git-merge-octopus does: one
  /// after the other, each without conflicts but the last.
  private func mergeAgain(
    _ parents: [ObjectID], of id: ObjectID, from bases: [ObjectID]?
  ) throws(GitError) -> Handle<IndexKind> {
    var merged = try merge(parents[0], parents[1], from: bases)
    for count in 2..<max(parents.count, 2) {
      guard git_index_has_conflicts(merged.object) == 0 else {
        throw GitError(
          .failed, "merge again", "the parents of octopus merge \(id) conflict",
          help: "merge the branches one by one: git cannot make such a merge either")
      }
      var oid = git_oid()
      try call("merge again") { git_index_write_tree_to(&oid, merged.object, handle.object) }
      let base = try mergeBase(of: parents[count], with: Array(parents[..<count]))
      merged = try merge(tree(ObjectID(oid)), tree(of: parents[count]), from: base)
    }
    return merged
  }

  /// Merges two commits. libgit2 looks for the merge bases in the objects of all history, for each merge
  /// anew: who knows that there is one spares it that. Several are for it to merge first.
  private func merge(
    _ ours: ObjectID, _ theirs: ObjectID, from bases: [ObjectID]?
  ) throws(GitError) -> Handle<IndexKind> {
    if let bases, let base = bases.first, bases.count == 1 {
      return try merge(tree(of: ours), tree(of: theirs), from: base)
    }
    let ours = try commitHandle(ours)
    let theirs = try commitHandle(theirs)
    return try Handle("merge again") {
      git_merge_commits(&$0, handle.object, ours.object, theirs.object, nil)
    }
  }

  private func merge(
    _ ours: borrowing Handle<TreeKind>, _ theirs: borrowing Handle<TreeKind>, from base: ObjectID?
  ) throws(GitError) -> Handle<IndexKind> {
    guard let base else {
      return try Handle("merge again") {
        git_merge_trees(&$0, handle.object, nil, ours.object, theirs.object, nil)
      }
    }
    let common = try tree(of: base)
    return try Handle("merge again") {
      git_merge_trees(&$0, handle.object, common.object, ours.object, theirs.object, nil)
    }
  }

  private func mergeBase(
    of commit: ObjectID, with others: [ObjectID]
  ) throws(GitError) -> ObjectID? {
    var oids = [try commit.oid()]
    for other in others { oids.append(try other.oid()) }
    var base = git_oid()
    let isFound = try find("merge again") {
      git_merge_base_many(&base, handle.object, oids.count, oids)
    }
    return isFound ? ObjectID(base) : nil
  }

  private func commitHandle(_ id: ObjectID) throws(GitError) -> Handle<CommitKind> {
    var oid = try id.oid()
    return try Handle("read commit") { git_commit_lookup(&$0, handle.object, &oid) }
  }

  private func conflicts(in index: borrowing Handle<IndexKind>) -> [[UInt8]] {
    (0..<git_index_entrycount(index.object)).compactMap { place in
      guard let entry = git_index_get_byindex(index.object, place),
        git_index_entry_stage(entry) > 0, let path = entry.pointee.path
      else { return nil }
      return bytes(of: path)
    }
  }

  /// Lets what trying a merge writes go into memory: a repository that is judged stays as it is.
  func writeToMemory() throws(GitError) {
    guard scratch == nil else { return }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try call("merge again") { git_mempack_new(&memory) }
    // Above the backends that libgit2 brings, which have 1 and 2.
    try call("merge again") { git_odb_add_backend(objects.object, memory, 999) }
    scratch = memory
  }
}
