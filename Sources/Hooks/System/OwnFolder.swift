internal import CLibrary
internal import GitStore

/// A folder of policy's own below a repository's common directory.
enum OwnFolder {
  /// The folder, made where it is missing. Throws where it cannot be, or where a link leads away.
  static func make(_ parts: [String], below base: String) throws(SystemError) -> Descriptor {
    guard var folder = Descriptor(open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
      throw SystemError()
    }
    let mode = folder.status?.st_mode
    for part in parts {
      let isNew = mkdirat(folder.number, part, 0o777) == 0
      let next = try entered(part, in: folder)
      // As open as the repository is, whatever the umask: it may be shared.
      if isNew, let mode, next.status?.st_uid == geteuid() { fchmod(next.number, mode & 0o2777) }
      folder = next
    }
    return folder
  }

  /// The folder where it stands; `nil` where it does not. Throws where that cannot be told.
  static func find(_ parts: [String], below base: String) throws(SystemError) -> Descriptor? {
    do throws(SystemError) {
      guard var folder = Descriptor(open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
        throw SystemError()
      }
      for part in parts { folder = try entered(part, in: folder) }
      return folder
    } catch {
      if error.number == ENOENT { return nil }
      throw error
    }
  }

  private static func entered(
    _ part: String, in folder: borrowing Descriptor
  ) throws(SystemError) -> Descriptor {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
    guard let next = Descriptor(openat(folder.number, part, flags)) else { throw SystemError() }
    return next
  }

  /// The names of what stands in a folder.
  static func names(in folder: borrowing Descriptor) throws(SystemError) -> [String] {
    let again = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard again >= 0, let list = fdopendir(again) else { throw SystemError() }
    defer { closedir(list) }
    return try FolderEntry.all { readdir(list) }.map { String(decoding: $0.name, as: UTF8.self) }
  }
}
