internal import GitModel

/// Finds the commit-graph files of a repository and opens them.
struct CommitGraphFiles {
  private let objectDirectories: [String]

  init(in objectDirectories: [String]) {
    // Alternates may have a graph where the repository itself has none (gitrepository-layout(5)).
    self.objectDirectories = objectDirectories
  }

  /// What the first graph found holds; nothing where there is none.
  func read() throws(CommitGraphFlaw) -> FiledHistory {
    var history = FiledHistory()
    for directory in objectDirectories {
      if let file = MappedFile("\(directory)/info/commit-graph") {
        try history.add(file)
        return history
      }
      guard let list = MappedFile("\(directory)/info/commit-graphs/commit-graph-chain") else {
        continue
      }
      var names: [ObjectID] = []
      for name in list.bytes.split(separator: UInt8(ascii: "\n")) {
        guard let id = ObjectID(hexBytes: Array(name)),
          let file = layer("graph-\(id.hex).graph"), file.bytes.suffix(20).elementsEqual(id.bytes)
        else { throw .malformed("chain") }
        try history.add(file, above: names)
        names.append(id)
      }
      return history
    }
    return history
  }

  /// A layer may lie in any of the object folders: a clone's chain can build on its alternate's.
  private func layer(_ name: String) -> MappedFile? {
    for directory in objectDirectories {
      if let file = MappedFile("\(directory)/info/commit-graphs/\(name)") { return file }
    }
    return nil
  }
}
