internal import GitModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A folder of our own for files that a program must be given by name; it goes away with its owner.
struct ScratchFolder: ~Copyable {
  private let path: String
  private var names: [String] = []

  /// Makes a folder that nobody else can look into: mkdtemp(3).
  init(environment: [String: String]) throws(GitError) {
    let base = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array("\(base)/policy-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Self.failure("a folder cannot be made in \(base)")
    }
    path = String(cString: made)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Writes a file; its absolute path.
  mutating func write(_ bytes: [UInt8], to name: String) throws(GitError) -> String {
    let whole = "\(path)/\(name)"
    guard let file = fopen(whole, "wxe") else {
      throw Self.failure("'\(whole)' cannot be written")
    }
    names.append(name)
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    guard fclose(file) == 0, isWritten else {
      throw Self.failure("'\(whole)' cannot be written")
    }
    return whole
  }

  private static func failure(_ what: String) -> GitError {
    GitError(
      .noEvidence, "check signature", "\(what): \(String(cString: strerror(errno)))",
      help: "make room, or name another folder: TMPDIR=FOLDER")
  }
}
