internal import CLibrary
public import GitModel
public import GitStore

/// A file of evidence: its bytes, and whether the judged tree could have put them there.
public struct EvidenceFile: Sendable {
  /// The path as the policy has it.
  public let path: String
  /// What stands in it.
  public let bytes: [UInt8]
  /// Why what it says is only a claim; `nil` where it counts.
  public let fault: String?

  /// The largest file.
  public static let limit = 64 << 20

  /// Reads the file at a path, which is meant from the top of the work tree, or from the bare
  /// repository. Throws where it cannot be read: what it would have said is unknown.
  public init(_ path: String, in repository: Repository) throws(GitError) {
    self.path = path
    let top = repository.workTree ?? repository.gitDirectory
    let whole = path.hasPrefix("/") ? path : top + path
    fault = EvidencePlace(
      workTree: repository.workTree, gitDirectory: repository.gitDirectory,
      commonDirectory: repository.commonDirectory,
      isBare: try repository.flag("core.bare") ?? false
    ).fault(at: whole)
    bytes = try Self.read(whole, named: path)
  }

  private static func read(_ whole: String, named path: String) throws(GitError) -> [UInt8] {
    // A pipe that nobody writes to must not make anybody wait.
    let descriptor = open(whole, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, "cannot be read: \(SystemError().reason)") }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, let file = fdopen(descriptor, "r") else {
      let error = SystemError()
      close(descriptor)
      throw failure(path, "cannot be read: \(error.reason)")
    }
    defer { fclose(file) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw failure(path, "is no file") }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw failure(path, "has more than \(limit) bytes") }
    }
    guard ferror(file) == 0 else { throw failure(path, "cannot be read to its end") }
    return bytes
  }

  private static func failure(_ path: String, _ what: String) -> GitError {
    GitError(
      .noEvidence, "read evidence", "the file '\(path)' \(what)",
      help: "write it before policy runs, or take it out of the policy: checks: {evidence: …}")
  }
}
