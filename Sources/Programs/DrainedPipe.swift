internal import CLibrary

/// A pipe that is emptied without waiting, up to a limit.
struct DrainedPipe {
  /// The most bytes that are taken.
  let limit: Int
  /// What came so far.
  private(set) var bytes: [UInt8] = []
  private(set) var pipe: OutputPipe
  /// Whether nobody writes to it any more.
  private(set) var isAtEnd = false

  init(limit: Int) throws(TimedProgram.Failure) {
    self.limit = limit
    do throws(SystemError) {
      pipe = try OutputPipe()
    } catch {
      throw .system(error)
    }
  }

  /// Closes our copy of the program's end.
  mutating func closeWriting() { pipe.closeWriting() }

  /// Closes what is open.
  mutating func close() { pipe.close() }

  /// The program's end.
  var channel: ProgramStart.Channel { pipe.writing.map { .descriptor($0) } ?? .nothing }

  /// Takes what is there. Throws where that is more than the limit, or cannot be read.
  mutating func drain() throws(TimedProgram.Failure) {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while !isAtEnd {
      switch pipe.look(&chunk) {
      case .bytes(let count): bytes += chunk.prefix(count)
      case .nothing: return
      case .end: isAtEnd = true
      case .failed(let error): throw .system(error)
      }
      guard bytes.count <= limit else { throw .tooLong }
    }
  }

  /// Waits until one of them has something to read, or as long as it may.
  static func wait(for pipes: [DrainedPipe], milliseconds: Int32) {
    var waits = pipes.filter { !$0.isAtEnd }.compactMap(\.pipe.reading).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // Its answer is not needed: what is there is read without waiting.
    _ = poll(&waits, nfds_t(waits.count), milliseconds)
  }
}
