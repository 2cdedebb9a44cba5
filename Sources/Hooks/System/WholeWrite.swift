public import CLibrary

/// Writing that leaves nothing out.
public enum WholeWrite {
  /// Writes all the bytes to a descriptor. Throws where that is impossible, or where there is no room.
  public static func write(
    _ bytes: some Collection<UInt8>, to descriptor: Int32
  ) throws(SystemError) {
    var failure: SystemError?
    Array(bytes).withUnsafeBytes { room in
      var count = 0
      while count < room.count, failure == nil {
        let more = CLibrary.write(
          descriptor, room.baseAddress.map { $0 + count }, room.count - count)
        if more > 0 {
          count += more
        } else if more == 0 {
          failure = SystemError(number: ENOSPC)
        } else if errno == EAGAIN {
          wait(for: descriptor)
        } else if errno != EINTR {
          failure = SystemError()
        }
      }
    }
    if let failure { throw failure }
  }

  /// Writes all the bytes; false where that is impossible.
  static func fits(_ bytes: [UInt8], into descriptor: Int32) -> Bool {
    do throws(SystemError) {
      try write(bytes, to: descriptor)
      return true
    } catch {
      return false
    }
  }

  /// Waits until there is room: whoever reads may have made the descriptor one that does not wait.
  private static func wait(for descriptor: Int32) {
    var asked = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&asked, 1, -1)
  }
}
