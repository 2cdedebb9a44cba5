internal import CLibrary
internal import Hooks

/// What stands at a path in a hooks folder.
enum HookFile: Equatable {
  case absent
  /// A script of ours, and whether git would run it.
  case ours(HookScript, isProgram: Bool)
  /// A script of ours that somebody has changed; and whether it has CRLF line ends.
  case edited(isCRLF: Bool)
  /// Anything else that can be kept.
  case foreign
  /// A folder, a pipe, a device: git could not run it, and it cannot be kept.
  case other

  /// Larger ones are not ours.
  private static let sizeLimit = 64 << 10

  init(_ path: String) throws(File.Failure) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else {
      let failure = File.Failure(path)
      guard failure.isMissing else { throw failure }
      self = .absent
      return
    }
    switch facts.st_mode & S_IFMT {
    case S_IFLNK: self = .foreign
    case S_IFREG:
      let bytes = facts.st_size > Self.sizeLimit ? [] : try File.read(path, limit: Self.sizeLimit)
      if let script = HookScript(bytes) {
        self = .ours(script, isProgram: access(path, X_OK) == 0)
      } else {
        self =
          GeneratedHook.isOurs(bytes)
          ? .edited(isCRLF: bytes.contains(UInt8(ascii: "\r"))) : .foreign
      }
    default: self = .other
    }
  }

  var isEdited: Bool {
    if case .edited = self { true } else { false }
  }

  /// Whether two paths hold the same: one file under two names, or equal bytes and modes.
  static func isSame(_ path: String, _ other: String) throws(File.Failure) -> Bool {
    var (facts, others) = (stat(), stat())
    guard lstat(path, &facts) == 0, lstat(other, &others) == 0 else { return false }
    if facts.st_dev == others.st_dev, facts.st_ino == others.st_ino { return true }
    guard facts.st_mode == others.st_mode, facts.st_size == others.st_size else { return false }
    if facts.st_mode & S_IFMT == S_IFLNK { return File.target(path) == File.target(other) }
    guard facts.st_mode & S_IFMT == S_IFREG, let size = Int(exactly: facts.st_size) else {
      return false
    }
    return try File.read(path, limit: size) == File.read(other, limit: size)
  }
}
