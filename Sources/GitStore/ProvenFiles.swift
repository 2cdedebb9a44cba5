public import GitModel

/// Remembers which commit-graph files have been held against the objects, commit for commit.
///
/// A file is named by the hash that it ends with, which has been found right before it is asked for
/// here. What it says rests on nothing but its bytes and those of the layers below, whose hashes it
/// holds, and an object never changes: a file that was right once is right for ever.
public protocol ProvenFiles {
  /// Whether the file that ends with this hash was found right.
  func contains(_ hash: ObjectID) -> Bool

  /// Keeps that it was. Where that is not possible, it is found out again the next time.
  func insert(_ hash: ObjectID)
}

extension Repository {
  /// How many commits the commit-graph files hold; `nil` where one of them was not held against the
  /// objects before, or is none. Who asks is about to read them: their check begins.
  var provenCount: Int? {
    do throws(CommitGraphFlaw) {
      let (history, check) = try files()
      guard history.count > 0, history.hashes.allSatisfy(isProven) else { return nil }
      check.begin()
      return history.count
    } catch {
      return nil
    }
  }

  private func isProven(_ hash: ObjectID) -> Bool {
    provenNow.contains(hash) || provenFiles?.contains(hash) == true
  }

  /// Holds the files against the objects, each once. A commit that is told otherwise is a flaw; one
  /// that nothing asks about and that is not among the objects any more only keeps its file from
  /// being remembered.
  func prove(_ history: FiledHistory, for graph: CommitGraph) throws(CommitGraphFlaw) {
    for (layer, hash) in zip(history.layers, history.hashes) {
      if isProven(hash) { continue }
      var isWhole = true
      for position in layer.positions {
        let id = history.id(at: position)
        if isTold(by: history, position, id) { continue }
        guard graph.index(of: id) == nil else { throw .lies(id) }
        isWhole = false
      }
      guard isWhole else { continue }
      provenNow.insert(hash)
      provenFiles?.insert(hash)
    }
  }

  /// Whether the objects tell a commit as the files do; an object that cannot be read does not.
  func isTold(by history: FiledHistory, _ position: Int, _ id: ObjectID) -> Bool {
    do {
      let (header, seconds) = try withHeader(id) { header, bytes in
        (header, CommitHeader.seconds(bytes, header.committer))
      }
      return try history.tells(
        position, tree: header.tree, parents: header.parents, seconds: seconds)
    } catch {
      return false
    }
  }
}
