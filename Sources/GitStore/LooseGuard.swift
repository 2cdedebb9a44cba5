internal import CLibgit2
internal import GitModel

/// Reads each loose object before libgit2 does: with one that was cut off libgit2 never comes to an end
/// ("premature end of zlib stream" came after 1.9), and for a pipe it waits.
final class LooseGuard {
  private let folders: [String]
  /// For each folder and first byte of an id, whether there are such loose objects: asked once, since
  /// nearly all objects are packed.
  private var fans: [Fan]

  private enum Fan { case unknown, absent, there }

  init(over folders: [String]) {
    self.folders = folders
    fans = Array(repeating: .unknown, count: 256 * folders.count)
  }

  /// Makes a database ask here first.
  func stand(before database: borrowing Handle<ObjectDatabaseKind>) throws(GitError) {
    let backend = GuardBackend.make(for: self)
    do throws(GitError) {
      // Above the backends that libgit2 brings, which have 1 and 2.
      try call("open objects") { git_odb_add_backend(database.object, backend, 1000) }
    } catch {
      GuardBackend.free(backend)
      throw error
    }
  }

  /// The loose object with this id, the first that is there; of a broken one, what is wrong with its file.
  fileprivate func object(_ id: ObjectID, _ depth: LooseObject.Depth) -> LooseObject {
    for (index, folder) in folders.enumerated() where mayHold(id, index) {
      let hex = id.hex
      let path = "\(folder)/\(hex.prefix(2))/\(hex.dropFirst(2))"
      switch LooseObject(path, depth) {
      case .absent: continue
      case .sound(let content): return .sound(content)
      case .broken(let why): return .broken("the object's file '\(path)' \(why)")
      }
    }
    return .absent
  }

  private func mayHold(_ id: ObjectID, _ index: Int) -> Bool {
    let place = 256 * index + Int(id.firstByte)
    if fans[place] == .unknown {
      let found = FilePresence("\(folders[index])/\(id.hex.prefix(2))")
      fans[place] = found == .absent ? .absent : .there
    }
    return fans[place] == .there
  }

  /// Calls `body` with the packs alone: git takes the packed one where a loose object is broken.
  fileprivate func withPacks(_ body: (OpaquePointer) -> CInt) -> CInt {
    do throws(GitError) {
      let packs = try openPacks()
      return body(packs.object)
    } catch {
      return GIT_ERROR.rawValue
    }
  }

  private func openPacks() throws(GitError) -> Handle<ObjectDatabaseKind> {
    let database = try Handle<ObjectDatabaseKind>("open objects") { git_odb_new(&$0) }
    for folder in folders {
      var backend: UnsafeMutablePointer<git_odb_backend>?
      try call("open objects") { git_odb_backend_pack(&backend, folder) }
      try call("open objects") { git_odb_add_backend(database.object, backend, 1) }
    }
    return database
  }
}

/// The guard in the form that libgit2 asks: a struct of functions, with the guard behind it.
private enum GuardBackend {
  typealias Pointer = UnsafeMutablePointer<git_odb_backend>

  private static let guardOffset = MemoryLayout<git_odb_backend>.stride

  static func make(for looseGuard: LooseGuard) -> Pointer {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: guardOffset + MemoryLayout<Unmanaged<LooseGuard>>.stride,
      alignment: MemoryLayout<git_odb_backend>.alignment)
    (memory + guardOffset).initializeMemory(
      as: Unmanaged<LooseGuard>.self, to: .passRetained(looseGuard))
    var backend = git_odb_backend()
    backend.version = UInt32(GIT_ODB_BACKEND_VERSION)
    backend.read = { GuardBackend.read($0, $1, $2, $3, $4) }
    backend.read_header = { GuardBackend.readHeader($0, $1, $2, $3) }
    backend.free = { GuardBackend.free($0) }
    return memory.initializeMemory(as: git_odb_backend.self, to: backend)
  }

  static func free(_ backend: Pointer?) {
    guard let backend else { return }
    reference(backend).release()
    UnsafeMutableRawPointer(backend).deallocate()
  }

  private static func reference(_ backend: Pointer) -> Unmanaged<LooseGuard> {
    (UnsafeRawPointer(backend) + guardOffset).load(as: Unmanaged<LooseGuard>.self)
  }

  /// "Not found" sends libgit2 on to the next backend.
  private static let goOn = GIT_ENOTFOUND.rawValue

  private static func read(
    _ data: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ size: UnsafeMutablePointer<Int>?,
    _ type: UnsafeMutablePointer<git_object_t>?, _ backend: Pointer?,
    _ id: UnsafePointer<git_oid>?
  ) -> CInt {
    func give(_ bytes: UnsafeRawBufferPointer, _ found: git_object_t) -> CInt {
      // libgit2's own backends let a NUL follow.
      guard let room = git_odb_backend_data_alloc(backend, bytes.count + 1) else {
        return GIT_ERROR.rawValue
      }
      if let start = bytes.baseAddress { room.copyMemory(from: start, byteCount: bytes.count) }
      room.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
      data?.pointee = room
      size?.pointee = bytes.count
      type?.pointee = found
      return 0
    }
    return answer(backend, id, .whole) { content in
      content.withBytes { give($0, content.type.code) }
    } orOfPacks: { packs, id in
      var object: OpaquePointer?
      let code = git_odb_read(&object, packs, id)
      guard code == 0, let object else { return code }
      defer { git_odb_object_free(object) }
      let bytes = UnsafeRawBufferPointer(
        start: git_odb_object_data(object), count: git_odb_object_size(object))
      return give(bytes, git_odb_object_type(object))
    }
  }

  private static func readHeader(
    _ size: UnsafeMutablePointer<Int>?, _ type: UnsafeMutablePointer<git_object_t>?,
    _ backend: Pointer?, _ id: UnsafePointer<git_oid>?
  ) -> CInt {
    answer(backend, id, .header) { content in
      size?.pointee = content.size
      type?.pointee = content.type.code
      return 0
    } orOfPacks: { packs, id in
      git_odb_read_header(size, type, packs, id)
    }
  }

  /// Gives a loose object; one that is broken is asked of the packs, and an error where they lack it. What
  /// is not loose, or is odd, is left to libgit2.
  private static func answer(
    _ backend: Pointer?, _ id: UnsafePointer<git_oid>?, _ depth: LooseObject.Depth,
    _ give: (LooseContent) -> CInt,
    orOfPacks ask: (OpaquePointer, UnsafePointer<git_oid>) -> CInt
  ) -> CInt {
    guard let backend, let id else { return goOn }
    let looseGuard = reference(backend).takeUnretainedValue()
    switch looseGuard.object(ObjectID(id.pointee), depth) {
    case .absent, .sound(nil): return goOn
    case .sound(let content?): return give(content)
    case .broken(let flaw):
      if looseGuard.withPacks({ ask($0, id) }) == 0 { return 0 }
      _ = git_error_set_str(CInt(GIT_ERROR_ODB.rawValue), flaw)
      return GIT_ERROR.rawValue
    }
  }
}
