public import GitModel

/// Which paths differ, told from the trees alone: what two trees share is never opened.
extension Repository {
  /// The paths that a commit changes against its first parent, sorted by bytes.
  public func paths(changedBy id: ObjectID) throws(GitError) -> [[UInt8]] {
    let (before, after) = try trees(around: id)
    return try paths(fromTree: before, toTree: after)
  }

  /// The paths on which the trees of two commits differ, sorted by bytes.
  public func paths(from old: ObjectID, to new: ObjectID) throws(GitError) -> [[UInt8]] {
    try paths(fromTree: try header(ofCommit: old).tree, toTree: try header(ofCommit: new).tree)
  }

  private func paths(
    fromTree old: ObjectID?, toTree new: ObjectID
  ) throws(GitError) -> [[UInt8]] {
    var paths: [[UInt8]] = []
    // In Git's order of names, paths come sorted by bytes. A stack of ours: a tree may be deep.
    var stack = try differences(from: old, to: new).reversed().map { (path: $0.name, at: $0) }
    while let (path, difference) = stack.popLast() {
      guard difference.isTree else {
        paths.append(path)
        continue
      }
      let inside = try differences(from: difference.old, to: difference.new)
      stack += inside.reversed().map { (path: path + [UInt8(ascii: "/")] + $0.name, at: $0) }
    }
    return paths
  }

  /// The trees of a commit's first parent, `nil` for a root, and of the commit.
  private func trees(
    around id: ObjectID
  ) throws(GitError) -> (before: ObjectID?, after: ObjectID) {
    let header = try header(ofCommit: id)
    let before = try header.parent.map { parent throws(GitError) in
      try self.header(ofCommit: parent).tree
    }
    return (before, header.tree)
  }

  func header(
    ofCommit id: ObjectID
  ) throws(GitError) -> (tree: ObjectID, parent: ObjectID?) {
    if let kept = lately.headers[id] { return kept }
    let header = try withHeader(id) { header, _ in
      (tree: header.tree, parent: header.parents.first)
    }
    lately.keep(header, of: id)
    return header
  }

  /// A tree object's bytes.
  public func treeBytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    if let kept = lately.tree(id) { return kept }
    let bytes = try withObject(id, "read tree") { type, bytes throws(GitError) in
      guard type == .tree else {
        throw GitError(.corrupt, "read tree", "'\(id)' is no tree, but a \(type.rawValue)")
      }
      return Array(bytes)
    }
    lately.keep(bytes, of: id)
    return bytes
  }
}

/// What was read last. Commits are asked about one after the other, and one's parent is most often the
/// next.
struct LatelyRead {
  /// The texts of the commits near by, which are asked for once they are found to be new.
  let texts = CommitTexts(most: 2 << 20)
  private(set) var headers: [ObjectID: (tree: ObjectID, parent: ObjectID?)] = [:]
  /// What was read or asked for since `older` was made, and before.
  private var trees: [ObjectID: [UInt8]] = [:], older: [ObjectID: [UInt8]] = [:]
  private var size = 0
  private(set) var sizes: [ObjectID: Int] = [:]

  mutating func keep(size: Int, of blob: ObjectID) {
    if sizes.count >= 65_536 { sizes.removeAll(keepingCapacity: true) }
    sizes[blob] = size
  }

  mutating func keep(_ header: (tree: ObjectID, parent: ObjectID?), of commit: ObjectID) {
    if headers.count >= 4096 { headers.removeAll(keepingCapacity: true) }
    headers[commit] = header
  }

  /// A tree's bytes, where they are still here.
  mutating func tree(_ id: ObjectID) -> [UInt8]? {
    if let kept = trees[id] { return kept }
    guard let kept = older.removeValue(forKey: id) else { return nil }
    keep(kept, of: id)
    return kept
  }

  /// 6 MiB of trees at most, and two more: new memory takes longer than to read a tree again.
  mutating func keep(_ bytes: [UInt8], of tree: ObjectID) {
    if size > 3 << 20 { (older, trees, size) = (trees, [:], 0) }
    size += bytes.count
    trees[tree] = bytes
  }
}
