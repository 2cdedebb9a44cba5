internal import CLibgit2

extension Repository {
  /// The version of the libgit2 that is in use, which need not be the one that was built against.
  public static var libraryVersion: String {
    var (major, minor, patch): (CInt, CInt, CInt) = (0, 0, 0)
    git_libgit2_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }
}
