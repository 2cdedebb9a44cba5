internal import CLibgit2
public import GitModel

/// An object as it is stored, and what type it is.
enum StoredType: String {
  case commit, tree, blob, tag, other

  init(_ type: git_object_t) {
    switch type {
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TAG: self = .tag
    default: self = .other
    }
  }

  /// What libgit2 calls it.
  var code: git_object_t {
    switch self {
    case .commit: GIT_OBJECT_COMMIT
    case .tree: GIT_OBJECT_TREE
    case .blob: GIT_OBJECT_BLOB
    case .tag: GIT_OBJECT_TAG
    case .other: GIT_OBJECT_INVALID
    }
  }
}

extension Repository {
  /// Calls `body` with what a commit says of itself, and its bytes. Throws where it is malformed.
  func withHeader<Result>(
    _ id: ObjectID, _ body: (CommitHeader, UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    try withObject(id, "read commit") { type, bytes throws(GitError) in
      guard type == .commit else {
        throw GitError(
          .corrupt, "read commit", "'\(id)' is no commit, but a \(type.rawValue)",
          help: "let the branch stand for a commit: \(moving(refThatHolds: id)); "
            + "where a commit names it as its parent, find the damage: git fsck")
      }
      guard let header = CommitHeader(bytes) else {
        throw GitError(.corrupt, "read commit", "commit \(id) is malformed")
      }
      return try body(header, bytes)
    }
  }

  /// What lets the branch that stands for an object stand for a commit: here, where it is one of this
  /// repository's.
  private func moving(refThatHolds id: ObjectID) -> String {
    do throws(GitError) {
      let ref = try refs().first { $0.name.branch != nil && $0.commit == id && $0.target == nil }
      if let ref { return "git update-ref \(quoted(ref.name.text)) COMMIT" }
    } catch {
      // Only the wording hangs on the answer: the object is no commit either way.
    }
    return "git push origin COMMIT:BRANCH"
  }

  /// A commit's message, byte for byte: what follows the first empty line. Whatever stands before it
  /// may be malformed.
  public func message(of id: ObjectID) throws(GitError) -> [UInt8] {
    try withObject(id, "read commit") { _, bytes in
      var start = 0
      while let newline = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) {
        if newline == start { return Array(bytes.dropFirst(start + 1)) }
        start = newline + 1
      }
      return []
    }
  }

  /// Calls `body` with an object's type and bytes.
  func withObject<Result>(
    _ id: ObjectID, _ operation: StaticString,
    _ body: (StoredType, UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    if let text = texts?.text(of: id) ?? lately.texts.text(of: id) {
      return try text.withBytes { bytes throws(GitError) in try body(.commit, bytes) }
    }
    if let result = try packed.withObject(id, body) { return result }
    var oid = try id.oid()
    let raw = try explaining(id) { () throws(GitError) in
      try Handle<RawObjectKind>(operation) { git_odb_read(&$0, objects.object, &oid) }
    }
    return try body(
      StoredType(git_odb_object_type(raw.object)),
      UnsafeRawBufferPointer(
        start: git_odb_object_data(raw.object), count: git_odb_object_size(raw.object)))
  }

  /// An object's type and size, without its content.
  func header(of id: ObjectID) throws(GitError) -> (type: StoredType, size: Int) {
    if let found = try packed.header(of: id) { return found }
    var oid = try id.oid()
    var (type, size) = (GIT_OBJECT_INVALID, 0)
    try explaining(id) { () throws(GitError) in
      _ = try call("read object") { git_odb_read_header(&size, &type, objects.object, &oid) }
    }
    return (StoredType(type), size)
  }

  /// The object whose id alone begins with these digits; `nil` where several do.
  public func object(abbreviated id: ObjectID, digits: Int) throws(GitError) -> ObjectID? {
    guard digits < 40 else { return id }
    var (oid, found) = (try id.oid(), git_oid())
    let code = try explaining(id) { () throws(GitError) in
      try call("read commit", accepting: GIT_EAMBIGUOUS) {
        git_odb_exists_prefix(&found, objects.object, &oid, digits)
      }
    }
    return code == GIT_EAMBIGUOUS.rawValue ? nil : ObjectID(found)
  }

  /// The commit that an object is, or that a tag stands for; `nil` for a tree and a blob.
  func commitBehind(_ id: ObjectID) throws(GitError) -> ObjectID? {
    var id = id
    while true {
      switch try header(of: id).type {
      case .commit: return id
      case .tag: id = try target(ofTag: id)
      default: return nil
      }
    }
  }

  /// What an annotated tag is for: its first line is `object ID`.
  private func target(ofTag tag: ObjectID) throws(GitError) -> ObjectID {
    try withObject(tag, "read tag") { _, bytes throws(GitError) in
      guard bytes.starts(with: "object ".utf8), let id = ObjectID(hex: bytes, from: 7, count: 40)
      else { throw GitError(.corrupt, "read tag", "tag \(tag) is malformed") }
      return id
    }
  }

  /// The id that Git gives these bytes as a blob.
  public static func blobID(of bytes: [UInt8]) throws(GitError) -> ObjectID {
    var oid = git_oid()
    // libgit2 refuses a null pointer, which an empty array may have.
    try call("hash blob") {
      (bytes + [0]).withUnsafeBytes {
        git_odb_hash(&oid, $0.baseAddress, bytes.count, GIT_OBJECT_BLOB)
      }
    }
    return ObjectID(oid)
  }
}
