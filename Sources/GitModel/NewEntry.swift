/// Something other than a folder that a commit's tree holds, and none of its parents' trees holds at
/// the same path; or that all parents hold, and the commit does not.
public struct NewEntry: Hashable, Sendable {
  /// The path from the top of the tree, as bytes.
  public let path: [UInt8]
  /// What sort of thing it is.
  public let mode: EntryMode
  /// The blob, or a submodule's commit.
  public let id: ObjectID

  /// An entry from its parts.
  public init(path: [UInt8], mode: EntryMode, id: ObjectID) {
    (self.path, self.mode, self.id) = (path, mode, id)
  }
}
