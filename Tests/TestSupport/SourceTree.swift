internal import FoundationEssentials

/// The files of this package.
public enum SourceTree {
  /// The package's folder.
  public static let root: String = #filePath.split(
    separator: "/", omittingEmptySubsequences: false
  ).dropLast(3).joined(separator: "/")

  /// A file's text; the path is relative to the package's folder.
  public static func text(of file: String) throws -> String {
    try String(contentsOfFile: root + "/" + file, encoding: .utf8)
  }

  /// The names in a folder, sorted.
  public static func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted()
  }

  /// Writes a file of the package, and the folder above it where that is missing.
  public static func write(_ text: String, to file: String) throws {
    let path = root + "/" + file
    let folder = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
    try FileManager.default.createDirectory(
      atPath: String(folder), withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
