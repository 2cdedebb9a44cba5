/// What sort of thing stands at a name in a tree: git-fast-import(1), `filemodify`, lists the modes.
public struct EntryMode: Hashable, Sendable {
  /// The number that a tree of today holds for it.
  public let rawValue: UInt32

  private init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// What Git takes the number in a tree for: of a file's rights, only whether its owner may run it
  /// counts, and what is nothing else is a submodule (git's `canon_mode`).
  package init(stored: UInt32) {
    self =
      switch stored & 0o170000 {
      case 0o100000: stored & 0o100 == 0 ? .file : .executable
      case Self.link.rawValue: .link
      case Self.folder.rawValue: .folder
      default: .submodule
      }
  }

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

  /// Whether a folder stands there.
  public var isFolder: Bool { self == .folder }
  /// Whether a file stands there, one that may be run too.
  public var isFile: Bool { self == .file || self == .executable }
  /// Whether a file stands there that its owner may run.
  public var isExecutable: Bool { self == .executable }
  /// Whether a symbolic link stands there.
  public var isLink: Bool { self == .link }
  /// Whether a submodule stands there.
  public var isSubmodule: Bool { self == .submodule }
}
