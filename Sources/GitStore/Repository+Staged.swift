internal import CLibgit2
internal import GitModel

extension Repository {
  /// The tree that a commit of what is staged would have. It is written to memory only.
  ///
  /// A hook is told by `GIT_INDEX_FILE` which index git commits: of `git commit PATH`, a passing one.
  func stagedTree() throws(GitError) -> ObjectID {
    if let staged { return staged }
    try writeToMemory()
    let path = environment["GIT_INDEX_FILE"] ?? gitDirectory + "index"
    let index = try readable(path) { () throws(GitError) in
      try Handle<IndexKind>("read index") { git_index_open(&$0, path) }
    }
    try dropIntentions(in: index)
    guard git_index_has_conflicts(index.object) == 0 else {
      throw GitError(
        .failed, "read index", "the index holds conflicts",
        help: "resolve them, then git add what was resolved")
    }
    var oid = git_oid()
    try call("read index") { git_index_write_tree_to(&oid, index.object, handle.object) }
    staged = ObjectID(oid)
    return ObjectID(oid)
  }

  /// Takes out what is only meant to be added, which git does not commit: git-add(1),
  /// `--intent-to-add`.
  private func dropIntentions(in index: borrowing Handle<IndexKind>) throws(GitError) {
    let flag = UInt16(truncatingIfNeeded: GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue)
    for place in (0..<git_index_entrycount(index.object)).reversed() {
      guard let entry = git_index_get_byindex(index.object, place),
        entry.pointee.flags_extended & flag != 0, let name = entry.pointee.path
      else { continue }
      let path = cString(bytes(of: name))
      try call("read index") { git_index_remove(index.object, path, 0) }
    }
  }

  /// Runs `body`, and says of an index that libgit2 cannot read why that may be.
  private func readable(
    _ path: String, _ body: () throws(GitError) -> Handle<IndexKind>
  ) throws(GitError) -> Handle<IndexKind> {
    do throws(GitError) {
      return try body()
    } catch {
      guard error.message.contains("extension") else { throw error }
      throw GitError(
        .unsupportedFormat, "read index", "'\(path)' is sparse or split: \(error.message)",
        help: "write it whole: git sparse-checkout reapply --no-sparse-index; "
          + "git update-index --no-split-index")
    }
  }
}
