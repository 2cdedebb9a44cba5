internal import CLibrary

/// The sole owner of one open file or folder, closed when the owner goes.
struct Descriptor: ~Copyable {
  let number: CInt

  /// Owns what a call gave; `nil` where the call failed.
  init?(_ number: CInt) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { close(number) }

  /// What the system knows of it.
  var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }

  /// The next bytes, at most so many; none where they cannot be read.
  func bytes(upTo limit: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: limit) { room, count in
      while count < limit {
        let more = read(number, room.baseAddress.map { $0 + count }, limit - count)
        if more < 0, errno == EINTR { continue }
        guard more > 0 else { break }
        count += more
      }
    }
  }

  /// Writes all the bytes; false where there is no room for them.
  func append(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { room in
      var count = 0
      while count < room.count {
        let more = write(number, room.baseAddress.map { $0 + count }, room.count - count)
        if more < 0, errno == EINTR { continue }
        guard more > 0 else { return false }
        count += more
      }
      return true
    }
  }
}

extension stat {
  /// When the contents last changed.
  var modified: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }

  /// When the contents or the inode last changed; nobody can set it.
  var changed: timespec {
    #if canImport(Darwin)
      st_ctimespec
    #else
      st_ctim
    #endif
  }
}
