internal import CLibgit2
public import GitModel

extension Repository {
  /// The paths that conflict when a merge's parents are merged again, and those to which the merge
  /// gave another content than that; each with what the merge gave it.
  public func ownEdits(
    ofMerge id: ObjectID, in history: MergeHistory?
  ) throws(GitError) -> [PathBlob] {
    let parents = try withHeader(id) { header, _ in header.parents }
    guard parents.count > 1 else {
      throw GitError(
        .failed, "merge again", "commit \(id) is no merge", help: "report a bug in policy")
    }
    if try isPlainMerge(id, of: parents, in: history) { return [] }
    try writeToMemory()
    defer { forgetWritten() }
    var result = try treeID(of: id)
    let merged = try explaining(id) { () throws(GitError) in
      guard let history, parents.count == 2 else { return try mergeAgain(parents, of: id) }
      return try mergeAgain(history, &result)
    }
    let tree = try self.tree(result)
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

  /// Whether picking what lies between the trees of two commits would leave a third one's as it is.
  public func hasChange(
    from old: ObjectID, to new: ObjectID, in commit: ObjectID
  ) throws(GitError) -> Bool {
    let whole = [try treeID(of: old), try treeID(of: new), try treeID(of: commit)]
    // What stands there is there, and may not be taken for half of a rename.
    if try hasPaths(fromTree: whole[0], toTree: whole[1], in: whole[2]) { return true }
    return try picking(whole[0], whole[1], onto: whole[2], gives: whole[2], of: commit)
  }

  /// Whether picking what lies between the trees of two commits onto a third one gives a fourth one's.
  public func isPick(
    from old: ObjectID, to new: ObjectID, onto parent: ObjectID, giving commit: ObjectID
  ) throws(GitError) -> Bool {
    try picking(
      treeID(of: old), treeID(of: new), onto: treeID(of: parent), gives: treeID(of: commit),
      of: commit)
  }

  /// Whether merging one tree into another one, both made from a third, gives a fourth, the `commit`'s.
  private func picking(
    _ old: ObjectID, _ new: ObjectID, onto parent: ObjectID, gives result: ObjectID,
    of commit: ObjectID
  ) throws(GitError) -> Bool {
    try writeToMemory()
    defer { forgetWritten() }
    let trees = try pruned([old, new, parent, result]).compactMap(\.self)
    let merged = try explaining(commit) { () throws(GitError) in
      try merge(tree(trees[2]), tree(trees[1]), from: trees[0])
    }
    guard git_index_has_conflicts(merged.object) == 0 else { return false }
    let expected = try tree(trees[3])
    let difference = try explaining(commit) { () throws(GitError) in
      try Handle<DiffKind>("merge again") {
        git_diff_tree_to_index(&$0, handle.object, expected.object, merged.object, nil)
      }
    }
    return git_diff_num_deltas(difference.object) == 0
  }

  /// Merges two commits of which the history is known, without what all of it and a tree hold alike;
  /// that tree becomes what is left of it.
  private func mergeAgain(
    _ history: MergeHistory, _ result: inout ObjectID
  ) throws(GitError) -> Handle<IndexKind> {
    var whole: [ObjectID?] = []
    for part in history.parts { whole.append(try header(ofCommit: part.id).tree) }
    let trees = try pruned(whole + [result]).compactMap(\.self)
    result = trees[history.parts.count]
    if let base = history.bases.first, history.bases.count == 1 {
      let (ours, theirs) = (trees[history.sides[0]], trees[history.sides[1]])
      return try merge(tree(ours), tree(theirs), from: trees[base])
    }
    // Several bases libgit2 merges first, and looks for them and theirs in the objects of all history:
    // this is one for it that is short.
    var commits: [ObjectID] = []
    for (place, part) in history.parts.enumerated() {
      var text = "tree \(trees[place])\n"
      for parent in part.behind { text += "parent \(commits[parent])\n" }
      // The order of dates is what counts.
      for role in ["author", "committer"] { text += "\(role) nobody <> \(place) +0000\n" }
      commits.append(try remember(.commit, Array("\(text)\n".utf8)))
    }
    return try merge(commits[history.sides[0]], commits[history.sides[1]])
  }

  /// Merges two commits as the recursive strategies do; what is more, as git-merge-octopus does: one
  /// after the other, each without conflicts but the last.
  private func mergeAgain(
    _ parents: [ObjectID], of id: ObjectID
  ) throws(GitError) -> Handle<IndexKind> {
    var merged = try merge(parents[0], parents[1])
    for count in 2..<max(parents.count, 2) {
      guard git_index_has_conflicts(merged.object) == 0 else {
        throw GitError(
          .failed, "merge again", "the parents of octopus merge \(id) conflict",
          help: "merge the branches one by one: git cannot make such a merge either")
      }
      var oid = git_oid()
      try call("merge again") { git_index_write_tree_to(&oid, merged.object, handle.object) }
      let base = try mergeBase(of: parents[count], with: Array(parents[..<count]))
      merged = try merge(
        tree(ObjectID(oid)), tree(of: parents[count]),
        from: base.map { base throws(GitError) in try treeID(of: base) })
    }
    return merged
  }

  private func merge(
    _ ours: ObjectID, _ theirs: ObjectID
  ) throws(GitError) -> Handle<IndexKind> {
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
    let common = try tree(base)
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
}
