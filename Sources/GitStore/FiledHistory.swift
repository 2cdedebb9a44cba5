internal import GitModel

/// The history that a repository's commit-graph files hold, layer upon layer.
///
/// A position counts through all layers from the base up. Nothing is copied but the order of what is
/// reached: a file may hold many times what a question needs.
struct FiledHistory {
  /// One file, and the positions of its commits.
  struct Layer {
    let file: CommitGraphFile
    let positions: Range<Int>
  }

  private(set) var layers: [Layer] = []
  /// Keeps the bytes of the layers where they are.
  private(set) var mapped: [MappedFile] = []
  /// How many commits the files hold.
  private(set) var count = 0
  /// How many parents the commits have at most.
  private(set) var parentLimit = 0

  /// No history.
  init() {}

  /// Adds a layer on top; `names` are those of the layers below.
  mutating func add(_ mapping: MappedFile, above names: [ObjectID] = []) throws(CommitGraphFlaw) {
    let file = try CommitGraphFile(mapping.bytes, above: names)
    // Positions must stay below the number that stands for "no parent".
    guard file.count < 0x7000_0000 - count else { throw .malformed("number of commits") }
    layers.append(Layer(file: file, positions: count..<count + file.count))
    mapped.append(mapping)
    count += file.count
    parentLimit += file.parentLimit
  }

  /// The hash that each layer's file ends with: gitformat-commit-graph(5), "TRAILER".
  var hashes: [ObjectID] {
    mapped.map { file in ObjectID(sha1: file.bytes, at: file.bytes.count - 20) }
  }

  /// The layer that holds a position.
  @inline(__always)
  func layer(of position: Int) -> Layer {
    var index = 0
    while position >= layers[index].positions.upperBound { index += 1 }
    return layers[index]
  }

  /// Calls `body` with the position of each parent of a commit.
  @inline(__always)
  func forEachParent(
    of position: Int, _ body: (Int) throws(CommitGraphFlaw) -> Void
  ) throws(CommitGraphFlaw) {
    let layer = layer(of: position)
    try layer.file.forEachParent(
      at: position - layer.positions.lowerBound, below: layer.positions.upperBound, body)
  }

  /// Whether the files tell the commit at a position as its object does.
  func tells(
    _ position: Int, tree: ObjectID, parents: [ObjectID], seconds: Int64
  ) throws(CommitGraphFlaw) -> Bool {
    var told: [ObjectID] = []
    try forEachParent(of: position) { parent in told.append(id(at: parent)) }
    return told == parents && self.tree(at: position) == tree
      && self.seconds(at: position) == seconds
  }

  /// Everything that the commits at these positions reach, parents first.
  func commits(reaching roots: [Int]) throws(CommitGraphFlaw) -> OrderedCommits {
    var order = FiledOrder(self)
    try order.reach(roots)
    return try order.commits()
  }
}

extension FiledHistory: CommitRecords {
  func id(at position: Int) -> ObjectID {
    let layer = layer(of: position)
    return layer.file.id(at: position - layer.positions.lowerBound)
  }

  func tree(at position: Int) -> ObjectID {
    let layer = layer(of: position)
    return layer.file.tree(at: position - layer.positions.lowerBound)
  }

  func seconds(at position: Int) -> Int64 {
    let layer = layer(of: position)
    return layer.file.seconds(at: position - layer.positions.lowerBound)
  }

  /// The position of a commit; `nil` where no file holds it.
  func number(of id: ObjectID) -> Int? {
    for layer in layers {
      if let found = layer.file.position(of: id) { return layer.positions.lowerBound + found }
    }
    return nil
  }
}
