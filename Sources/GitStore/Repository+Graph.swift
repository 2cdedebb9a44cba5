internal import CLibgit2
public import GitModel

extension Repository: History {
  /// Everything that is reachable from these commits. Parents that cannot be read are cuts.
  public func graph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph {
    try requireNoReplacements()
    let shallow = try shallowCommits()
    // A graph file knows nothing of where a shallow clone ends.
    if shallow.isEmpty, try configuration.flag("core.commitgraph") != false {
      do throws(CommitGraphFlaw) {
        let filed = try CommitGraphFiles(in: objectFolders.all).read()
        try check(filed, tips)
        var reader = GraphReader(self, shallow: [], filed: filed)
        return try reader.graph(reaching: tips)
      } catch {
        notes.append(
          "the commit-graph file is not used: \(error.message); "
            + "write it anew: git commit-graph write --reachable")
      }
    }
    do throws(CommitGraphFlaw) {
      var reader = GraphReader(self, shallow: shallow, filed: FiledHistory())
      return try reader.graph(reaching: tips)
    } catch {
      throw GitError(.corrupt, "read history", "history cannot be put in order: \(error.message)")
    }
  }

  /// How many commits of a graph file are held against the objects.
  private static let sample = 64

  /// Holds the tips and commits all over the file against the objects: the objects are the truth,
  /// and a file that lies about one commit is worth nothing.
  private func check(_ filed: FiledHistory, _ tips: [ObjectID]) throws(CommitGraphFlaw) {
    let spread = stride(from: 0, to: filed.count, by: max(filed.count / Self.sample, 1))
    let known = tips.prefix(Self.sample).compactMap { filed.number(of: $0) }
    for position in Array(spread) + known {
      let id = filed.id(at: position)
      guard isTold(by: filed, position, id) else { throw .lies(id) }
    }
  }

  /// Whether the objects tell a commit as the files do; an object that cannot be read does not.
  private func isTold(by filed: FiledHistory, _ position: Int, _ id: ObjectID) -> Bool {
    do {
      let (header, seconds) = try withCommit(id) { bytes throws(GitError) in
        (CommitHeader(bytes), CommitHeader(bytes).map { CommitHeader.seconds(bytes, $0.committer) })
      }
      guard let header, let seconds else { return false }
      return try filed.tells(position, tree: header.tree, parents: header.parents, seconds: seconds)
    } catch {
      return false
    }
  }
}
