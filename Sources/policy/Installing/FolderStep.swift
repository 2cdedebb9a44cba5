internal import CLibrary

/// One change of a folder that is whole or has not happened, even if the process is killed in it.
///
/// Plans are lists of these, so that a test can stop behind every one.
enum FolderStep: Equatable {
  /// Makes a folder, and those above it where they are missing.
  case makeFolder(String)
  /// Writes a new file, which nobody looks at before it is moved to its place.
  case write(String, [UInt8], mode: mode_t)
  /// Gives a file a second name, by which it stays where the first is taken.
  case keep(String, as: String)
  /// Makes a symbolic link.
  case link(String, to: String)
  /// Moves a file, over the one that is there.
  case move(String, to: String)
  case remove(String)
  /// Removes a folder, which is empty.
  case removeFolder(String)

  func perform() throws(File.Failure) {
    switch self {
    case .makeFolder(let path): try Self.make(path)
    case .write(let path, let bytes, let mode): try File.create(path, bytes, mode: mode)
    case .keep(let path, let name): try Self.preserve(path, name)
    case .link(let path, let target):
      guard symlink(target, path) == 0 || errno == EEXIST else { throw File.Failure(path) }
    case .move(let path, let place):
      guard rename(path, place) == 0 else { throw File.Failure(place) }
      Self.settle(place)
    case .remove(let path):
      guard unlink(path) == 0 || errno == ENOENT else { throw File.Failure(path) }
      Self.settle(path)
    case .removeFolder(let path):
      guard rmdir(path) == 0 || errno == ENOENT else { throw File.Failure(path) }
    }
  }

  private static func make(_ path: String) throws(File.Failure) {
    if mkdir(path, 0o777) == 0 { return }
    var facts = stat()
    switch errno {
    case ENOENT where path.contains("/"):
      try make(String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)))
      guard mkdir(path, 0o777) == 0 else { throw File.Failure(path) }
    case EEXIST where stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR: return
    default: throw File.Failure(path)
    }
  }

  /// A hard link, which keeps everything; a copy where there are none.
  private static func preserve(_ path: String, _ name: String) throws(File.Failure) {
    if linkat(AT_FDCWD, path, AT_FDCWD, name, 0) == 0 { return }
    // Without them: FAT and the like. Not for the files of others: proc(5), protected_hardlinks.
    guard [EPERM, ENOTSUP, EOPNOTSUPP, EMLINK, ENOSYS].contains(errno) else {
      throw File.Failure(name)
    }
    try copy(path, as: name)
  }

  /// The same bytes, mode and target in another file, which is there at once.
  static func copy(_ path: String, as name: String) throws(File.Failure) {
    let draft = name + ".copy"
    unlink(draft)
    if let target = File.target(path) {
      guard symlink(target, draft) == 0 else { throw File.Failure(name) }
    } else {
      var facts = stat()
      guard stat(path, &facts) == 0 else { throw File.Failure(path) }
      try File.create(
        draft, try File.read(path, limit: .max - 1), mode: facts.st_mode & 0o7777)
    }
    guard rename(draft, name) == 0 else { throw File.Failure(name) }
  }

  /// Has the order of the steps survive a power failure, where the system can.
  private static func settle(_ path: String) {
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension File {
  /// Writes a new file with just this mode, in the place of one that is there.
  static func create(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(Failure) {
    unlink(path)
    guard let file = fopen(path, "wxe") else { throw Failure(path) }
    let isWritten =
      fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
      && fchmod(fileno(file), mode) == 0 && fsync(fileno(file)) == 0
    let failure = Failure(path)
    guard fclose(file) == 0, isWritten else {
      unlink(path)
      throw failure
    }
  }

  /// Where a symbolic link leads; `nil` where there is none.
  static func target(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink(path, &buffer, buffer.count - 1)
    guard count >= 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
