/// What a merge of two commits needs of history: the commits, their merge bases, and those of these, as
/// git-merge(1), "recursive", merges several bases before the commits.
public struct MergeHistory {
  /// A commit, and those of the others that are behind it.
  public struct Part {
    /// The commit.
    public let id: ObjectID
    /// Those that are behind it, by their places, all of them before its own.
    public let behind: [Int]
  }

  /// Oldest first; several bases by date, which is the order in which Git merges them.
  public let parts: [Part]
  /// The places of the two commits.
  public let sides: [Int]
  /// The places of their merge bases.
  public let bases: [Int]
}

extension CommitGraph {
  /// What a merge of two commits needs of history; `nil` where the graph may not know all of it, or
  /// dates do not tell what Git would merge first.
  public func mergeHistory(_ left: Int, _ right: Int) throws(GitError) -> MergeHistory? {
    guard cuts.isEmpty, left != right else { return nil }
    let bases = try mergeBases(left, right)
    var (known, behind) = ([left, right], [Int: Set<Int>]())
    for base in bases where !known.contains(base) { known.append(base) }
    for base in bases {
      for side in [left, right] where side != base { behind[side, default: []].insert(base) }
    }
    if bases.count > 1 {
      guard floor.isEmpty else { return nil }
      var place = 2
      while place < known.count {
        // Each pair is a walk; nobody's history is so crossed.
        guard known.count <= 64 else { return nil }
        for other in known[2..<place] {
          let (one, found) = (known[place], try mergeBases(known[place], other))
          for base in found {
            if base != one { behind[one, default: []].insert(base) }
            if base != other { behind[other, default: []].insert(base) }
            if !known.contains(base) { known.append(base) }
          }
        }
        place += 1
      }
    }
    let isByDate = bases.count > 1
    let sorted = known.sorted {
      isByDate && time(of: $0) != time(of: $1) ? time(of: $0) < time(of: $1) : $0 < $1
    }
    var places: [Int: Int] = [:]
    for (place, commit) in sorted.enumerated() { places[commit] = place }
    var parts: [MergeHistory.Part] = []
    for (place, commit) in sorted.enumerated() {
      if isByDate, place > 0, time(of: commit) == time(of: sorted[place - 1]) { return nil }
      let found = (behind[commit] ?? []).compactMap { places[$0] }.sorted()
      guard found.allSatisfy({ $0 < place }) else { return nil }
      parts.append(MergeHistory.Part(id: id(of: commit), behind: found))
    }
    return MergeHistory(
      parts: parts, sides: [left, right].compactMap { places[$0] },
      bases: bases.compactMap { places[$0] })
  }
}
