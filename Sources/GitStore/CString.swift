internal import CLibrary

/// The bytes of a C string, whatever their encoding.
func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
  Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}

/// The bytes as a C string, to be passed to a C function. The caller has refused a NUL among them.
func cString(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

extension UnsafeRawBufferPointer {
  /// Where a byte stands first, from a place on; `nil` where it does not.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start >= 0, start < count, let base = baseAddress,
      let found = memchr(base + start, CInt(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// Whether the bytes of a text stand at a place.
  func holds(_ text: StaticString, at place: Int) -> Bool {
    guard place >= 0, place <= count - text.utf8CodeUnitCount, let base = baseAddress else {
      return false
    }
    return memcmp(base + place, text.utf8Start, text.utf8CodeUnitCount) == 0
  }
}
