package import CLibrary
internal import CSpawn

/// A pipe for what a program prints: no other program inherits it, and nobody waits to read it.
package struct OutputPipe {
  /// What one look into it found.
  package enum Look {
    /// So many bytes at the beginning of the buffer.
    case bytes(Int)
    /// Nothing yet.
    case nothing
    /// Nobody holds the other end any more.
    case end
    /// It cannot be read.
    case failed(SystemError)
  }

  /// Our end; `nil` once it is closed.
  package private(set) var reading: Int32?
  /// The program's end; `nil` once our copy is closed.
  package private(set) var writing: Int32?

  /// Opens one.
  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard Self.open(&ends) == 0 else { throw SystemError() }
    // Where ours are closed, the numbers of a program's first three are free, and not to be taken.
    for index in ends.indices where ends[index] < 3 {
      let low = ends[index]
      ends[index] = fcntl(low, F_DUPFD_CLOEXEC, 3)
      _ = CLibrary.close(low)
    }
    (reading, writing) = (ends[0], ends[1])
    guard ends[0] >= 0, ends[1] >= 0, fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else {
      let failure = SystemError()
      close()
      throw failure
    }
  }

  private static func open(_ ends: inout [Int32]) -> Int32 {
    #if canImport(Darwin)
      guard pipe(&ends) == 0 else { return -1 }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return 0
    #else
      return pipe2(&ends, O_CLOEXEC)
    #endif
  }

  /// Takes what is there, as much as the buffer holds.
  package func look(_ buffer: inout [UInt8]) -> Look {
    guard let reading else { return .end }
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      if errno == EAGAIN { return .nothing }
      guard errno == EINTR else { return .failed(SystemError()) }
    }
  }

  /// Closes our copy of the program's end.
  package mutating func closeWriting() {
    if let writing { _ = CLibrary.close(writing) }
    writing = nil
  }

  /// Closes what is open.
  package mutating func close() {
    closeWriting()
    if let reading { _ = CLibrary.close(reading) }
    reading = nil
  }
}
