/// Commits by index, every parent at a smaller index than its children, level upon level.
public struct OrderedCommits: Sendable {
  /// Each commit's number among the records.
  public var numbers: [UInt32] = []
  /// Each commit's committer's seconds since 1970, as far as they are known here: a record is far
  /// away in memory.
  public var times: [Int64] = []
  /// Each record's index here; `absent` where it is not among the commits.
  public var indices: [UInt32] = []
  /// Where each level begins: no commit of a level is an ancestor of another of the same level.
  public var levelStart: [UInt32] = []
  /// Where each commit's parents begin in `parentList`; one entry more than commits.
  public var parentStart: [UInt32] = [0]
  /// The indices of all parents, child by child, first parent first.
  public var parentList: [UInt32] = []

  /// The index of a record that is not among the commits.
  public static let absent = UInt32.max

  /// No commits.
  public init() {}

  /// How many commits there are.
  public var count: Int { numbers.count }

  /// Adds the commits of a draft on top, in an order of their own, and says each one's index: no
  /// commit here can be a child of one of them. A parent below `count` is a commit here, all others
  /// are the draft's.
  mutating func append(
    _ draft: borrowing CommitGraphDraft, recordCount: Int
  ) throws(GitError) -> [UInt32] {
    let below = count
    let order = try TopologicalOrder(of: draft, above: below)
    levelStart += order.levelStart
    if indices.count < recordCount {
      indices += repeatElement(Self.absent, count: recordCount - indices.count)
    }
    for commit in order.commits {
      let number = draft.numbers[Int(commit)]
      indices[Int(number)] = UInt32(count)
      numbers.append(number)
      for slot in draft.slots(of: Int(commit)) {
        let parent = draft.parentList[slot]
        parentList.append(parent < below ? parent : order.rank[Int(parent) - below])
      }
      parentStart.append(UInt32(parentList.count))
    }
    return order.rank
  }
}
