internal import CLibgit2
internal import GitModel

/// Most merges change each path on one side only: then the trees tell that a merge holds nothing of its
/// own, and no file need be merged again.
extension Repository {
  /// Whether the merge took what one of two parents made of each path that only that one changed, and no
  /// path was changed by both. False tells nothing.
  func isPlainMerge(
    _ id: ObjectID, of parents: [ObjectID], in history: MergeHistory?
  ) throws(GitError) -> Bool {
    guard parents.count == 2 else { return false }
    // First, so that a parent that is missing is named as such.
    let ours = try header(ofCommit: parents[0]).tree
    let theirs = try header(ofCommit: parents[1]).tree
    let found =
      if let history { history.bases.map { history.parts[$0].id } } else {
        try mergeBases(of: parents[0], parents[1])
      }
    // With several, git merges those first.
    guard let base = found.first, found.count == 1 else { return false }
    var folders: [Sides] = [
      Sides(
        base: try header(ofCommit: base).tree, ours: ours, theirs: theirs,
        merged: try header(ofCommit: id).tree)
    ]
    while let folder = folders.popLast() {
      guard let inside = try foldersToLookInto(folder) else { return false }
      folders += inside
    }
    return true
  }

  /// The folders that both sides changed; `nil` where something is not as one side left it.
  private func foldersToLookInto(_ sides: Sides) throws(GitError) -> [Sides]? {
    let ours = try differences(from: sides.base, to: sides.ours)
    var theirs = try differences(from: sides.base, to: sides.theirs).byName
    var merged = try differences(from: sides.base, to: sides.merged).byName
    var folders: [Sides] = []
    for our in ours {
      let result = merged.removeValue(forKey: our.key)
      guard let their = theirs.removeValue(forKey: our.key) else {
        guard let result, result.isAsIn(our) else { return nil }
        continue
      }
      // What both took away or added may have been renamed: that is for the whole merge to tell.
      guard our.isTree, let old = our.old, let mine = our.new, let other = their.new else {
        return nil
      }
      guard let made = result == nil ? old : result?.new else { return nil }
      folders.append(Sides(base: old, ours: mine, theirs: other, merged: made))
    }
    for (key, their) in theirs {
      guard let result = merged.removeValue(forKey: key), result.isAsIn(their) else { return nil }
    }
    return merged.isEmpty ? folders : nil
  }

  /// Whether a tree has at each path on which two others differ what the second of these has there.
  func hasPaths(
    fromTree old: ObjectID, toTree new: ObjectID, in tree: ObjectID
  ) throws(GitError) -> Bool {
    var folders: [(old: ObjectID?, new: ObjectID?, here: ObjectID?)] = [(old, new, tree)]
    while let folder = folders.popLast() {
      let lacking = try differences(from: folder.here, to: folder.new).byName
      for wanted in try differences(from: folder.old, to: folder.new) {
        guard let here = lacking[wanted.key] else { continue }
        guard wanted.isTree else { return false }
        folders.append((wanted.old, wanted.new, here.old))
      }
    }
    return true
  }

  /// All merge bases of two commits, looked for in the objects.
  private func mergeBases(of left: ObjectID, _ right: ObjectID) throws(GitError) -> [ObjectID] {
    var bases = git_oidarray()
    var (one, two) = (try left.oid(), try right.oid())
    let isFound = try explaining(left) { () throws(GitError) in
      try find("merge again") { git_merge_bases(&bases, handle.object, &one, &two) }
    }
    guard isFound else { return [] }
    defer { git_oidarray_dispose(&bases) }
    return UnsafeBufferPointer(start: bases.ids, count: bases.count).map { ObjectID($0) }
  }
}

/// A folder as it is on all sides of a merge.
private struct Sides {
  let base: ObjectID
  let ours: ObjectID
  let theirs: ObjectID
  let merged: ObjectID
}

extension TreeDifference {
  fileprivate struct Key: Hashable {
    let name: [UInt8]
    let isTree: Bool
  }

  fileprivate var key: Key { Key(name: name, isTree: isTree) }

  fileprivate func isAsIn(_ other: TreeDifference) -> Bool {
    new == other.new && mode == other.mode
  }
}

extension [TreeDifference] {
  fileprivate var byName: [TreeDifference.Key: TreeDifference] {
    Dictionary(map { ($0.key, $0) }) { first, _ in first }
  }
}
