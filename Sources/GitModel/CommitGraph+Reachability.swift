/// Questions about what is reachable. Each throws where a cut could change the answer, or the floor of
/// a graph near some tips: there, differences are never less than they are, and may be more where
/// dates lie. (`NearGraph` says why.) A cut hides nothing that was built on it: history has no circles.
extension CommitGraph {
  /// The commits reachable from any of the tips, tips included.
  public func reachable(from tips: [Int]) -> CommitSet {
    sweep(from: tips, notIn: CommitSet(capacity: count)) { _ in }
  }

  /// The same without what is hidden; `hidden` must hold the parents of each commit that it holds.
  public func reachable(from tips: [Int], notIn hidden: CommitSet) -> CommitSet {
    sweep(from: tips, notIn: hidden) { _ in }
  }

  /// Calls `body` with each commit that is reachable from the tips through commits that are not
  /// hidden, newest first, and returns them all.
  @inline(__always)
  private func sweep(
    from tips: [Int], notIn hidden: CommitSet, _ body: (Int) -> Void
  ) -> CommitSet {
    precondition(hidden.words.count << 6 >= count, "a set of another graph")
    var found = CommitSet(capacity: count)
    var (highest, pending) = (0, 0)
    for tip in tips where !hidden.contains(tip) && found.insert(tip) {
      highest = max(highest, tip)
      pending += 1
    }
    withParents { start, list in
      found.words.withUnsafeMutableBufferPointer { words in
        hidden.words.withUnsafeBufferPointer { hidden in
          var word = highest >> 6
          while pending > 0 {
            // Parents may fall into the same word, always at lower bits: read it anew for each bit.
            var rest = UInt64.max
            while words[word] & rest != 0 {
              let bit = 63 - (words[word] & rest).leadingZeroBitCount
              let commit = word << 6 + bit
              body(commit)
              pending -= 1
              for slot in Int(start[commit])..<Int(start[commit + 1]) {
                let (place, mask) = (Int(list[slot] >> 6), 1 << UInt64(list[slot] & 63) as UInt64)
                if (words[place] | hidden[place]) & mask == 0 {
                  words[place] |= mask
                  pending += 1
                }
              }
              rest = (1 << UInt64(bit)) - 1
            }
            word -= 1
          }
        }
      }
    }
    return found
  }

  /// How many merges are reachable from the tips.
  public func countMerges(reachableFrom tips: [Int]) -> Int {
    var merges = 0
    _ = sweep(from: tips, notIn: CommitSet(capacity: count)) { commit in
      if parentCount(of: commit) > 1 { merges += 1 }
    }
    return merges
  }

  /// Calls `body` with `parentStart` and `parentList`, whose entries have been checked when the
  /// graph was made.
  private func withParents<Result>(
    _ body: (UnsafeBufferPointer<UInt32>, UnsafeBufferPointer<UInt32>) -> Result
  ) -> Result {
    parentStart.withUnsafeBufferPointer { start in
      parentList.withUnsafeBufferPointer { list in body(start, list) }
    }
  }

  /// The commits reachable from `tips` but not from `hidden`, newest first. This is what
  /// `git rev-list TIPS --not HIDDEN` lists.
  public func commits(
    reachableFrom tips: [Int], notFrom hidden: [Int]
  ) throws(GitError) -> [Int] {
    if hidden.isEmpty {
      let set = reachable(from: tips)
      try requireWhole(set)
      return set.newestFirst
    }
    var walk = PaintedWalk(of: self, wanting: 2)
    for tip in tips { walk.paint(tip, 1) }
    for tip in hidden { walk.paint(tip, 2) }
    var result: [Int] = []
    // A commit without the second colour when its turn comes has none: all its descendants have had
    // theirs. Once no commit in the queue lacks it, nothing is left to find.
    while walk.pending > 0, let (commit, colours) = walk.next() {
      if colours & 2 == 0 { result.append(commit) }
      forEachParent(of: commit) { walk.paint($0, colours) }
    }
    if !cuts.isEmpty || !floor.isEmpty, !result.isEmpty {
      for commit in result { try requireParents(of: commit) }
      // What lies below the floor of what is hidden is hidden, too.
      if !cuts.isEmpty { try require(result, toLieBehindNoCutOf: reachable(from: hidden)) }
    }
    return result
  }

  /// Throws where one of these commits, which are a difference, may be behind a cut in the set: none is
  /// that was built on the cut.
  private func require(
    _ difference: [Int], toLieBehindNoCutOf set: CommitSet
  ) throws(GitError) {
    guard cut(in: set) != nil else { return }
    var inner = CommitSet(capacity: count)
    for commit in difference { inner.insert(commit) }
    // All of them were built on the lowest, each of which has no parent among them.
    for commit in difference where !parents(of: commit).contains(where: { inner.contains($0) }) {
      try requireUncut(set.subtracting(reachable(from: [commit])))
    }
  }

  /// The commits reachable from `tip` that are not in `hidden`, newest first; `hidden` must hold
  /// the parents of each commit that it holds. Looks only at the commits that it returns.
  public func commits(
    reachableFrom tip: Int, notIn hidden: CommitSet
  ) throws(GitError) -> [Int] {
    var result: [Int] = []
    _ = sweep(from: [tip], notIn: hidden) { result.append($0) }
    if !cuts.isEmpty || !floor.isEmpty, !result.isEmpty {
      for commit in result { try requireParents(of: commit) }
      try require(result, toLieBehindNoCutOf: hidden)
    }
    return result
  }

