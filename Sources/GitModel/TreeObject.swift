/// A tree's bytes, and the id that names them.
package struct TreeObject: Sendable {
  private let id: ObjectID
  private let bytes: [UInt8]

  /// The tree with this id in a history.
  init(_ id: ObjectID, in history: any History) throws(GitError) {
    self.init(id, try history.treeBytes(id))
  }

  /// The tree that these bytes are.
  package init(_ id: ObjectID, _ bytes: [UInt8]) { (self.id, self.bytes) = (id, bytes) }

  /// A way through its entries.
  func cursor() throws(GitError) -> TreeCursor {
    do throws(TreeFlaw) {
      return try TreeCursor(bytes, idLength: id.byteCount)
    } catch {
      throw isMalformed
    }
  }

  /// The names in it that are wanted.
  func names(where isWanted: (ArraySlice<UInt8>) -> Bool) throws(GitError) -> [[UInt8]] {
    var names: [[UInt8]] = []
    var entry = try cursor()
    do throws(TreeFlaw) {
      while !entry.isAtEnd {
        if isWanted(entry.nameBytes) { names.append(Array(entry.nameBytes)) }
        try entry.advance()
      }
    } catch {
      throw isMalformed
    }
    return names
  }

  /// What is thrown where it does not have the form of a tree.
  var isMalformed: GitError { Self.malformed(id) }

  static func malformed(_ id: ObjectID) -> GitError {
    GitError(.corrupt, "read tree", "tree \(id) is malformed")
  }
}
