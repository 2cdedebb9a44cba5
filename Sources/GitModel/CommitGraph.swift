/// A history as compact arrays: commits are indices, and every parent has a smaller index than its
/// children.
///
/// That order is what makes each question a sweep: whoever goes from high indices to low ones has
/// seen every descendant of a commit before the commit itself, so no date is ever trusted.
public struct CommitGraph: Sendable {
  /// How many commits there are; their indices are `0..<count`.
  public let count: Int
  /// The ids, 20 bytes a commit.
  let ids: [UInt8]
  /// The ids of the trees, 20 bytes a commit.
  let trees: [UInt8]
  /// The committers' seconds since 1970.
  let times: [Int64]
  /// 1 more than the highest level among the parents; 1 for a commit without parents.
  let levels: [UInt32]
  /// Where each commit's parents begin in `parentList`; one entry more than commits.
  let parentStart: [UInt32]
  /// All parents, child by child, first parent first.
  let parentList: [UInt32]
  /// The commits whose parents are not here, and why.
  public let cuts: [Int: GitError]
  /// The tips that could not be read, and why: they are not in the graph.
  let absent: [ObjectID: GitError]
  /// Indices sorted by id, in as many runs as history was read in; each run can be searched.
  let runs: [[UInt32]]

  /// A graph from a draft in any order. Throws where the draft is no history: a cycle, or a parent
  /// that is not in it.
  public init(_ draft: consuming CommitGraphDraft) throws(GitError) {
    let order = try TopologicalOrder(of: draft)
    let rank = order.rank
    let count = draft.count
    let draftIDs = draft.ids
    let draftTrees = draft.trees
    let draftTimes = draft.times

    // Written through raw buffers: 200,000 commits take milliseconds, not tens of them.
    self.count = count
    ids = permuted(draftIDs, width: 20, rank: rank)
    trees = permuted(draftTrees, width: 20, rank: rank)
    var times = [Int64](repeating: 0, count: count)
    var levels = [UInt32](repeating: 0, count: count)
    var start = [UInt32](repeating: 0, count: count + 1)
    for commit in 0..<count {
      let target = Int(rank[commit])
      times[target] = draftTimes[commit]
      levels[target] = order.levels[commit]
      start[target + 1] = draft.parentStart[commit + 1] - draft.parentStart[commit]
    }
    for index in 0..<count { start[index + 1] += start[index] }
    var list = [UInt32](repeating: 0, count: draft.parentList.count)
    for commit in 0..<count {
      var place = Int(start[Int(rank[commit])])
      for slot in Int(draft.parentStart[commit])..<Int(draft.parentStart[commit + 1]) {
        list[place] = rank[Int(draft.parentList[slot])]
        place += 1
      }
    }
    self.times = times
    self.levels = levels
    parentStart = start
    parentList = list
    cuts = [Int: GitError](
      uniqueKeysWithValues: draft.cuts.map { (Int(rank[$0.key]), $0.value) })
    absent = draft.absent
    runs = draft.runs.map { run in run.map { rank[Int($0)] } }
  }

  /// The commit's id.
  public func id(of commit: Int) -> ObjectID { objectID(at: commit, in: ids) }

  /// The id of the tree that the commit records.
  public func tree(of commit: Int) -> ObjectID { objectID(at: commit, in: trees) }

  private func objectID(at commit: Int, in table: [UInt8]) -> ObjectID {
    precondition(commit >= 0 && commit < count, "a commit of another graph")
    return table.withUnsafeBytes { ObjectID(sha1: $0, at: 20 * commit) }
  }

  /// The commit's index; `nil` where the id is not in the graph.
  public func index(of id: ObjectID) -> Int? {
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

  /// The commit's index. Throws why it is not in the graph, where it is not.
  public func require(_ id: ObjectID) throws(GitError) -> Int {
    guard let index = index(of: id) else {
      throw absent[id]
        ?? GitError(.missingObject, "find commit", "commit \(id) is not in the history at hand")
    }
    return index
  }

  /// The committer's seconds since 1970.
  public func time(of commit: Int) -> Int64 { times[commit] }

  /// How many parents the commit has.
  public func parentCount(of commit: Int) -> Int {
    Int(parentStart[commit + 1] - parentStart[commit])
  }

  /// The commit's parents, first parent first. Empty for a root and for a cut.
  public func parents(of commit: Int) -> [Int] {
    parentList[Int(parentStart[commit])..<Int(parentStart[commit + 1])].map(Int.init)
  }

  /// The commit's first parent; `nil` for a root and for a cut.
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

/// The same records in another order: record `i` moves to `rank[i]`.
private func permuted(_ source: [UInt8], width: Int, rank: [UInt32]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: source.count) { target, filled in
    filled = source.count
    source.withUnsafeBytes { from in
      guard let from = from.baseAddress, let to = UnsafeMutableRawPointer(target.baseAddress) else {
        return
      }
      for (index, place) in rank.enumerated() {
        (to + Int(place) * width).copyMemory(from: from + index * width, byteCount: width)
      }
    }
  }
}
