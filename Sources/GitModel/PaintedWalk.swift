/// A walk from high indices to low ones that carries colours from children to parents.
struct PaintedWalk {
  private var colours: [Int: UInt8] = [:]
  private var queue: [Int] = []
  /// How many queued commits have each combination of colours.
  private var pendingByColours = [Int](repeating: 0, count: 8)

  init(of graph: borrowing CommitGraph) {}

  /// Gives the commit these colours besides those it has, and queues it once.
  mutating func paint(_ commit: Int, _ new: UInt8) {
    if let old = colours[commit] {
      pendingByColours[Int(old)] -= 1
      colours[commit] = old | new
      pendingByColours[Int(old | new)] += 1
    } else {
      colours[commit] = new
      pendingByColours[Int(new)] += 1
      push(commit)
    }
  }

  /// How many queued commits lack one of these colours.
  func pending(lacking wanted: UInt8) -> Int {
    pendingByColours.indices.reduce(0) {
      UInt8($1) & wanted == wanted ? $0 : $0 + pendingByColours[$1]
    }
  }

  /// Takes the highest queued commit; all its descendants in the walk have been taken before.
  mutating func next() -> (commit: Int, colours: UInt8)? {
    guard let commit = pop(), let own = colours.removeValue(forKey: commit) else { return nil }
    pendingByColours[Int(own)] -= 1
    return (commit, own)
  }

  private mutating func push(_ commit: Int) {
    queue.append(commit)
    var child = queue.count - 1
    while child > 0, queue[(child - 1) / 2] < queue[child] {
      queue.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func pop() -> Int? {
    guard let top = queue.first, let last = queue.popLast() else { return nil }
    guard !queue.isEmpty else { return top }
    queue[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < queue.count && queue[child] > queue[largest] {
        largest = child
      }
      guard largest != parent else { return top }
      queue.swapAt(parent, largest)
      parent = largest
    }
  }
}
