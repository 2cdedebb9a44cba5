/// The order in which every parent comes before its children.
struct TopologicalOrder {
  /// The draft's commits in order.
  private(set) var commits: [UInt32] = []
  /// Each commit's index, by the draft's numbers.
  private(set) var rank: [UInt32] = []
  /// The index at which each level begins.
  private(set) var levelStart: [UInt32] = []
  /// How many commits lie below: parents below this number are among them.
  private let below: Int
  /// 1 more than the highest level among the draft's own parents, by the draft's numbers.
  private var levels: [UInt32]

  /// Puts a draft in order. Throws where it is no history.
  init(of draft: borrowing CommitGraphDraft, above below: Int) throws(GitError) {
    let count = draft.count
    self.below = below
    levels = Array(repeating: 0, count: count)
    guard draft.parentStart.count == count + 1, draft.numbers.count == count,
      draft.parentList.allSatisfy({ Int($0) < below + count })
    else { throw Self.corrupt("a parent that is not in it") }
    try fill(from: draft)
    sort()
  }

  /// Works out each level, parents first, on a stack of its own.
  private mutating func fill(from draft: borrowing CommitGraphDraft) throws(GitError) {
    var open = CommitSet(capacity: draft.count)
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
        for slot in draft.slots(of: commit) where Int(draft.parentList[slot]) >= below {
          let parent = Int(draft.parentList[slot]) - below
          if levels[parent] == 0 {
            guard !open.contains(parent) else {
              throw Self.corrupt("a commit that is its own ancestor")
            }
            stack.append(parent)
            waiting = true
          }
          highest = max(highest, levels[parent])
        }
        if waiting {
          open.insert(commit)
        } else {
          levels[commit] = highest + 1
          stack.removeLast()
        }
      }
    }
  }

  /// Sorts by level, by counting.
  private mutating func sort() {
    let highest = Int(levels.max() ?? 0)
    var place = [UInt32](repeating: 0, count: highest + 1)
    for level in levels { place[Int(level)] += 1 }
    var next: UInt32 = 0
    for level in place.indices {
      (place[level], next) = (next, next + place[level])
    }
    levelStart = place.dropFirst().map { $0 + UInt32(below) }
    rank = Array(repeating: 0, count: levels.count)
    commits = rank
    for commit in levels.indices {
      let level = Int(levels[commit])
      rank[commit] = place[level] + UInt32(below)
      commits[Int(place[level])] = UInt32(commit)
      place[level] += 1
    }
  }

  private static func corrupt(_ what: String) -> GitError {
    GitError(.corrupt, "order history", "the commit graph holds \(what)")
  }
}
