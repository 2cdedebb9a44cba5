internal import GitModel

/// Puts what is reached in order, straight from the commit-graph files.
///
/// A file's levels make the order: one pass finds what is reached, one counts the levels, one gives
/// each commit its index, one writes the parents and holds them against the levels. What a pass
/// reads is checked in that pass: a mapped file can change under its reader.
struct FiledOrder: ~Copyable {
  private let history: FiledHistory
  private var reached: PositionSet
  private var count = 0
  private var parentCount = 0
  private var highestLevel: UInt32 = 0

  init(_ history: FiledHistory) {
    self.history = history
    reached = PositionSet(capacity: history.count)
  }

  /// Marks everything that is reachable from these positions.
  mutating func reach(_ roots: [Int]) throws(CommitGraphFlaw) {
    for root in roots { _ = reached.insert(root) }
    // A layer's parents are its own or lie below: from the top down each layer is done once.
    for layer in history.layers.reversed() { try reach(in: layer) }
    // A level cannot exceed the number of commits: a lying file must not make us allocate.
    guard highestLevel <= count else { throw .malformed("levels") }
  }

  private mutating func reach(in layer: FiledHistory.Layer) throws(CommitGraphFlaw) {
    let (base, limit) = (layer.positions.lowerBound, layer.positions.upperBound)
    // First in, first out: the next record is known long before its turn, and its memory is fetched
    // meanwhile; on a stack each would wait for the one before. Each position is queued once.
    let queue = UnsafeMutablePointer<UInt32>.allocate(capacity: layer.positions.count)
    defer { queue.deallocate() }
    var (next, end) = (0, 0)
    reached.forEach(in: layer.positions) { position in
      queue[end] = UInt32(truncatingIfNeeded: position)
      end += 1
    }
    var (parents, highest) = (parentCount, highestLevel)
    let parentLimit = history.parentLimit
    while next < end {
      let position = Int(queue[next])
      next += 1
      highest = max(highest, layer.file.level(at: position - base))
      try layer.file.forEachParent(at: position - base, below: limit) { parent in
        parents += 1
        if reached.insert(parent), parent >= base {
          queue[end] = UInt32(truncatingIfNeeded: parent)
          end += 1
        }
      }
      // Thousands of commits that claim one long list of parents would fill the memory.
      guard parents <= parentLimit else { throw .malformed("parents") }
    }
    (count, parentCount, highestLevel) = (count + end, parents, highest)
  }

  /// What is reached, parents first.
  consuming func commits() throws(CommitGraphFlaw) -> OrderedCommits {
    var result = OrderedCommits()
    result.levelStart = try levelStart()
    try number(&result)
    try link(&result)
    return result
  }

  /// The index at which each level begins.
  private func levelStart() throws(CommitGraphFlaw) -> [UInt32] {
    var start = [UInt32](repeating: 0, count: Int(highestLevel) + 1)
    try start.withUnsafeMutableBufferPointer { buffer throws(CommitGraphFlaw) in
      let start = buffer
      for layer in history.layers {
        try reached.forEach(in: layer.positions) { position throws(CommitGraphFlaw) in
          let level = Int(layer.file.level(at: position - layer.positions.lowerBound))
          guard level > 0, level < start.count else { throw .malformed("levels") }
          start[level] += 1
        }
      }
      var next: UInt32 = 0
      for level in start.indices { (start[level], next) = (next, next + start[level]) }
    }
    return start
  }

  /// Gives each commit its index: level by level, in a level by position.
  private func number(_ result: inout OrderedCommits) throws(CommitGraphFlaw) {
    var next = result.levelStart
    var numbers = [UInt32](repeating: 0, count: count)
    var indices = [UInt32](repeating: OrderedCommits.absent, count: history.count)
    try with(&numbers, &indices, &next) { numbers, indices, next throws(CommitGraphFlaw) in
      for layer in history.layers {
        try reached.forEach(in: layer.positions) { position throws(CommitGraphFlaw) in
          let level = Int(layer.file.level(at: position - layer.positions.lowerBound))
          guard level < next.count, Int(next[level]) < numbers.count else {
            throw .malformed("levels")
          }
          let index = next[level]
          numbers[Int(index)] = UInt32(truncatingIfNeeded: position)
          indices[position] = index
          next[level] = index + 1
        }
      }
    }
    (result.numbers, result.indices) = (numbers, indices)
  }

  /// Writes the parents, and the times, which stand beside them. The highest of a commit's parents
  /// must be of the level right below its own: that finds nearly every parent that is another than
  /// the one that was written.
  private func link(_ result: inout OrderedCommits) throws(CommitGraphFlaw) {
    let (levels, numbers) = (result.levelStart, result.numbers)
    var start = [UInt32](repeating: 0, count: count + 1)
    var list = [UInt32](repeating: 0, count: parentCount)
    var times = [Int64](repeating: 0, count: count)
    try with(&start, &list, &result.indices) { start, list, indices throws(CommitGraphFlaw) in
      var slot = 0
      for level in levels.indices {
        let (first, end) = (levels[level], levels.dropFirst(level + 1).first ?? UInt32(count))
        let below = level > 1 ? levels[level - 1] : 0
        for index in Int(first)..<Int(end) {
          let position = Int(numbers[index])
          times[index] = history.seconds(at: position)
          var highest: UInt32?
          try history.forEachParent(of: position) { parent throws(CommitGraphFlaw) in
            let place = indices[parent]
            guard place < first, slot < list.count else { throw .malformed("levels") }
            list[slot] = place
            slot += 1
            highest = max(highest ?? 0, place)
          }
          guard level == 1 ? highest == nil : highest.map({ $0 >= below }) == true else {
            throw .malformed("levels")
          }
          start[index + 1] = UInt32(truncatingIfNeeded: slot)
        }
      }
    }
    (result.parentStart, result.parentList, result.times) = (start, list, times)
  }
}

/// Calls `body` with the elements of three arrays, without a check of each access: what comes from a
/// file is checked by `body`.
private func with(
  _ first: inout [UInt32], _ second: inout [UInt32], _ third: inout [UInt32],
  _ body: (
    UnsafeMutableBufferPointer<UInt32>, UnsafeMutableBufferPointer<UInt32>,
    UnsafeMutableBufferPointer<UInt32>
  ) throws(CommitGraphFlaw) -> Void
) throws(CommitGraphFlaw) {
  try first.withUnsafeMutableBufferPointer { first throws(CommitGraphFlaw) in
    try second.withUnsafeMutableBufferPointer { second throws(CommitGraphFlaw) in
      try third.withUnsafeMutableBufferPointer { third throws(CommitGraphFlaw) in
        try body(first, second, third)
      }
    }
  }
}
