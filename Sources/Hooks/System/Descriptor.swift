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

  /// The next bytes, at most so many.
  func bytes(upTo limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    // A file's size and one, to meet its end; of a pipe, as much as it usually holds.
    let size = status.flatMap { Int(exactly: $0.st_size) } ?? 0
    let chunk = size > 0 && size < .max ? size + 1 : 65_536
    while bytes.count < limit {
      let part = try next(min(chunk, limit - bytes.count))
      guard !part.isEmpty else { break }
      if bytes.isEmpty { bytes = part } else { bytes += part }
    }
    return bytes
  }

  /// What one call of read(2) gives; nothing at the end.
  func next(_ room: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      while true {
        let more = read(number, buffer.baseAddress, room)
        if more < 0, errno == EINTR { continue }
        if more < 0 { failure = SystemError() }
        count = max(0, more)
        return
      }
    }
    if let failure { throw failure }
    return part
  }
}
