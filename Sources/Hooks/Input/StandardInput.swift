internal import CLibrary
public import GitModel

/// What Git writes to a hook's standard input: read once, whoever asks for it.
public final class StandardInput {
  /// More than any push has: 400,000 refs with names of 80 bytes.
  static let limit = 64 << 20

  private let descriptor: Int32
  /// All of it, where somebody has read it.
  public private(set) var bytes: [UInt8]?

  /// The input behind a descriptor; by default the process's own.
  public init(descriptor: Int32 = 0) { self.descriptor = descriptor }

  /// All of it. Throws where it cannot be read, or where there is too much of it.
  public func read() throws(GitError) -> [UInt8] {
    if let bytes { return bytes }
    let bytes = try readToEnd()
    self.bytes = bytes
    return bytes
  }

  private func readToEnd() throws(GitError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let room = chunk.count
      let count = chunk.withUnsafeMutableBytes { buffer in
        CLibrary.read(descriptor, buffer.baseAddress, room)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw GitError(
          .failed, "read standard input", String(cString: strerror(errno)),
          help: "let git run the hook")
      }
      guard count > 0 else { return bytes }
      guard bytes.count + count <= Self.limit else {
        throw GitError(
          .failed, "read standard input", "there are more than \(Self.limit >> 20) MiB of it",
          help: "push fewer refs at once")
      }
      bytes += chunk[..<count]
    }
  }
}
