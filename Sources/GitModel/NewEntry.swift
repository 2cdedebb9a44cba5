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

/// A folder of a commit's tree with names that each of its parents' trees lacks some of.
public struct NewFolder: Sendable {
  /// The path from the top of the tree; empty for the top itself.
  public let path: [UInt8]
  /// The names in it, as the tree has them.
  public let names: [[UInt8]]
  /// The names in the folder of each parent that has it.
  public let parents: [[[UInt8]]]

  /// A folder from its parts.
  public init(path: [UInt8], names: [[UInt8]], parents: [[[UInt8]]]) {
    (self.path, self.names, self.parents) = (path, names, parents)
  }
}

/// Whoever looks at what a commit brings into its tree and takes out of it.
public protocol TreeVisitor {
  /// Whether anything is asked of folders; else `visit(_: NewFolder)` is not called.
  var wantsFolders: Bool { get }
  /// Whether anything is asked of what a commit takes out; else `visit(removed:)` is not called.
  var wantsRemovals: Bool { get }
  /// What the commit brings.
  mutating func visit(_ entry: NewEntry)
  /// A folder with other names than before.
  mutating func visit(_ folder: NewFolder)
  /// What the commit takes out.
  mutating func visit(removed entry: NewEntry)
}

extension TreeVisitor {
  /// Nothing is asked of folders.
  public var wantsFolders: Bool { false }
  /// Nothing is asked of what a commit takes out.
  public var wantsRemovals: Bool { false }
  /// Passes over a folder.
  public mutating func visit(_ folder: NewFolder) {}
  /// Passes over what the commit takes out.
  public mutating func visit(removed entry: NewEntry) {}
}
