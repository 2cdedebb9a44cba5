/// What sort of thing stands at a name in a tree: git-fast-import(1), `filemodify`, lists the modes.
public struct EntryMode: Hashable, Sendable {
  /// The number that the tree holds.
  public let rawValue: UInt32

  /// A mode by its number.
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// A file.
  public static let file = EntryMode(0o100644)
  /// A file that may be run.
  public static let executable = EntryMode(0o100755)
  /// A symbolic link; its blob is where it leads.
  public static let link = EntryMode(0o120000)
  /// A commit of another repository.
  public static let submodule = EntryMode(0o160000)
  /// A folder.
  public static let folder = EntryMode(0o040000)

  private var type: UInt32 { rawValue & 0o170000 }

  /// Whether a folder stands there.
  public var isFolder: Bool { type == Self.folder.rawValue }
  /// Whether a file stands there, of whatever rights: old trees have others than the two of today.
  public var isFile: Bool { type == 0o100000 }
  /// Whether a file stands there that its owner may run.
  public var isExecutable: Bool { isFile && rawValue & 0o100 != 0 }
  /// Whether a symbolic link stands there.
  public var isLink: Bool { type == Self.link.rawValue }
  /// Whether a submodule stands there.
  public var isSubmodule: Bool { type == Self.submodule.rawValue }
}
