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
      if let file = try CommitGraphFile.open("\(directory)/info/commit-graph", below: 0) {
        history.add(file)
        return history
      }
      guard let list = MappedFile("\(directory)/info/commit-graphs/commit-graph-chain") else {
        continue
      }
      for name in list.bytes.split(separator: UInt8(ascii: "\n")) {
        guard let id = ObjectID(hexBytes: Array(name)),
          let file = try layer("graph-\(id.hex).graph", below: history.layerCount)
        else { throw .malformed("chain") }
        history.add(file)
      }
      return history
    }
    return history
  }

  /// A layer may lie in any of the object folders: a clone's chain can build on its alternate's.
  private func layer(
    _ name: String, below: Int
  ) throws(CommitGraphFlaw) -> CommitGraphFile? {
    for directory in objectDirectories {
      if let file = try CommitGraphFile.open(
        "\(directory)/info/commit-graphs/\(name)", below: below)
      {
        return file
      }
    }
    return nil
  }
}
