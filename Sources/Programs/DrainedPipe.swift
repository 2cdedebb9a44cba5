#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A pipe whose reading end is emptied without waiting.
struct DrainedPipe {
  /// The most bytes that are taken.
  let limit: Int
  /// What came so far.
  private(set) var bytes: [UInt8] = []
  /// The end that the program gets.
  let writing: Int32
  private let reading: Int32
  private var isWritingOpen = true
  private var isAtEnd = false

  init(limit: Int) throws(TimedProgram.Failure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(errno) }
    (self.limit, reading, writing) = (limit, ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    guard fcntl(reading, F_SETFL, O_NONBLOCK) == 0 else {
      let failure = errno
      close()
      throw .system(failure)
    }
  }

  /// Closes our copy of the program's end.
  mutating func closeWriting() {
    guard isWritingOpen else { return }
    isWritingOpen = false
    _ = Self.close(writing)
  }

  /// Closes what is open.
  mutating func close() {
    closeWriting()
    _ = Self.close(reading)
  }

  /// Takes what is there. Throws where that is more than the limit, or cannot be read.
  mutating func drain() throws(TimedProgram.Failure) {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while !isAtEnd {
      let count = read(reading, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { throw .system(errno) }
        return
      }
      isAtEnd = count == 0
      bytes += chunk.prefix(count)
      guard bytes.count <= limit else { throw .tooLong }
    }
  }

  /// Waits until one of them has something to read, or as long as it may.
  static func wait(for pipes: [DrainedPipe], milliseconds: Int32) {
    var waits = pipes.filter { !$0.isAtEnd }.map {
      pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0)
    }
    // Its answer is not needed: what is there is read without waiting.
    _ = poll(&waits, nfds_t(waits.count), milliseconds)
  }

  private static func close(_ descriptor: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #elseif canImport(Musl)
      Musl.close(descriptor)
    #else
      Darwin.close(descriptor)
    #endif
  }
}
