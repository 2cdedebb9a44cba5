/// Whoever looks at what a commit brings into its tree and takes out of it.
public protocol TreeVisitor {
  /// What is asked beyond what the commit brings.
  var wants: TreeWants { get }
  /// What the commit brings.
  mutating func visit(_ entry: NewEntry)
  /// A folder with other names than before.
  mutating func visit(_ folder: NewFolder)
  /// What the commit takes out.
  mutating func visit(removed entry: NewEntry)
}

extension TreeVisitor {
  /// Nothing more is asked.
  public var wants: TreeWants { [] }
  /// Passes over a folder.
  public mutating func visit(_ folder: NewFolder) {}
  /// Passes over what the commit takes out.
  public mutating func visit(removed entry: NewEntry) {}
}

/// What somebody asks of a commit's tree, beyond what it brings.
public struct TreeWants: OptionSet, Sendable {
  /// One bit for each question.
  public let rawValue: UInt8

  /// Questions by their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The folders with other names than before.
  public static let folders = TreeWants(rawValue: 1)
  /// What the commit takes out.
  public static let removals = TreeWants(rawValue: 2)
  /// How large the files are that it brings: the history will be asked for each.
  public static let sizes = TreeWants(rawValue: 4)
}
