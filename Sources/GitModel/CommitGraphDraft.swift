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

  /// Adds the id of a commit whose record comes later; its number is the number of ids before.
  public mutating func appendID(_ id: ObjectID) -> Int {
    defer { id.append(to: &ids) }
    return ids.count / 20
  }

  /// Adds the record of the commit whose id was added before; with it, so many parents are known.
  public mutating func appendRecord(tree: ObjectID, seconds: Int64, parentCount: Int) {
    tree.append(to: &trees)
    times.append(seconds)
    levels.append(0)
    parentStart.append(UInt32(parentCount))
  }

  /// Adds one commit but for its parents, which `closeParents` ends.
  public mutating func append(id: ObjectID, tree: ObjectID, seconds: Int64, level: UInt32) {
    id.append(to: &ids)
    tree.append(to: &trees)
    times.append(seconds)
    levels.append(level)
  }

  /// Ends the parents of the commit added last.
  public mutating func closeParents() { parentStart.append(UInt32(parentList.count)) }

  /// Adds all commits of another draft, whose parent in a slot gets the number that `parent` says.
  public mutating func append(contentsOf other: CommitGraphDraft, parent: (Int) -> UInt32) {
    let (offset, slots) = (count, UInt32(parentList.count))
    ids += other.ids
    trees += other.trees
    times += other.times
    levels += other.levels
    let otherSlots = Int(other.parentStart.last ?? 0)
    for slot in 0..<otherSlots { parentList.append(parent(slot)) }
    for start in other.parentStart.dropFirst() { parentStart.append(start + slots) }
    for (number, why) in other.cuts { cuts[number + offset] = why }
  }

  /// Makes room for so many commits.
  public mutating func reserve(_ total: Int) {
    ids.reserveCapacity(20 * total)
    trees.reserveCapacity(20 * total)
    times.reserveCapacity(total)
    levels.reserveCapacity(total)
    parentStart.reserveCapacity(total + 1)
    parentList.reserveCapacity(2 * total)
  }

  /// How many ids there are; some may wait for their record.
  public var idCount: Int { ids.count / 20 }

  /// The id of a commit, by its number.
  public func id(of number: Int) -> ObjectID {
    ids.withUnsafeBytes { ObjectID(sha1: $0, at: 20 * number) }
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
      result.appendRecord(
        tree: tree, seconds: times[number], parentCount: result.parentList.count)
      result.levels[result.count - 1] = levels[number]
    }
    result.runs = runs
    return result
  }

  /// Sorts the commits from `first` on by id and adds them as a run.
  public mutating func closeRun(from first: Int) {
    guard first < count else { return }
    let keys = (first..<count).map { (id: id(of: $0), number: UInt32($0)) }
    runs.append(keys.sorted { $0.id < $1.id }.map(\.number))
  }
}
