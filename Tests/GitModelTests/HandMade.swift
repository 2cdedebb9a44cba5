import GitModel
import Testing

/// A graph drawn by hand: `"A; B: A; M: A B"` lists commits and their parents.
struct HandMade {
  let graph: CommitGraph
  private let ids: [String: ObjectID]

  /// `cut` lists the commits whose parents are unknown.
  init(_ text: String, cut: String = "") throws {
    var draft = CommitGraphDraft()
    var numbers: [String: Int] = [:]
    var ids: [String: ObjectID] = [:]
    let lines = text.split(separator: ";").map { line in
      line.split { " :".contains($0) }.map(String.init)
    }
    // In whatever order they stand: a parent may come after its child.
    for (number, words) in lines.enumerated() { numbers[words[0]] = number }
    for (number, words) in lines.enumerated() {
      let id = try #require(
        ObjectID(bytes: [UInt8](repeating: UInt8(number * 37 % 251 + 1), count: 20)))
      ids[words[0]] = id
      draft.append(
        id: id, tree: id, seconds: Int64(number),
        parents: words.dropFirst().compactMap { numbers[$0] })
      if cut.contains(words[0]) { draft.cuts[number] = Self.cutError(words[0]) }
    }
    graph = try CommitGraph(draft)
    self.ids = ids
  }

  /// What is thrown for a cut.
  static func cutError(_ label: String) -> GitError {
    GitError(.shallow, "test", "cut at \(label)")
  }

  /// The commit of a label.
  func commit(_ label: Character) throws -> Int {
    try graph.require(try #require(ids[String(label)]))
  }

  /// The commits of labels.
  func at(_ labels: String) throws -> [Int] {
    var result: [Int] = []
    for label in labels { result.append(try commit(label)) }
    return result
  }

  /// The labels of commits, in the order of the alphabet.
  func labels(_ commits: some Sequence<Int>) -> String {
    var names: [ObjectID: String] = [:]
    for (label, id) in ids { names[id] = label }
    return commits.compactMap { names[graph.id(of: $0)] }.sorted().joined()
  }
}

/// What `body` answers, or the message of what it throws.
func answer(_ body: () throws(GitError) -> String) -> String {
  do {
    return try body()
  } catch {
    return error.message
  }
}
