/// What a commit changes against its first parent (a root commit: against nothing).
public struct Change: Hashable, Sendable {
  /// The paths that differ, sorted by bytes; a rename counts as both its paths.
  public let paths: [[UInt8]]
  /// The identity of the change apart from where it stands, as git-patch-id(1) means it.
  ///
  /// Comparable only with ids from the same history: libgit2's differ from git's on some renames.
  public let patch: ObjectID?

  /// A change from its parts; `patch` is `nil` where nothing differs.
  public init(paths: [[UInt8]], patch: ObjectID?) {
    (self.paths, self.patch) = (paths, patch)
  }
}
