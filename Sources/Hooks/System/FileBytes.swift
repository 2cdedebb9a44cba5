internal import CLibrary

/// The bytes of a file outside the object store.
public enum FileBytes {
  /// Reads at most `limit` bytes and one: who gets more than `limit` knows that it was more. A folder
  /// opens like a file and fails.
  public static func read(_ path: [UInt8], limit: Int) throws(SystemError) -> [UInt8] {
    // A pipe that nobody writes to must not make anybody wait.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    guard let file = Descriptor(open(FilePath.cString(path), flags)) else { throw SystemError() }
    return try file.bytes(upTo: limit + 1)
  }
}
