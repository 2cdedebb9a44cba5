public import CLibrary

/// One thing that stands in a folder: readdir(3).
public struct FolderEntry {
  /// Its name, as bytes.
  public let name: [UInt8]
  /// Whether the folder itself says that it is a plain file.
  let isFile: Bool

  /// Everything in a folder, `.` and `..` too.
  public static func all(in path: [UInt8]) throws(SystemError) -> [FolderEntry] {
    guard let folder = opendir(cString(path)) else { throw SystemError() }
    defer { closedir(folder) }
    return try all { readdir(folder) }
  }

  /// Everything until there is nothing next.
  public static func all(
    _ next: () -> UnsafeMutablePointer<dirent>?
  ) throws(SystemError) -> [FolderEntry] {
    var entries: [FolderEntry] = []
    while true {
      // Nothing next is the end only where this stays 0.
      errno = 0
      guard let entry = next() else {
        let number = errno
        guard number == 0 else { throw SystemError(number: number) }
        return entries
      }
      // The name is longer in memory than its declared type: go by its first byte's address.
      let start = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
      entries.append(
        FolderEntry(
          name: bytes(of: start.assumingMemoryBound(to: CChar.self)),
          isFile: Int(entry.pointee.d_type) == Int(DT_REG)))
    }
  }
}
