internal import CLibgit2
internal import GitModel

extension ObjectID {
  /// The id in libgit2's form; only SHA-1 ids have one.
  func oid() throws(GitError) -> git_oid {
    guard byteCount == 20 else {
      throw GitError(.unsupportedFormat, "find object", "\(hex) is a SHA-256 id")
    }
    var oid = git_oid()
    let bytes = self.bytes
    withUnsafeMutableBytes(of: &oid.id) { $0.copyBytes(from: bytes) }
    return oid
  }

  /// An id from libgit2's form.
  init(_ oid: git_oid) {
    self = withUnsafeBytes(of: oid.id) { ObjectID(sha1: $0, at: 0) }
  }
}
