internal import CLibrary

/// A thread of its own for work that waits: Swift's own must never wait.
enum Thread {
  fileprivate final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts work that nobody waits for; false where the system has no thread for it.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    begin(Unmanaged.passRetained(Work(body)).toOpaque())
  }

  private static func begin(_ work: UnsafeMutableRawPointer) -> Bool {
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    guard pthread_create(&thread, nil, runThread, work) == 0 else { return false }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
    return true
  }
}

#if canImport(Darwin)
  private func runThread(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Thread.Work>.fromOpaque(work).takeRetainedValue().body()
    return nil
  }
#else
  private func runThread(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let work { Unmanaged<Thread.Work>.fromOpaque(work).takeRetainedValue().body() }
    return nil
  }
#endif

/// A file to which one side adds lines while another may read.
enum AppendedFile {
  static func append(_ line: [UInt8], to path: String) {
    guard let file = fopen(path, "ae") else { return }
    let bytes = line + [UInt8(ascii: "\n")]
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
