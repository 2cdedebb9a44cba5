internal import CLibrary

/// Paths as the system has them: bytes, which need not be text.
enum FilePath {
  /// The path as a C string.
  static func cString(_ path: [UInt8]) -> [CChar] { path.map { CChar(bitPattern: $0) } + [0] }

  /// The absolute path behind symbolic links; `nil` where there is nothing.
  static func resolved(_ path: [UInt8]) -> [UInt8]? {
    guard let found = realpath(cString(path), nil) else { return nil }
    defer { free(found) }
    return Array(UnsafeRawBufferPointer(start: found, count: strlen(found)))
  }

  /// Whether a file may be used in a way: access(2).
  static func isAccessible(_ path: [UInt8], _ way: Int32) -> Bool {
    access(cString(path), way) == 0
  }

  /// Whether git would run a file as a hook.
  static func isProgram(_ path: [UInt8]) -> Bool {
    var facts = stat()
    return stat(cString(path), &facts) == 0 && facts.st_mode & S_IFMT != S_IFDIR
      && isAccessible(path, X_OK)
  }

  /// The bytes of a small file; `nil` where it cannot be read or is larger.
  static func read(_ path: [UInt8], limit: Int) -> [UInt8]? {
    let descriptor = open(cString(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: limit + 1)
    while bytes.count <= limit {
      let count = descriptorRead(descriptor, &chunk)
      if count == 0 { return bytes }
      guard count > 0 else { return nil }
      bytes += chunk[..<count]
    }
    return nil
  }

  private static func descriptorRead(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
    while true {
      let count = chunk.withUnsafeMutableBytes { buffer in
        CLibrary.read(descriptor, buffer.baseAddress, buffer.count)
      }
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
