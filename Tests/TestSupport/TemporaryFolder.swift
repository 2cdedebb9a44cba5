internal import FoundationEssentials

/// A new folder that goes away with its owner.
public final class TemporaryFolder: Sendable {
  /// The absolute path, without a slash at the end.
  public let path: String

  /// Makes a folder.
  public init() throws {
    let base = FileManager.default.temporaryDirectory.path
    path = base + "/policy-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders above it where they are missing.
  public func write(_ bytes: some Sequence<UInt8>, to file: String) throws {
    let whole = path + "/" + file
    let folder = whole.prefix(upTo: whole.lastIndex(of: "/") ?? whole.startIndex)
    try FileManager.default.createDirectory(
      atPath: String(folder), withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: whole, contents: Data(bytes)) else {
      throw CocoaError(.fileWriteUnknown)
    }
  }

  /// Lets a file be run.
  public func makeExecutable(_ file: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: path + "/" + file)
  }

  /// A file's bytes; `nil` where there is none.
  public func read(_ file: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path + "/" + file).map { Array($0) }
  }

  /// Removes a file or a folder with everything in it.
  public func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + file)
  }
}
