/// A history as it is read: commits in any order, parents by number.
public struct CommitGraphDraft: Sendable {
  /// The records of the commits added here.
  public var table = CommitTable()
  /// Each commit's number among the records.
  public var numbers: [UInt32] = []
  /// Where each commit's parents begin in `parentList`; one entry more than commits.
  public var parentStart: [UInt32] = [0]
  /// All parents, child by child, first parent first.
  public var parentList: [UInt32] = []
  /// The commits whose parents could not be read, and why.
  public var cuts: [Int: GitError] = [:]
  /// The commits whose parents were left out knowingly.
  public var floor: Set<Int> = []
  /// Those of the floor that not all tips reach.
  public var openFloor: Set<Int> = []
  /// The tips that could not be read at all, and why.
  public var absent: [ObjectID: GitError] = [:]

  /// An empty draft.
  public init() {}

  /// How many commits it holds.
  public var count: Int { parentStart.count - 1 }

  /// Adds one commit; its number is the count before.
  public mutating func append(
    id: ObjectID, tree: ObjectID, seconds: Int64, parents: some Sequence<Int>
  ) {
    numbers.append(UInt32(table.append(id: id)))
    table.append(tree: tree, seconds: seconds)
    parentList += parents.lazy.map { UInt32($0) }
    parentStart.append(UInt32(parentList.count))
  }

  /// The places of a commit's parents in `parentList`.
  func slots(of number: Int) -> Range<Int> {
    Int(parentStart[number])..<Int(parentStart[number + 1])
  }

  /// A commit's parents.
  func parents(of number: Int) -> ArraySlice<UInt32> { parentList[slots(of: number)] }

  /// The draft without the commits that could not be read: their children become cuts, and those
  /// without children are absent. Parents below `below` are not the draft's own.
  public func without(_ holes: [Int: GitError], above below: Int) -> CommitGraphDraft {
    guard !holes.isEmpty else { return self }
    var result = CommitGraphDraft()
    result.table = table
    var renumbered: [UInt32] = []
    var kept = below
    for number in 0..<count {
      renumbered.append(UInt32(kept))
      kept += holes[number] == nil ? 1 : 0
    }
    for number in 0..<count {
      if let why = holes[number] {
        result.absent[table.id(at: number)] = why
        continue
      }
      result.cuts[result.count] = cuts[number]
      for parent in parents(of: number) {
        if parent < below {
          result.parentList.append(parent)
        } else if let why = holes[Int(parent) - below] {
          result.cuts[result.count] = cuts[number] ?? why
        } else {
          result.parentList.append(renumbered[Int(parent) - below])
        }
      }
      result.numbers.append(numbers[number])
      result.parentStart.append(UInt32(result.parentList.count))
    }
    return result
  }
}
