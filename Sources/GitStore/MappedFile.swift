internal import CLibrary

/// The sole owner of a file mapped into memory; empty files have no bytes.
final class MappedFile {
  let bytes: UnsafeRawBufferPointer

  /// Maps a file; `nil` where it is not there or cannot be read.
  init?(_ path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, let size = Int(exactly: status.st_size),
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      return nil
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  /// Whether the bytes of a text stand somewhere in the file.
  func contains(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard var place = bytes.baseAddress, length > 0 else { return false }
    let end = place + bytes.count
    while end - place >= length,
      let found = memchr(place, CInt(text.utf8Start.pointee), end - place - length + 1)
    {
      if memcmp(found, text.utf8Start, length) == 0 { return true }
      place = UnsafeRawPointer(found) + 1
    }
    return false
  }

  deinit {
    if let start = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }
}

/// The absolute path behind symbolic links; `nil` where there is nothing, or where it is no text.
func resolvedPath(_ path: String) -> String? {
  guard let found = realpath(path, nil) else { return nil }
  defer { free(found) }
  return String(validatingCString: found)
}
