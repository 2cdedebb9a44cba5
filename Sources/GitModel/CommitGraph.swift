/// A history as compact arrays: commits are indices, and every parent has a smaller index than its
/// children.
///
/// That order is what makes each question a sweep: whoever goes from high indices to low ones has
/// seen every descendant of a commit before the commit itself, so no date is ever trusted.
public struct CommitGraph {
  /// How many commits there are; their indices are `0..<count`.
  public let count: Int
  /// Where each level begins.
  let levelStart: [UInt32]
  /// Where each commit's parents begin in `parentList`; one entry more than commits.
  let parentStart: [UInt32]
  /// All parents, child by child, first parent first.
  let parentList: [UInt32]
  /// The commits whose parents are not here, and why.
  public let cuts: [Int: GitError]
  /// The commits whose parents were left out knowingly, in a graph near some tips. Empty in a whole
  /// graph.
  public let floor: Set<Int>
  /// Those of the floor that not all tips reach: below them is more than what all share.
  public let openFloor: Set<Int>
  /// The tips that could not be read, and why: they are not in the graph.
  private let absent: [ObjectID: GitError]
  private let times: [Int64]
  private let records: any CommitRecords
  private let numbers: [UInt32]
  private let indices: [UInt32]

  /// A graph from a draft in any order. Throws where the draft is no history: a cycle, or a parent
  /// that is not in it.
  public init(_ draft: CommitGraphDraft) throws(GitError) {
    var table = draft.table
    table.sort()
    try self.init(draft, above: OrderedCommits(), records: table)
  }

  /// A graph of commits in order and of a draft above them, whose parents below `base.count` are
  /// indices in `base`; the others are the draft's own numbers, counted on from there.
  public init(
    _ draft: borrowing CommitGraphDraft, above base: consuming OrderedCommits,
    records: any CommitRecords
  ) throws(GitError) {
    let rank = try base.append(draft, recordCount: records.count)
    count = base.count
    levelStart = base.levelStart
    parentStart = base.parentStart
    parentList = base.parentList
    numbers = base.numbers
    times = base.times + numbers[base.times.count...].map { records.seconds(at: Int($0)) }
    indices = base.indices
    cuts = [Int: GitError](
      uniqueKeysWithValues: draft.cuts.map { (Int(rank[$0.key]), $0.value) })
    floor = Set(draft.floor.map { Int(rank[$0]) })
    openFloor = Set(draft.openFloor.map { Int(rank[$0]) })
    absent = draft.absent
    self.records = records
  }

  /// The commit's id.
  public func id(of commit: Int) -> ObjectID { records.id(at: Int(numbers[commit])) }

  /// The id of the tree that the commit records.
  public func tree(of commit: Int) -> ObjectID { records.tree(at: Int(numbers[commit])) }

  /// The commit with the smallest committer's time, the first of equals.
  public func oldest(of commits: [Int]) -> Int? {
    var oldest: (commit: Int, time: Int64)?
    for commit in commits {
      let time = time(of: commit)
      if time < oldest?.time ?? .max { oldest = (commit, time) }
    }
    return oldest?.commit ?? commits.first
  }

  /// The committer's seconds since 1970.
  public func time(of commit: Int) -> Int64 { times[commit] }

  /// The commit's index; `nil` where the id is not in the graph.
  public func index(of id: ObjectID) -> Int? {
    guard let number = records.number(of: id) else { return nil }
    let index = indices[number]
    return index == OrderedCommits.absent ? nil : Int(index)
  }

  /// The commit's index. Throws why it is not in the graph, where it is not.
  public func require(_ id: ObjectID) throws(GitError) -> Int {
    guard let index = index(of: id) else {
      throw absent[id]
        ?? GitError(.missingObject, "find commit", "commit \(id) is not in the history at hand")
    }
    return index
  }

  /// How many parents the commit has.
  public func parentCount(of commit: Int) -> Int {
    Int(parentStart[commit + 1] - parentStart[commit])
  }

  /// The commit's parents, first parent first. Empty for a root, for a cut and on the floor.
  public func parents(of commit: Int) -> [Int] {
    parentList[Int(parentStart[commit])..<Int(parentStart[commit + 1])].map(Int.init)
  }

  /// The commit's first parent; `nil` for a root, for a cut and on the floor.
  public func firstParent(of commit: Int) -> Int? {
    parentCount(of: commit) > 0 ? Int(parentList[Int(parentStart[commit])]) : nil
  }

  /// Calls `body` with each parent, without an array in between.
  @inline(__always)
  func forEachParent(of commit: Int, _ body: (Int) -> Void) {
    for slot in Int(parentStart[commit])..<Int(parentStart[commit + 1]) {
      body(Int(parentList[slot]))
    }
  }
}
