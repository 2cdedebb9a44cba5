internal import PolicyFile

/// What is wrong at a place of a workflow file.
struct PlacedMessage: Error {
  let message: String
  let line: Int, column: Int
  /// Whether GitHub may run the file all the same: what is wrong is too much for us alone.
  let mayProduce: Bool

  init(_ message: String, at node: YAMLNode, mayProduce: Bool = false) {
    self.init(message, line: node.place.line, column: node.place.column, mayProduce: mayProduce)
  }

  /// What is wrong with a key.
  init(_ message: String, at entry: YAMLNode.Entry) {
    self.init(message, line: entry.keyPlace.line, column: entry.keyPlace.column)
  }

  init(_ message: String, line: Int = 1, column: Int = 1, mayProduce: Bool = false) {
    (self.message, self.line, self.column) = (message, line, column)
    self.mayProduce = mayProduce
  }

  /// What keeps a file from being read as YAML.
  init(_ error: PolicyFileError) {
    guard let problem = error.problems.first else {
      self.init("is not YAML")
      return
    }
    self.init(
      problem.message, line: problem.line, column: problem.column, mayProduce: !error.isBroken)
  }
}
