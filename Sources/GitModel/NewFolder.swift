/// A folder of a commit's tree with names that each of its parents' trees lacks some of.
public struct NewFolder: Sendable {
  /// The path from the top of the tree; empty for the top itself.
  public let path: [UInt8]
  /// The names in it that the first parent which has the folder lacks there, or has for something of
  /// the other sort, a folder or none; all names where no parent has it.
  public let added: [[UInt8]]
  /// Those and all others that may be told apart from them by their letters' case or form alone: names
  /// in ASCII are of one length then.
  public let similar: [[UInt8]]
  /// The folder's tree in each parent that has it.
  private let parents: [ObjectID]

  /// A folder from its parts.
  package init(
    path: [UInt8], added: [[UInt8]], tree: TreeObject, parents: [ObjectID]
  ) throws(GitError) {
    (self.path, self.added, self.parents) = (path, added, parents)
    let sizes = Set(added.map(\.count))
    let isPlain = added.allSatisfy(Self.isASCII)
    similar = try tree.names { name in
      sizes.contains(name.count) || !isPlain || !Self.isASCII(name)
    }
  }

  private static func isASCII(_ name: some Collection<UInt8>) -> Bool {
    !name.contains { $0 >= 0x80 }
  }

  /// The names in the folder of each parent that has it. Throws where one of those trees cannot be read.
  public func parentNames(in history: any History) throws(GitError) -> [Set<[UInt8]>] {
    try parents.map { id throws(GitError) in
      Set(try TreeObject(id, in: history).names { _ in true })
    }
  }
}
