/// A bare repository in a folder of its own, filled by `git fast-import`.
public final class BareRepository: Sendable {
  private let folder: TemporaryFolder
  /// The ids that fast-import gave to the marks, in hexadecimal digits.
  public let marks: [Int: String]

  /// The repository's path.
  public var path: String { folder.path }

  /// Builds a repository from a fast-import stream, in one process.
  public init(_ stream: [UInt8]) async throws {
    folder = try TemporaryFolder()
    // What `git init --bare` writes, as far as git needs it: gitrepository-layout(5).
    try folder.write("ref: refs/heads/main\n".utf8, to: "HEAD")
    try folder.write(
      "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n".utf8,
      to: "config")
    try folder.write([], to: "objects/info/.keep")
    try folder.write([], to: "refs/heads/.keep.lock")
    try await Git.run(
      ["fast-import", "--quiet", "--export-marks=marks"], in: folder.path, input: stream)
    let lines = String(decoding: folder.read("marks") ?? [], as: UTF8.self).split(separator: "\n")
    marks = Dictionary(
      uniqueKeysWithValues: lines.compactMap { line in
        let parts = line.dropFirst().split(separator: " ")
        guard parts.count == 2, let mark = Int(parts[0]) else { return nil }
        return (mark, String(parts[1]))
      })
  }

  /// Adds to the configuration.
  public func configure(_ text: String) throws {
    try folder.write((folder.read("config") ?? []) + Array(text.utf8), to: "config")
  }

  /// Makes the clone shallow: the parents of these commits were not fetched.
  public func cut(at ids: [String]) throws {
    try folder.write(ids.sorted().map { $0 + "\n" }.joined().utf8, to: "shallow")
  }

  /// A file's bytes; `nil` where there is none.
  public func read(_ file: String) -> [UInt8]? { folder.read(file) }

  /// Puts a new file in a file's place.
  public func replace(_ file: String, with bytes: some Sequence<UInt8>) throws {
    if folder.read(file) != nil { try folder.remove(file) }
    try folder.write(bytes, to: file)
  }

  /// Lets a file be run.
  public func makeExecutable(_ file: String) throws { try folder.makeExecutable(file) }

  /// Removes a file or a folder with everything in it.
  public func remove(_ file: String) throws { try folder.remove(file) }

  /// Takes a loose object away.
  public func removeObject(_ id: String) throws {
    try folder.remove("objects/\(id.prefix(2))/\(id.dropFirst(2))")
  }
}
