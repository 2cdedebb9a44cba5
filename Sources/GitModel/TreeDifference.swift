/// One name of a tree on which two trees differ; a file and a folder of one name are two.
package struct TreeDifference {
  package let name: [UInt8]
  package let isTree: Bool
  /// What stood there and what stands there; `nil` where nothing does.
  package let old: ObjectID?
  package let new: ObjectID?
  /// What sort of thing stood there and stands there; `nil` where nothing does.
  package let oldMode: EntryMode?
  package let mode: EntryMode?

  /// What stands at one name in two trees, in at least one of them.
  private init(_ old: TreeCursor?, _ new: TreeCursor?, named entry: TreeCursor) {
    (name, isTree) = (Array(entry.nameBytes), entry.mode.isFolder)
    (self.old, self.new) = (old?.id, new?.id)
    (oldMode, mode) = (old?.mode, new?.mode)
  }

  /// The names on which two tree objects differ, in Git's order, in which a folder's name ends with a
  /// slash; `nil` where one of them is no tree that Git could have written.
  fileprivate static func differences(from old: [UInt8], to new: [UInt8]) -> [TreeDifference]? {
    do throws(TreeFlaw) {
      return try differences(
        TreeCursor(old, idLength: ObjectID.zero.byteCount),
        TreeCursor(new, idLength: ObjectID.zero.byteCount))
    } catch {
      return nil
    }
  }

  private static func differences(
    _ old: TreeCursor, _ new: TreeCursor
  ) throws(TreeFlaw) -> [TreeDifference] {
    var (old, new) = (old, new)
    var result: [TreeDifference] = []
    try old.skipShared(with: &new)
    while !old.isAtEnd || !new.isAtEnd {
      if new.isAtEnd || !old.isAtEnd && old.precedes(new) {
        result.append(TreeDifference(old, nil, named: old))
        try old.advance()
      } else if old.isAtEnd || new.precedes(old) {
        result.append(TreeDifference(nil, new, named: new))
        try new.advance()
      } else {
        guard old.hasPlace(of: new) else { throw TreeFlaw() }
        if !old.hasContent(of: new) { result.append(TreeDifference(old, new, named: new)) }
        try old.advance()
        try new.advance()
        try old.skipShared(with: &new)
      }
    }
    return result
  }
}

extension History {
  /// The names on which two trees differ, in Git's order; everything where there is but one.
  package func differences(
    from old: ObjectID?, to new: ObjectID?
  ) throws(GitError) -> [TreeDifference] {
    if old == new { return [] }
    let before = try old.map { id throws(GitError) in try treeBytes(id) } ?? []
    let after = try new.map { id throws(GitError) in try treeBytes(id) } ?? []
    guard let found = TreeDifference.differences(from: before, to: after) else {
      let names = [old, new].compactMap { $0?.hex }.joined(separator: " or ")
      throw GitError(.corrupt, "compare trees", "tree \(names) is malformed")
    }
    return found
  }

  /// The names at the top on which two trees differ, sorted by bytes: what tells most changes apart
  /// without looking into a folder. Without an older tree, those of all that the tree holds.
  public func topNames(from old: ObjectID?, to new: ObjectID) throws(GitError) -> [[UInt8]] {
    let names = Set(try differences(from: old, to: new).map(\.name))
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
