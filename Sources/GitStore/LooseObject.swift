internal import CLibrary
internal import CZlib

/// What stands where an object has a file of its own: gitrepository-layout(5), `objects/[0-9a-f][0-9a-f]`.
enum LooseObject: Equatable {
  case absent
  /// It inflates, as far as it was read. Whether the content is right, its hash tells libgit2.
  case sound
  /// It is no object, and why.
  case broken(String)

  /// How much is read.
  enum Depth {
    /// What tells type and size.
    case header
    case whole
  }

  /// Looks at a path.
  init(_ path: String, _ depth: Depth) {
    if let file = MappedFile(path) {
      self = Self.flaw(in: file.bytes, depth).map { .broken($0) } ?? .sound
      return
    }
    switch FilePresence(path) {
    // libgit2 says of a file that cannot be read that it cannot.
    case .absent, .file, .unreadable: self = .absent
    case .folder: self = .broken("is a folder, not a file")
    case .other: self = .broken("is a pipe, a socket or a device, not a file")
    }
  }

  /// libgit2 reads as much before it looks at type and size.
  private static let headerSize = 64

  /// Why the bytes are no zlib stream (RFC 1950), or not all of one; `nil` where they are.
  private static func flaw(in bytes: UnsafeRawBufferPointer, _ depth: Depth) -> String? {
    guard !bytes.isEmpty else { return "is empty" }
    var stream = z_stream()
    let size = CInt(MemoryLayout<z_stream>.size)
    guard inflateInit_(&stream, ZLIB_VERSION, size) == Z_OK else { return "cannot be inflated" }
    defer { inflateEnd(&stream) }
    var rest = bytes[...]
    return withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { room in
      while true {
        if stream.avail_in == 0 {
          // The stream counts in 32 bits.
          let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
          rest = rest.dropFirst(piece.count)
          stream.next_in = UnsafeMutableRawPointer(mutating: piece.baseAddress)?
            .assumingMemoryBound(to: Bytef.self)
          stream.avail_in = uInt(clamping: piece.count)
        }
        stream.next_out = room.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.avail_out = uInt(clamping: room.count)
        switch inflate(&stream, Z_NO_FLUSH) {
        case Z_STREAM_END: return nil
        case Z_OK where depth == .header && stream.total_out >= headerSize: return nil
        case Z_OK where stream.avail_in > 0 || !rest.isEmpty || stream.avail_out == 0: continue
        case Z_OK, Z_BUF_ERROR: return "is cut off"
        default: return "is damaged"
        }
      }
    }
  }
}
