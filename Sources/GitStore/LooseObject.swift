internal import CLibrary
internal import CZlib

/// What stands where an object has a file of its own: gitrepository-layout(5), `objects/[0-9a-f][0-9a-f]`.
enum LooseObject: Equatable {
  case absent
  /// It inflates, as far as it was read; what it holds, where that is what its header says. Whether the
  /// content is right, its hash tells.
  case sound(LooseContent?)
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
      self = Self.inflated(file.bytes, depth)
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
  /// Objects that are larger are inflated once more by libgit2, and need not stand in memory twice.
  private static let mostKept = 1 << 24

  /// What the bytes are as a zlib stream (RFC 1950).
  private static func inflated(_ bytes: UnsafeRawBufferPointer, _ depth: Depth) -> LooseObject {
    guard !bytes.isEmpty else { return .broken("is empty") }
    var stream = z_stream()
    let size = CInt(MemoryLayout<z_stream>.size)
    guard inflateInit_(&stream, ZLIB_VERSION, size) == Z_OK else {
      return .broken("cannot be inflated")
    }
    defer { inflateEnd(&stream) }
    var rest = bytes[...]
    var kept: [UInt8] = []
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
        let code = inflate(&stream, Z_NO_FLUSH)
        if kept.count <= mostKept {
          kept += UnsafeRawBufferPointer(rebasing: room[..<(room.count - Int(stream.avail_out))])
        }
        switch code {
        case Z_STREAM_END: return .sound(LooseContent(kept, isWhole: true))
        case Z_OK where depth == .header && stream.total_out >= headerSize:
          return .sound(LooseContent(kept, isWhole: false))
        case Z_OK where stream.avail_in > 0 || !rest.isEmpty || stream.avail_out == 0: continue
        case Z_OK, Z_BUF_ERROR: return .broken("is cut off")
        default: return .broken("is damaged")
        }
      }
    }
  }
}

/// A loose object as it is inflated: `TYPE SIZE`, a NUL and the content.
struct LooseContent: Equatable {
  /// What the header says.
  let type: StoredType
  let size: Int
  private let bytes: [UInt8]
  private let start: Int

  /// What these bytes say; `nil` where they are no object, or end before it does.
  init?(_ bytes: [UInt8], isWhole: Bool) {
    guard let end = bytes.firstIndex(of: 0), let space = bytes.firstIndex(of: UInt8(ascii: " ")),
      space < end,
      let type = StoredType(rawValue: String(decoding: bytes[..<space], as: UTF8.self)),
      type != .other, let size = Int(String(decoding: bytes[(space + 1)..<end], as: UTF8.self)),
      size >= 0, !isWhole || bytes.count - end - 1 == size
    else { return nil }
    (self.type, self.size, self.bytes, start) = (type, size, bytes, end + 1)
  }

  /// The content, as far as it was read.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }
}