  /// Whether `ancestor` can be reached from `descendant`; a commit is its own ancestor.
  public func isAncestor(_ ancestor: Int, of descendant: Int) throws(GitError) -> Bool {
    if ancestor == descendant { return true }
    let ceiling = endOfLevel(of: ancestor)
    var seen = CommitSet(capacity: count)
    seen.insert(descendant)
    var stack = [descendant]
    var found = false
    while !found, let commit = stack.popLast() {
      forEachParent(of: commit) { parent in
        if parent == ancestor { found = true }
        if parent >= ceiling, seen.insert(parent) {
          stack.append(parent)
        }
      }
    }
    if !found, !cuts.isEmpty || !floor.isEmpty {
      let behind = reachable(from: [ancestor])
      try requireWhole(reachable(from: [descendant]).subtracting(behind))
    }
    return found
  }

  /// Whether each of these commits can be reached from `descendant`.
  public func reaches(_ commits: [Int], from descendant: Int) throws(GitError) -> Bool {
    // Where history ends too early, the difference tells more often than the way down to where it ends.
    guard cuts.isEmpty, floor.isEmpty else {
      return try self.commits(reachableFrom: commits, notFrom: [descendant]).isEmpty
    }
    for commit in commits {
      guard try isAncestor(commit, of: descendant) else { return false }
    }
    return true
  }

  /// The index at which the level above the commit's own begins.
  private func endOfLevel(of commit: Int) -> Int {
    var (low, high) = (0, levelStart.count)
    while low < high {
      let middle = (low + high) / 2
      if levelStart[middle] <= commit { low = middle + 1 } else { high = middle }
    }
    return low < levelStart.count ? Int(levelStart[low]) : count
  }

  /// The best common ancestors, newest first: what `git merge-base --all` prints.
  public func mergeBases(_ left: Int, _ right: Int) throws(GitError) -> [Int] {
    var walk = PaintedWalk(of: self, wanting: 4)
    walk.paint(left, 1)
    walk.paint(right, 2)
    var result: [Int] = []
    while walk.pending > 0, let (commit, colours) = walk.next() {
      // Common and not an ancestor of a common one that came before: a best one.
      if colours == 3 { result.append(commit) }
      let passed: UInt8 = colours & 3 == 3 ? 7 : colours
      forEachParent(of: commit) { walk.paint($0, passed) }
    }
    if !cuts.isEmpty {
      let (fromLeft, fromRight) = (reachable(from: [left]), reachable(from: [right]))
      try requireUncut(fromLeft.subtracting(fromRight))
      try requireUncut(fromRight.subtracting(fromLeft))
      if result.isEmpty { try requireUncut(fromLeft) }
    }
    // One that is found is one; of several, one may be behind another below the floor.
    if !openFloor.isEmpty || result.count != 1 && !floor.isEmpty { throw Self.belowFloor }
    return result
  }

  /// The commits from `tip` along first parents, newest first, as far as they are here.
  public func firstParentChain(from tip: Int) -> [Int] {
    Array(sequence(first: tip) { self.firstParent(of: $0) })
  }

  /// The reason of the newest cut in the set; `nil` where there is none.
  public func cut(in set: CommitSet) -> GitError? {
    guard !cuts.isEmpty else { return nil }
    return cuts.keys.filter { set.contains($0) }.max().flatMap { cuts[$0] }
  }

  /// Throws the reason of the newest cut in the set, if there is one: beyond a cut, nothing is
  /// known.
  public func requireUncut(_ set: CommitSet) throws(GitError) {
    if let cut = cut(in: set) { throw cut }
  }

  /// Why the history of the set is not whole: the newest cut in it, or the floor; `nil` where it is.
  public func end(in set: CommitSet) -> GitError? {
    cut(in: set) ?? (floor.contains { set.contains($0) } ? Self.belowFloor : nil)
  }

  /// Why commits that some tip lacks may be missing from the history of the set: the newest cut in it,
  /// or the open floor; `nil` where none is.
  public func openEnd(in set: CommitSet) -> GitError? {
    cut(in: set) ?? (openFloor.contains { set.contains($0) } ? Self.belowFloor : nil)
  }

  /// Throws where what is behind the commits of the set is not all here.
  public func requireWhole(_ set: CommitSet) throws(GitError) {
    if let end = end(in: set) { throw end }
  }

  /// Throws why the commit's parents are not here, where they are not.
  public func requireParents(of commit: Int) throws(GitError) {
    if let why = cuts[commit] { throw why }
    if floor.contains(commit) { throw Self.belowFloor }
  }

  /// Why a graph near some tips does not answer.
  static let belowFloor = GitError(
    .failed, "read history", "history was read no further than the tips differ",
    help: "ask the whole history; report a bug in policy")

  /// Each commit's time, or the latest time behind it where that is later: a commit is never older
  /// than what it was built on, whatever date it bears.
  public func correctedTimes() -> [Int64] {
    var times: [Int64] = []
    times.reserveCapacity(count)
    for commit in 0..<count {
      var time = self.time(of: commit)
      forEachParent(of: commit) { time = max(time, times[$0]) }
      times.append(time)
    }
    return times
  }
}
