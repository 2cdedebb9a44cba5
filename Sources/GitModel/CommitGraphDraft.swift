/// A history as it is read: commits in any order, parents by number.
public struct CommitGraphDraft: Sendable {
  /// The ids, 20 bytes a commit.
  public var ids: [UInt8] = []
  /// The ids of the trees, 20 bytes a commit.
  public var trees: [UInt8] = []
  /// The committers' seconds since 1970.
  public var times: [Int64] = []
  /// The levels where a source knows them, 0 where it does not; wrong ones are found and thrown.
  public var levels: [UInt32] = []
  /// Where each commit's parents begin in `parentList`; one entry more than commits.
  public var parentStart: [UInt32] = [0]
  /// All parents, child by child.
  public var parentList: [UInt32] = []
  /// The commits whose parents could not be read, and why.
  public var cuts: [Int: GitError] = [:]
  /// The tips that could not be read at all, and why.
  public var absent: [ObjectID: GitError] = [:]
  /// The commits sorted by id, in as many runs as are at hand. Together they name every commit.
  public var runs: [[UInt32]] = []

  /// An empty draft.
  public init() {}

  /// How many commits it holds.
  public var count: Int { times.count }

  /// Adds one commit; its number is the count before.
  public mutating func append(
    id: ObjectID, tree: ObjectID, seconds: Int64, parents: some Sequence<Int>
  ) {
    ids += id.bytes
    trees += tree.bytes
    times.append(seconds)
    levels.append(0)
    parentList += parents.lazy.map { UInt32($0) }
    parentStart.append(UInt32(parentList.count))
  }

  /// Sorts the commits from `first` on by id and adds them as a run.
  public mutating func closeRun(from first: Int) {
    guard first < count else { return }
    let keys = (first..<count).map { number in
      (ObjectID(bytes: ids[20 * number..<20 * number + 20]), UInt32(number))
    }
    runs.append(
      keys.sorted { left, right in
        guard let first = left.0, let second = right.0 else { return false }
        return first < second
      }.map { $0.1 })
  }
}
