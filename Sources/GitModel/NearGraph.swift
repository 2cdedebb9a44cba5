/// A commit as a walk over history reads it.
public struct CommitLinks: Sendable {
  /// The parents, first parent first.
  public let parents: [ObjectID]
  /// The committer's seconds since 1970.
  public let seconds: Int64
  /// The id of the tree.
  public let tree: ObjectID
  /// Why the parents are not told, as at the end of a shallow clone; `nil` where they are.
  public let cut: GitError?

  /// What a walk needs of a commit.
  public init(parents: [ObjectID], seconds: Int64, tree: ObjectID, cut: GitError? = nil) {
    (self.parents, self.seconds, self.tree, self.cut) = (parents, seconds, tree, cut)
  }
}

/// The walk over the part of history in which some tips differ: what a push is about, however much
/// lies behind it.
///
/// Commits are taken newest first by their dates, each painted with the tips that reach it, as git
/// looks for merge bases (`paint_down_to_common`); one that gains paint is taken again. The walk
/// ends when every commit that waits and that one of the tips reaches bears all paint, that of the
/// tips beside them too. Those that were never taken are the *floor*; it is *open* where a commit of
/// it lacks paint, which only tips beside can leave.
///
/// What this proves, whatever the dates say: a commit that some tip does not reach is in the graph
/// with exactly those of the tips that do, the ones beside left out of account. (Each commit on a
/// path to it is such a commit, too, never bears all paint, and so was taken with all that it has.)
/// And what one commit has beyond others is here never less than it is: what it reaches below a commit
/// of the floor, each of those that reach that commit reaches, too. Where none of them does, the
/// question is not answered.
///
/// A cut takes paint away, and never adds any: a commit with all paint is reached by all tips, cuts or
/// no cuts. So where the tips meet above the end of a shallow clone, that end is not even seen; where
/// it is, it is a cut like that of a commit that is missing.
struct NearGraph {
  private var numbers: [ObjectID: Int] = [:]
  private var found: [Found] = []
  private var holes: [ObjectID: GitError] = [:]
  private var waiting = CommitQueue()
  /// How many waiting commits lack paint.
  private var pending = 0
  private var all: UInt64 = 0
  /// The paint of the tips that are not beside.
  private var wanted: UInt64 = 0

  private struct Found {
    let id: ObjectID
    let links: CommitLinks
    var paint: UInt64 = 0
    var waits = false
    var wasTaken = false
  }

  /// How many tips a walk can tell apart.
  static let tipLimit = UInt64.bitWidth

  /// Walks until the tips differ no more; `nil` where that takes more commits than `limit` says once
  /// so many were read, where there is but one tip, or where there are more than can be told apart.
  init?(
    of tips: [ObjectID], beside others: [ObjectID], limit: (Int) -> Int,
    _ read: (ObjectID) throws(GitError) -> CommitLinks
  ) {
    let wanting = Set(tips).sorted()
    let every = wanting + Set(others).subtracting(tips).sorted()
    guard (2...Self.tipLimit).contains(every.count) else { return nil }
    for (place, tip) in every.enumerated() {
      guard let number = find(tip, read) else { continue }
      found[number].paint = 1 << UInt64(place)
      all |= found[number].paint
      if place < wanting.count { wanted |= found[number].paint }
    }
    for number in found.indices { wait(number) }
    while pending > 0, let number = waiting.takeFirst() {
      take(number, read)
      guard found.count <= limit(found.count) else { return nil }
    }
  }

  /// The number of a commit, given when it is seen first; `nil` where it cannot be read.
  private mutating func find(
    _ id: ObjectID, _ read: (ObjectID) throws(GitError) -> CommitLinks
  ) -> Int? {
    if let known = numbers[id] { return known }
    guard holes[id] == nil else { return nil }
    do throws(GitError) {
      found.append(Found(id: id, links: try read(id)))
    } catch {
      holes[id] = error
      return nil
    }
    numbers[id] = found.count - 1
    return found.count - 1
  }

  private mutating func take(
    _ number: Int, _ read: (ObjectID) throws(GitError) -> CommitLinks
  ) {
    let paint = found[number].paint
    if lacks(paint) { pending -= 1 }
    (found[number].waits, found[number].wasTaken) = (false, true)
    for id in found[number].links.parents {
      guard let parent = find(id, read) else { continue }
      let (old, new) = (found[parent].paint, found[parent].paint | paint)
      guard new != old else { continue }
      found[parent].paint = new
      if !found[parent].waits {
        wait(parent)
      } else if lacks(old) != lacks(new) {
        pending += lacks(new) ? 1 : -1
      }
    }
  }

  private mutating func wait(_ number: Int) {
    found[number].waits = true
    if lacks(found[number].paint) { pending += 1 }
    waiting.add(number, seconds: found[number].links.seconds)
  }

  /// Whether the walk has to go on below a commit that bears this paint.
  private func lacks(_ paint: UInt64) -> Bool { paint != all && paint & wanted != 0 }

  /// What was found, as a history whose floor is known to be one.
  var draft: CommitGraphDraft {
    var draft = CommitGraphDraft()
    draft.absent = holes
    let shared = shared
    for (number, commit) in found.enumerated() {
      let parents = commit.wasTaken ? commit.links.parents : []
      if !commit.wasTaken, !commit.links.parents.isEmpty || commit.links.cut != nil {
        draft.floor.insert(number)
        if !shared.contains(number) { draft.openFloor.insert(number) }
      }
      if commit.wasTaken {
        draft.cuts[number] = commit.links.cut ?? parents.lazy.compactMap { holes[$0] }.first
      }
      draft.append(
        id: commit.id, tree: commit.links.tree, seconds: commit.links.seconds,
        parents: parents.compactMap { numbers[$0] })
    }
    return draft
  }

  /// What lies behind the commits that bear all paint: when the walk ended, not all of it had been
  /// told.
  private var shared: CommitSet {
    var shared = CommitSet(capacity: found.count)
    var stack = found.indices.filter { found[$0].paint == all }
    while let number = stack.popLast() {
      guard shared.insert(number), found[number].wasTaken else { continue }
      stack += found[number].links.parents.compactMap { numbers[$0] }
    }
    return shared
  }
}

/// Commits that wait for their turn, the newest first: a binary heap.
private struct CommitQueue {
  private var heap: [(seconds: Int64, number: Int)] = []

  mutating func add(_ number: Int, seconds: Int64) {
    heap.append((seconds, number))
    var place = heap.count - 1
    while place > 0, heap[place].seconds > heap[(place - 1) / 2].seconds {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func takeFirst() -> Int? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first.number }
    heap[0] = last
    var place = 0
    while true {
      var highest = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].seconds > heap[highest].seconds {
        highest = child
      }
      if highest == place { return first.number }
      heap.swapAt(place, highest)
      place = highest
    }
  }
}

extension CommitGraph {
  /// The part of history in which some tips differ from each other and from those beside them, read
  /// commit by commit. Parents that cannot be read are cuts; what all tips reach is left out below the
  /// *floor*, and what only tips beside reach may be. `nil` where there are fewer than two tips or
  /// more than 64, or where they differ by more than about as many commits as `limit` says, which is
  /// asked with the number of those that were read.
  public init?(
    near tips: [ObjectID], beside others: [ObjectID] = [], limit: (Int) -> Int = { _ in 20_000 },
    reading read: (ObjectID) throws(GitError) -> CommitLinks
  ) throws(GitError) {
    guard let walk = NearGraph(of: tips, beside: others, limit: limit, read) else { return nil }
    try self.init(walk.draft)
  }
}
