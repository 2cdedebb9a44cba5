internal import GitModel

/// A file that stands for one that Git LFS keeps elsewhere.
enum LFSPointer {
  /// Larger files are none: git-lfs, docs/spec.md, "The Pointer".
  private static let mostBytes = 1024
  private static let opening = "version https://git-lfs.github.com/spec/v1\n"

  /// Whether a blob of so many bytes is one.
  static func stands(
    in blob: ObjectID, size: Int, of history: any History
  ) throws(GitError) -> Bool {
    guard size < mostBytes else { return false }
    return try history.blobBytes(blob, limit: mostBytes).starts(with: opening.utf8)
  }
}
