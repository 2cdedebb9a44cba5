internal import CLibrary
internal import Hooks

/// Files outside the object store.
enum File {
  /// Why a file cannot be read or written, in the system's words.
  struct Failure: Error, Equatable {
    let path: String
    let reason: String
    let isMissing: Bool

    init(_ path: String) {
      self.path = path
      isMissing = errno == ENOENT || errno == ENOTDIR
      reason = String(cString: strerror(errno))
    }

    init(_ path: String, _ error: SystemError) {
      (self.path, reason, isMissing) = (path, error.reason, error.isMissing)
    }
  }

  /// The bytes of a file, at most `limit` and one: who gets more than `limit` knows it was more.
  static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    do throws(SystemError) {
      return try FileBytes.read(Array(path.utf8), limit: limit)
    } catch {
      throw Failure(path, error)
    }
  }

  /// Whether something is there.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The absolute path without symbolic links; `nil` where there is no such file.
  static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// Puts a whole file in place at once: whoever reads it sees the old one or the new one. What is
  /// no file, such as /dev/stdout, is written to and never replaced.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    var facts = stat()
    if stat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFREG {
      return try put(bytes, into: path, mode: "ae")
    }
    // Through a link to the file behind it, which keeps its mode.
    let target = resolved(path) ?? path
    let isOld = stat(target, &facts) == 0
    let draft = "\(target).\(getpid()).tmp"
    do throws(Failure) {
      try put(bytes, into: draft, mode: "wxe")
      if isOld, chmod(draft, facts.st_mode & 0o7777) != 0 { throw Failure(path) }
      guard rename(draft, target) == 0 else { throw Failure(path) }
    } catch {
      unlink(draft)
      throw Failure(moving: error, to: path)
    }
  }

  /// Takes a file away; leaves what is none, such as /dev/stdout or a folder.
  static func removeIfPlain(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return }
    unlink(path)
  }

  /// Adds to the end of a file, which is made where it is missing.
  static func append(_ bytes: [UInt8], to path: String) throws(Failure) {
    try put(bytes, into: path, mode: "ae")
  }

  private static func put(_ bytes: [UInt8], into path: String, mode: String) throws(Failure) {
    guard let file = fopen(path, mode) else { throw Failure(path) }
    let isWritten =
      fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
      && (mode == "ae" || fsync(fileno(file)) == 0)
    let failure = Failure(path)
    guard fclose(file) == 0, isWritten else { throw failure }
  }
}

extension File.Failure {
  /// The same failure, told of the file that was meant.
  fileprivate init(moving failure: File.Failure, to path: String) {
    (self.path, reason, isMissing) = (path, failure.reason, failure.isMissing)
  }
}
