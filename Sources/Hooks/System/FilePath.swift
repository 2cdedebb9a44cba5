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

  /// What the system knows of a file, behind links; `nil` where it says nothing.
  static func status(_ path: [UInt8]) -> stat? {
    var status = stat()
    return stat(cString(path), &status) == 0 ? status : nil
  }

  /// Whether git would run a file as a hook.
  static func isProgram(_ path: [UInt8]) -> Bool {
    status(path).map { $0.st_mode & S_IFMT != S_IFDIR } ?? false && isAccessible(path, X_OK)
  }

  /// The bytes of a small file; `nil` where it cannot be read or is larger.
  static func read(_ path: [UInt8], limit: Int) -> [UInt8]? {
    do throws(SystemError) {
      let bytes = try FileBytes.read(path, limit: limit)
      return bytes.count <= limit ? bytes : nil
    } catch {
      return nil
    }
  }
}
