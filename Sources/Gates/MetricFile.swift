internal import CLibrary

/// A file that a gate's number is read from, as it stood at one moment.
///
/// What an earlier run left must not pass for the number of this one: only a file that changed while
/// the command ran is read.
struct MetricFile {
  static let sizeLimit = 64 << 20

  let path: String
  /// The path as the policy names it.
  let name: String
  private let identity: Identity?

  private struct Identity: Equatable {
    let device: UInt64, file: UInt64
    let size: Int64
    let changed: [Int64]

    init(_ facts: stat) {
      (device, file) = (UInt64(facts.st_dev), UInt64(facts.st_ino))
      size = Int64(facts.st_size)
      changed = [facts.modified, facts.changed].flatMap { [Int64($0.tv_sec), Int64($0.tv_nsec)] }
    }
  }

  /// The file as it stands, be it absent.
  init(_ path: String, name: String) {
    var facts = stat()
    let isThere = stat(path, &facts) == 0
    self.init(path, name: name, isThere ? Identity(facts) : nil)
  }

  private init(_ path: String, name: String, _ identity: Identity?) {
    (self.path, self.name, self.identity) = (path, name, identity)
  }

  /// Whether it is another file by now.
  func hasChanged() -> Bool { MetricFile(path, name: name).identity != identity }

  /// The file with its bytes, where it was written since this value was made.
  func readAnew() throws(MetricProblem) -> (MetricFile, [UInt8]) {
    // A pipe that nobody writes to must not make anybody wait.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0, let file = fdopen(descriptor, "r") else {
      let reason = String(cString: strerror(errno))
      throw MetricProblem(
        "'\(name)' cannot be read: \(reason)",
        help: "let the command write it, or name the file that it writes")
    }
    defer { fclose(file) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw MetricProblem("'\(name)' is no file", help: "name the file that the command writes")
    }
    let now = MetricFile(path, name: name, Identity(facts))
    guard now.identity != identity else {
      throw MetricProblem(
        "'\(name)' was not written by this run", help: "let the command write it anew")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
      guard bytes.count <= Self.sizeLimit else {
        throw MetricProblem(
          "'\(name)' is over \(Self.sizeLimit >> 20) MiB", help: "let the command write less")
      }
    }
    guard ferror(file) == 0 else {
      throw MetricProblem("'\(name)' cannot be read to its end", help: "run the gate again")
    }
    return (now, bytes)
  }
}
