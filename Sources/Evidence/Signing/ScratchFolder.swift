internal import CLibrary
internal import GitModel

/// A folder of our own for files that a program must be given by name; it goes away with its owner.
struct ScratchFolder: ~Copyable {
  private let path: String
  private let act: SigningAct
  private var names: [String] = []

  /// Makes a folder that nobody else can look into: mkdtemp(3).
  init(environment: [String: String], to act: SigningAct) throws(GitError) {
    let base = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array("\(base)/policy-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Self.failure("a folder cannot be made in \(base)", act)
    }
    (path, self.act) = (String(cString: made), act)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Writes a file; its absolute path.
  mutating func write(_ bytes: [UInt8], to name: String) throws(GitError) -> String {
    let whole = "\(path)/\(name)"
    guard let file = fopen(whole, "wxe") else {
      throw Self.failure("'\(whole)' cannot be written", act)
    }
    names.append(name)
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    guard fclose(file) == 0, isWritten else {
      throw Self.failure("'\(whole)' cannot be written", act)
    }
    return whole
  }

  private static func failure(_ what: String, _ act: SigningAct) -> GitError {
    GitError(
      .noEvidence, act.rawValue, "\(what): \(SystemError().reason)",
      help: "make room, or name another folder: TMPDIR=FOLDER")
  }
}
