internal import GitModel

/// One name of a tree on which two trees differ; a file and a folder of one name are two.
struct TreeDifference {
  let name: [UInt8]
  let isTree: Bool
  /// What stood there and what stands there; `nil` where nothing does.
  let old: ObjectID?
  let new: ObjectID?
  /// What sort of thing stands there; `nil` where nothing does.
  let mode: EntryMode?

  /// What stands at one name in two trees, in at least one of them.
  private init(_ old: TreeCursor?, _ new: TreeCursor?, named entry: TreeCursor) {
    (name, isTree) = (Array(entry.nameBytes), entry.mode.isFolder)
    (self.old, self.new, mode) = (old?.id, new?.id, new?.mode)
  }

  /// The names on which two tree objects differ, in Git's order, in which a folder's name ends with a
  /// slash; `nil` where one of them is no tree that Git could have written.
  static func differences(from old: [UInt8], to new: [UInt8]) -> [TreeDifference]? {
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
