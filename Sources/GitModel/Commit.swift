/// One commit, as its object says it.
public struct Commit: Hashable, Sendable {
  /// The commit's id.
  public let id: ObjectID
  /// The tree that it records.
  public let tree: ObjectID
  /// The parents, first parent first.
  public let parents: [ObjectID]
  /// Who wrote the change.
  public let author: Signature
  /// Who made the commit.
  public let committer: Signature
  /// What stands behind the headers, as bytes in the encoding that the commit declares. What git shows
  /// of it ends before the first NUL, and so does this.
  public let message: [UInt8]
  /// The name of that encoding, as the header `encoding` gives it; `nil` where there is none, which
  /// means UTF-8: git-commit(1), "DISCUSSION".
  public let encoding: [UInt8]?

  /// A commit from its parts.
  public init(
    id: ObjectID, tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature,
    message: [UInt8], encoding: [UInt8]? = nil
  ) {
    (self.id, self.tree, self.parents) = (id, tree, parents)
    (self.author, self.committer, self.message) = (author, committer, message)
    self.encoding = encoding
  }

  /// The ids behind `(cherry picked from commit …)` lines, as `git cherry-pick -x` writes them.
  public var cherryPickedFrom: [ObjectID] {
    let opening = Array("(cherry picked from commit ".utf8)
    return message.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard line.starts(with: opening), line.last == UInt8(ascii: ")") else { return nil }
      return ObjectID(hexBytes: Array(line.dropFirst(opening.count).dropLast()))
    }
  }
}
