internal import CLibrary
internal import GitModel

/// Files outside the object store.
enum PlainFile {
  /// A file's content, at most `limit` bytes and one; `nil` where there is no such file. What is no
  /// plain file says nothing, and is an error.
  static func read(_ path: String, limit: Int) throws(GitError) -> [UInt8]? {
    do throws(SystemError) {
      return try FileBytes.read(Array(path.utf8), limit: limit, plainOnly: true)
    } catch {
      if error.isMissing { return nil }
      throw failure(path, error.reason)
    }
  }

  /// The last bytes of a file, at most `limit`; none where there is no such file.
  static func end(of path: String, limit: Int) throws(GitError) -> [UInt8] {
    guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) else {
      if errno == ENOENT { return [] }
      throw failure(path)
    }
    guard let status = file.status, status.st_mode & S_IFMT == S_IFREG else {
      throw failure(path, SystemError.notPlain.reason)
    }
    lseek(file.number, max(0, status.st_size - off_t(limit)), SEEK_SET)
    do throws(SystemError) { return try file.bytes(upTo: limit) } catch {
      throw failure(path, error.reason)
    }
  }

  /// Adds lines to the end of a file, which is made where it is missing, as is its folder.
  ///
  /// In one write, so that the lines of processes that append at once do not mix: open(2),
  /// `O_APPEND`. A last line that was cut off, as on a full disk, stays by itself.
  static func append(_ lines: [UInt8], to path: String) throws(GitError) {
    if let slash = path.lastIndex(of: "/") { mkdir(String(path[..<slash]), 0o777) }
    // A pipe that nobody reads must not make anybody wait.
    let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
    guard let file = Descriptor(open(path, flags, 0o666)), let status = file.status else {
      throw failure(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw failure(path, SystemError.notPlain.reason)
    }
    var last = UInt8(ascii: "\n")
    let isCut =
      status.st_size > 0 && pread(file.number, &last, 1, status.st_size - 1) == 1
      && last != UInt8(ascii: "\n")
    let text = isCut ? [UInt8(ascii: "\n")] + lines : lines
    guard WholeWrite.fits(text, into: file.number) else { throw failure(path) }
  }

  /// Why a file could not be used.
  static func failure(
    _ path: String, _ reason: String = String(cString: strerror(errno))
  ) -> GitError {
    GitError(
      .failed, "open file", "'\(path)': \(reason)",
      help: "let the user who runs git read and write it")
  }
}
