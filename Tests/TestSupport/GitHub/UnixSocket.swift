internal import CLibrary

/// A listening socket in the file system.
struct UnixSocket: Sendable {
  /// A connection that somebody made.
  struct Connection {
    let descriptor: Int32

    /// What came until it is a whole request, or the other side is silent for five seconds.
    func request() -> HTTPRequest? {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65_536)
      while true {
        if let request = HTTPRequest(bytes) { return request }
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, 5_000) == 1 else { return nil }
        let count = read(descriptor, &chunk, chunk.count)
        guard count > 0 else { return nil }
        bytes += chunk.prefix(count)
      }
    }

    func write(_ bytes: [UInt8]) {
      var rest = bytes[...]
      while !rest.isEmpty {
        // A client that is gone is no reason to end the tests by SIGPIPE.
        let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }

    func close() { shut(descriptor) }
  }

  private let listening: Int32

  /// A socket at a path of at most 100 bytes.
  init(at path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    try withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard path.utf8.count < place.count else { throw Unusable(path: path) }
      place.copyBytes(from: path.utf8)
    }
    listening = socket(AF_UNIX, streamType, 0)
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listening, $0, size) }
    }
    _ = fcntl(listening, F_SETFD, FD_CLOEXEC)
    guard bound == 0, listen(listening, 16) == 0 else {
      shut(listening)
      throw Unusable(path: path)
    }
  }

  /// The path is too long, or nothing can listen there.
  struct Unusable: Error {
    let path: String
  }

  /// The next connection; `nil` when `stop` was closed at its other end.
  func accept(unless stop: Int32) -> Connection? {
    while true {
      var waits = [listening, stop].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&waits, 2, -1)
      guard waits[1].revents == 0 else { return nil }
      guard waits[0].revents != 0 else { continue }
      let descriptor = next(listening)
      guard descriptor >= 0 else { continue }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return Connection(descriptor: descriptor)
    }
  }

  func close() { shut(listening) }

  private func next(_ listening: Int32) -> Int32 { CLibrary.accept(listening, nil, nil) }
}

/// A pipe that is closed at one end to stop who watches the other.
struct StopPipe: Sendable {
  let watched: Int32
  private let closed: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (watched, closed) = (ends[0], ends[1])
  }

  func stop() { shut(closed) }
  func forget() { shut(watched) }
}

private func shut(_ descriptor: Int32) { _ = CLibrary.close(descriptor) }

#if canImport(Glibc)
  private let streamType = Int32(SOCK_STREAM.rawValue)
  private let noSignal = Int32(MSG_NOSIGNAL)
#elseif canImport(Musl)
  private let streamType = SOCK_STREAM
  private let noSignal = Int32(MSG_NOSIGNAL)
#else
  private let streamType = SOCK_STREAM
  private let noSignal: Int32 = 0
#endif
