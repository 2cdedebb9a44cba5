internal import CLibrary
internal import GitModel

/// What stands at a path, behind symbolic links, as far as it can be told. /dev/null is nothing, as
/// for git.
enum FilePresence {
  case absent, file, folder, unreadable
  /// A pipe, a socket or a device: who opens it may wait for ever.
  case other

  init(_ path: String) {
    var status = stat()
    guard path != "/dev/null" else {
      self = .absent
      return
    }
    guard stat(path, &status) == 0 else {
      self = errno == ENOENT || errno == ENOTDIR ? .absent : .unreadable
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}

extension MappedFile {
  /// The file at a path; `nil` where nothing is there. Throws where it is there and cannot be read.
  static func ifThere(_ path: String, _ operation: String) throws(GitError) -> MappedFile? {
    guard FilePresence(path) != .absent else { return nil }
    guard let file = MappedFile(path) else { throw .unreadable(path, operation) }
    return file
  }
}

extension GitError {
  /// A file that is there and cannot be read, with what makes it readable.
  static func unreadable(_ path: String, _ operation: String) -> GitError {
    let aside = "put it aside: mv \(quoted(path)) \(quoted(path + ".aside"))"
    return switch FilePresence(path) {
    case .folder: GitError(.corrupt, operation, "'\(path)' is a folder, not a file", help: aside)
    case .other:
      GitError(
        .corrupt, operation, "'\(path)' is a pipe, a socket or a device, not a file", help: aside)
    case .absent, .file, .unreadable:
      GitError(
        .failed, operation, "'\(path)' cannot be read",
        help: "let the user who runs policy read it: chmod u+r \(quoted(path))")
    }
  }
}
