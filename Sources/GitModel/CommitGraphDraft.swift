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

  /// Adds the record of the commit whose id and parents were added before.
  public mutating func appendRecord(tree: ObjectID, seconds: Int64) {
    trees.append(contentsOf: tree.bytes)
    times.append(seconds)
    levels.append(0)
    parentStart.append(UInt32(parentList.count))
  }

  /// Makes room for so many more commits.
  public mutating func reserveRecords(_ more: Int) {
    trees.reserveCapacity(trees.count + 20 * more)
    times.reserveCapacity(times.count + more)
    levels.reserveCapacity(levels.count + more)
    parentStart.reserveCapacity(parentStart.count + more)
    parentList.reserveCapacity(parentList.count + 2 * more)
  }

  /// The id of a commit, by its number.
  public func id(of number: Int) -> ObjectID {
    ids.withUnsafeBytes { ObjectID(sha1: $0, at: 20 * number) }
  }

  /// The number of a commit in a closed run; `nil` where none holds it.
  public func number(of id: ObjectID) -> Int? {
    guard id.byteCount == 20 else { return nil }
    for run in runs {
      var (low, high) = (0, run.count)
      while low < high {
        let middle = (low + high) / 2
        if self.id(of: Int(run[middle])) < id { low = middle + 1 } else { high = middle }
      }
      if low < run.count, self.id(of: Int(run[low])) == id { return Int(run[low]) }
    }
    return nil
  }

  /// Whether the draft tells a commit as its object does.
  public func matches(
    _ number: Int, tree: ObjectID, parents: [ObjectID], seconds: Int64
  ) -> Bool {
    let own = parentList[Int(parentStart[number])..<Int(parentStart[number + 1])]
    return trees.withUnsafeBytes { ObjectID(sha1: $0, at: 20 * number) } == tree
      && own.map { id(of: Int($0)) } == parents && times[number] == seconds & 0x3_FFFF_FFFF
  }

  /// The draft without the commits that could not be read: their children become cuts, and those
  /// without children are absent.
  public func without(_ holes: [Int: GitError]) -> CommitGraphDraft {
    var result = CommitGraphDraft()
    var renumbered: [UInt32] = []
    var kept = 0
    for number in 0..<count {
      renumbered.append(UInt32(kept))
      kept += holes[number] == nil ? 1 : 0
    }
    for number in 0..<count {
      if let why = holes[number] {
        result.absent[id(of: number)] = why
        continue
      }
      let parents = parentList[Int(parentStart[number])..<Int(parentStart[number + 1])]
      result.ids.append(contentsOf: ids[20 * number..<20 * number + 20])
      for parent in parents {
        if let why = holes[Int(parent)] {
          result.cuts[Int(renumbered[number])] = why
        } else {
          result.parentList.append(renumbered[Int(parent)])
        }
      }
      if let why = cuts[number] { result.cuts[Int(renumbered[number])] = why }
      let tree = trees.withUnsafeBytes { ObjectID(sha1: $0, at: 20 * number) }
      result.appendRecord(tree: tree, seconds: times[number])
      result.levels[result.count - 1] = levels[number]
    }
    result.runs = runs
    return result
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
