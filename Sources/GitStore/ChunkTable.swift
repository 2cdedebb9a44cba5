/// The chunks of a commit-graph file by their names: gitformat-chunk(5).
struct ChunkTable {
  private var chunks: [String: UnsafeRawBufferPointer] = [:]

  /// Reads the header and the table; `layersBelow` is how many layers the file must stand on.
  init(_ bytes: UnsafeRawBufferPointer, layersBelow: Int) throws(CommitGraphFlaw) {
    // Header (8), table of contents (12 a chunk, and one to close it), trailer (20).
    guard bytes.count >= 8 + 12 + 20, bytes.prefix(4).elementsEqual("CGPH".utf8) else {
      throw .malformed("header")
    }
    guard bytes[4] == 1, bytes[5] == 1 else { throw .malformed("version") }
    guard Int(bytes[7]) == layersBelow else { throw .malformed("number of layers") }
    let tableEnd = 8 + 12 * (Int(bytes[6]) + 1)
    guard tableEnd <= bytes.count - 20 else { throw .malformed("table of contents") }
    for entry in stride(from: 8, to: tableEnd - 12, by: 12) {
      guard let start = Int(exactly: bytes.long(at: entry + 4)),
        let end = Int(exactly: bytes.long(at: entry + 16)), start >= tableEnd, start <= end,
        end <= bytes.count - 20
      else { throw .malformed("table of contents") }
      let name = String(decoding: bytes[entry..<entry + 4], as: UTF8.self)
      let chunk = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      guard chunks.updateValue(chunk, forKey: name) == nil else {
        throw .malformed("table of contents")
      }
    }
  }

  /// A chunk's bytes; `nil` where the file has none of this name.
  subscript(name: String) -> UnsafeRawBufferPointer? { chunks[name] }
}

extension UnsafeRawBufferPointer {
  /// The big-endian number at a place that the caller has checked; traps beyond the end.
  @inline(__always)
  func word(at place: Int) -> UInt32 {
    precondition(place >= 0 && place + 4 <= count, "beyond the file")
    return UInt32(bigEndian: loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  /// The big-endian number at a place that the caller has checked; traps beyond the end.
  @inline(__always)
  func long(at place: Int) -> UInt64 {
    precondition(place >= 0 && place + 8 <= count, "beyond the file")
    return UInt64(bigEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}
