internal import CLibgit2
public import GitModel

extension Repository {
  /// How many bytes a blob has, by its header.
  public func blobSize(_ id: ObjectID) throws(GitError) -> Int {
    if let known = lately.sizes[id] { return known }
    let (type, size) = try header(of: id)
    guard type == .blob else {
      throw GitError(.corrupt, "read object", "object \(id) is no blob, but a \(type.rawValue)")
    }
    return size
  }

  /// A blob's bytes. Throws where there are more than `limit`.
  public func blobBytes(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8] {
    let size = try blobSize(id)
    guard size <= limit else {
      throw GitError(
        .failed, "read object", "blob \(id) has \(size) bytes, more than \(limit)",
        help: "make the file smaller")
    }
    return try withObject(id, "read object") { _, bytes throws(GitError) in Array(bytes) }
  }

  /// The annotated tag that an object is; `nil` where it is something else.
  public func tag(_ id: ObjectID) throws(GitError) -> Tag? {
    guard try header(of: id).type == .tag else { return nil }
    return try withObject(id, "read tag") { _, bytes throws(GitError) in
      guard let tag = Tag(Array(bytes)) else {
        throw GitError(.corrupt, "read tag", "tag \(id) is malformed")
      }
      return tag
    }
  }

  /// Whether an object is a commit.
  public func isCommit(_ id: ObjectID) throws(GitError) -> Bool {
    try header(of: id).type == .commit
  }
}
