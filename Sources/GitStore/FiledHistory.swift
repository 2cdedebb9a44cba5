internal import GitModel

/// The history that a repository's commit-graph files hold, layer upon layer.
///
/// A position counts through all layers from the base up. Nothing is copied before it is known what
/// is reached: a file may hold many times what a question needs.
struct FiledHistory {
  private var layers: [(file: CommitGraphFile, base: Int)] = []
  /// How many commits the files hold.
  private(set) var count = 0

  /// No history.
  init() {}

  /// Adds a layer on top.
  mutating func add(_ file: CommitGraphFile) {
    layers.append((file, count))
    count += file.count
  }

  /// How many layers there are.
  var layerCount: Int { layers.count }

  /// The position of a commit; `nil` where no file holds it.
  func position(of id: ObjectID) -> Int? {
    guard id.byteCount == 20 else { return nil }
    for (file, base) in layers {
      var (low, high) = (0, file.count)
      while low < high {
        let middle = (low + high) / 2
        if file.id(at: middle) < id { low = middle + 1 } else { high = middle }
      }
      if low < file.count, file.id(at: low) == id { return base + low }
    }
    return nil
  }

  private func layer(of position: Int) -> (file: CommitGraphFile, base: Int) {
    layers.last { $0.base <= position } ?? layers[0]
  }

  /// Whether the files tell the commit at a position as its object does.
  func tells(
    _ position: Int, tree: ObjectID, parents: [ObjectID], seconds: Int64
  ) throws(CommitGraphFlaw) -> Bool {
    let (file, base) = layer(of: position)
    var told: [ObjectID] = []
    try file.forEachParent(at: position - base, below: base + file.count) { parent in
      let (holder, start) = layer(of: parent)
      told.append(holder.id(at: parent - start))
    }
    return told == parents && file.tree(at: position - base) == tree
      && file.seconds(at: position - base) == seconds & 0x3_FFFF_FFFF
  }

  /// The id of the commit at a position.
  func id(at position: Int) -> ObjectID {
    let (file, base) = layer(of: position)
    return file.id(at: position - base)
  }

  /// A draft of everything that the commits at these positions reach, and each one's number in it.
  func draft(
    reaching roots: [Int]
  ) throws(CommitGraphFlaw) -> (draft: CommitGraphDraft, numbers: [UInt32]) {
    let reached = try reach(of: roots)
    var numbers = [UInt32](repeating: 0, count: count)
    var next: UInt32 = 0
    for position in 0..<count where reached[position] {
      numbers[position] = next
      next += 1
    }
    var draft = CommitGraphDraft()
    draft.reserve(Int(next))
    for (file, base) in layers {
      let first = UInt32(draft.count)
      for position in 0..<file.count where reached[base + position] {
        draft.append(
          id: file.id(at: position), tree: file.tree(at: position),
          seconds: file.seconds(at: position), level: file.level(at: position))
        try file.forEachParent(at: position, below: base + file.count) { parent in
          draft.parentList.append(numbers[parent])
        }
        draft.closeParents()
      }
      // A file's commits are in the order of their ids.
      draft.runs.append(Array(first..<UInt32(draft.count)))
    }
    return (draft, numbers)
  }

  private func reach(of roots: [Int]) throws(CommitGraphFlaw) -> [Bool] {
    var reached = [Bool](repeating: false, count: count)
    var stack: [Int] = []
    for root in roots where !reached[root] {
      reached[root] = true
      stack.append(root)
    }
    while let position = stack.popLast() {
      let (file, base) = layer(of: position)
      try file.forEachParent(at: position - base, below: base + file.count) { parent in
        if !reached[parent] {
          reached[parent] = true
          stack.append(parent)
        }
      }
    }
    return reached
  }
}
