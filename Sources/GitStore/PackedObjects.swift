internal import CLibgit2
internal import GitModel

/// The packs of a database, read past the database itself and held against their ids all the same.
///
/// What git_odb_read hashes, it also searches for collisions of SHA-1, which git-index-pack(1) did when
/// the object came. That takes three times as long as the processor needs for a hash; where it has no
/// instructions for that, nothing is gained here, and no pack is.
struct PackedObjects {
  private let packs: [UnsafeMutablePointer<git_odb_backend>]

  init(of database: borrowing Handle<ObjectDatabaseKind>) {
    let object = database.object
    guard SHA1.isFast else {
      packs = []
      return
    }
    packs = (0..<git_odb_num_backends(object)).compactMap { place in
      var backend: UnsafeMutablePointer<git_odb_backend>?
      guard git_odb_get_backend(&backend, object, place) == 0, let found = backend else {
        return nil
      }
      // Packs alone take packs and no objects. A loose object is for the guard to look at first.
      return found.pointee.writepack != nil && found.pointee.write == nil ? found : nil
    }
  }

  /// Calls `body` with an object's type and bytes; `nil` where no pack has the object that the id names,
  /// whatever the reason: the database knows that, and whether it stands elsewhere.
  func withObject<Result>(
    _ id: ObjectID, _ body: (StoredType, UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result? {
    var oid = try id.oid()
    for pack in packs {
      var (data, size, type) = (UnsafeMutableRawPointer?.none, 0, GIT_OBJECT_INVALID)
      guard let read = pack.pointee.read, read(&data, &size, &type, pack, &oid) == 0, let data
      else { continue }
      defer { git_odb_backend_data_free(pack, data) }
      let (stored, bytes) = (StoredType(type), UnsafeRawBufferPointer(start: data, count: size))
      let head = stored.rawValue.utf8 + [UInt8(ascii: " ")] + String(size).utf8 + [0]
      guard SHA1.digest(of: bytes, behind: head) == id.bytes else { continue }
      return try body(stored, bytes)
    }
    return nil
  }

  /// An object's type and size, without its content; `nil` where no pack has it, or tells that of it.
  func header(of id: ObjectID) throws(GitError) -> (type: StoredType, size: Int)? {
    var oid = try id.oid()
    for pack in packs {
      var (size, type) = (0, GIT_OBJECT_INVALID)
      guard let read = pack.pointee.read_header, read(&size, &type, pack, &oid) == 0 else {
        continue
      }
      return (StoredType(type), size)
    }
    return nil
  }
}
