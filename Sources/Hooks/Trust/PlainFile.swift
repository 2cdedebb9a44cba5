internal import GitModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files outside the object store.
enum PlainFile {
  /// A file's content, at most `limit` bytes and one; `nil` where there is no such file.
  static func read(_ path: String, limit: Int) throws(GitError) -> [UInt8]? {
    // A pipe that nobody writes to must not make anybody wait.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0, let file = fdopen(descriptor, "r") else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure(path)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let count = fread(&chunk, 1, min(chunk.count, limit + 1 - bytes.count), file)
      if count == 0 {
        // A folder opens like a file and fails here.
        guard ferror(file) == 0 else { throw failure(path) }
        break
      }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// Adds to the end of a file, which is made where it is missing, as is its folder.
  static func append(_ bytes: [UInt8], to path: String) throws(GitError) {
    if let slash = path.lastIndex(of: "/") { mkdir(String(path[..<slash]), 0o777) }
    guard let file = fopen(path, "ae") else { throw failure(path) }
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
    let failure = failure(path)
    guard fclose(file) == 0, isWritten else { throw failure }
  }

  private static func failure(_ path: String) -> GitError {
    GitError(
      .failed, "open file", "'\(path)': \(String(cString: strerror(errno)))",
      help: "let the user who runs git read and write it")
  }
}
