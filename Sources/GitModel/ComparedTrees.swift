/// A tree, and those that it is compared with.
public struct ComparedTrees: Sendable {
  /// The tree.
  public let tree: ObjectID
  /// Those beside it, as a commit's parents have them.
  public let others: [ObjectID]

  /// A tree and those beside it.
  public init(_ tree: ObjectID, beside others: [ObjectID]) {
    (self.tree, self.others) = (tree, others)
  }
}
