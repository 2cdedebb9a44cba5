/// The order in which every parent comes before its children.
struct TopologicalOrder {
  /// 1 more than the highest level among the parents, by the draft's numbers.
  private(set) var levels: [UInt32]
  /// Each commit's place in the order, by the draft's numbers.
  private(set) var rank: [UInt32]

  /// Takes the levels that the draft has, works out the others, and checks them all.
  init(of draft: borrowing CommitGraphDraft) throws(GitError) {
    let count = draft.count
    levels = draft.levels
    rank = []
    guard
      levels.count == count, draft.parentStart.count == count + 1,
      draft.ids.count == 20 * count, draft.trees.count == 20 * count,
      draft.parentList.allSatisfy({ $0 < count })
    else {
      throw Self.corrupt("a parent that is not in it")
    }
    if levels.contains(0) { try fill(from: draft) }
    var highest: UInt32 = 0
    for commit in 0..<count {
      highest = max(highest, levels[commit])
      for slot in Int(draft.parentStart[commit])..<Int(draft.parentStart[commit + 1])
      where levels[Int(draft.parentList[slot])] >= levels[commit] {
        throw Self.corrupt("levels that contradict the parents")
      }
    }
    // A level cannot exceed the number of commits: a lying file must not make us allocate.
    guard highest <= count else { throw Self.corrupt("levels above the number of commits") }
    var place = [UInt32](repeating: 0, count: Int(highest) + 2)
    for level in levels { place[Int(level) + 1] += 1 }
    for level in place.indices.dropFirst() { place[level] += place[level - 1] }
    rank = [UInt32](repeating: 0, count: count)
    for commit in 0..<count {
      let level = Int(levels[commit])
      rank[commit] = place[level]
      place[level] += 1
    }
  }

  /// Works out each level that is still 0, parents first, on a stack of its own.
  private mutating func fill(from draft: borrowing CommitGraphDraft) throws(GitError) {
    var open = [Bool](repeating: false, count: draft.count)
    var stack: [Int] = []
    for start in 0..<draft.count where levels[start] == 0 {
      stack.append(start)
      while let commit = stack.last {
        if levels[commit] != 0 {
          stack.removeLast()
          continue
        }
        var highest: UInt32 = 0
        var waiting = false
        for slot in Int(draft.parentStart[commit])..<Int(draft.parentStart[commit + 1]) {
          let parent = Int(draft.parentList[slot])
          if levels[parent] == 0 {
            guard !open[parent] else { throw Self.corrupt("a commit that is its own ancestor") }
            stack.append(parent)
            waiting = true
          }
          highest = max(highest, levels[parent])
        }
        if waiting {
          open[commit] = true
        } else {
          levels[commit] = highest + 1
          open[commit] = false
          stack.removeLast()
        }
      }
    }
  }

  private static func corrupt(_ what: String) -> GitError {
    GitError(.corrupt, "order history", "the commit graph holds \(what)")
  }
}
