internal import CLibrary
internal import GitModel

/// Standard input that was read once, to be read again by another program.
///
/// All of it is there before that program starts: nobody writes while it runs, so one that reads
/// nothing leaves nobody waiting, and no SIGPIPE.
enum ReplayedInput {
  /// What an empty pipe always takes: pipe(7), "Pipe capacity", for users over their soft limit.
  private static let pipeCapacity = 4096

  /// A descriptor to read the bytes from, for the caller to close.
  static func open(_ bytes: [UInt8]) throws(GitError) -> Int32 {
    if bytes.count <= pipeCapacity, let pipe = pipe(holding: bytes) { return pipe }
    return try file(holding: bytes)
  }

  private static func pipe(holding bytes: [UInt8]) -> Int32? {
    var ends: [Int32] = [-1, -1]
    let made = CLibrary.pipe(&ends)
    guard made == 0 else { return nil }
    defer { close(ends[1]) }
    if fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, WholeWrite.fits(bytes, into: ends[1]) {
      return ends[0]
    }
    close(ends[0])
    return nil
  }

  /// A file that has no name, and goes away with the last who reads it.
  private static func file(holding bytes: [UInt8]) throws(GitError) -> Int32 {
    let folder = ProcessEnvironment.text("TMPDIR") ?? ""
    var name = Array("\(folder.isEmpty ? "/tmp" : folder)/policy-input-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw unwritable() }
    unlink(name)
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0, WholeWrite.fits(bytes, into: descriptor),
      lseek(descriptor, 0, SEEK_SET) == 0
    else {
      let error = unwritable()
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// Makes a descriptor read the bytes. Throws where that fails: who reads there would find nothing, and
  /// judge nothing.
  static func put(_ bytes: [UInt8], at descriptor: Int32) throws(GitError) {
    let replayed = try open(bytes)
    defer { close(replayed) }
    guard dup2(replayed, descriptor) >= 0 else {
      throw GitError(
        .failed, "hand the input over", "it cannot be read again: \(SystemError().reason)",
        help: "see how many files may be open: ulimit -n")
    }
  }

  private static func unwritable() -> GitError {
    GitError(
      .failed, "run the hook that stood here before",
      "its input cannot be written to a temporary file: \(SystemError().reason)",
      help: "make room in the folder for temporary files, or name another: TMPDIR=PATH")
  }
}
