public import CLibrary

/// The bytes of a file outside the object store.
public enum FileBytes {
  /// How long a pipe that somebody holds open may say nothing, in milliseconds.
  private static let patience: CInt = 10_000

  /// Reads at most `limit` bytes and one: who gets more than `limit` knows that it was more. A folder
  /// opens like a file and fails, and so does a pipe that nobody writes to; with `plainOnly`,
  /// whatever is no plain file.
  public static func read(
    _ path: [UInt8], limit: Int, plainOnly: Bool = false
  ) throws(SystemError) -> [UInt8] {
    // A pipe that nobody writes to must not make anybody wait.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    guard let file = Descriptor(open(FilePath.cString(path), flags)) else { throw SystemError() }
    guard let kind = file.status.map({ $0.st_mode & S_IFMT }), kind != S_IFREG else {
      return try file.bytes(upTo: limit + 1)
    }
    if plainOnly, kind != S_IFDIR { throw .notPlain }
    guard kind == S_IFIFO else { return try file.bytes(upTo: limit + 1) }
    return try drained(file, upTo: limit + 1)
  }

  /// What comes through a pipe, as from a shell's `<(…)`, up to its end.
  private static func drained(
    _ pipe: borrowing Descriptor, upTo limit: Int
  ) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      do throws(SystemError) {
        let part = try pipe.next(min(65_536, limit - bytes.count))
        guard !part.isEmpty else { break }
        bytes += part
      } catch {
        guard error.number == EAGAIN else { throw error }
        try awaitMore(from: pipe)
      }
    }
    // Nobody ever wrote to it, or somebody wrote nothing: it says nothing either way.
    guard !bytes.isEmpty else { throw .silentPipe }
    return bytes
  }

  private static func awaitMore(from pipe: borrowing Descriptor) throws(SystemError) {
    var wait = pollfd(fd: pipe.number, events: Int16(POLLIN), revents: 0)
    let answer = poll(&wait, 1, patience)
    if answer == 0 { throw .silentPipe }
    if answer < 0, errno != EINTR { throw SystemError() }
  }
}
