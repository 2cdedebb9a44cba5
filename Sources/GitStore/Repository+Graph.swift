internal import CLibgit2
public import GitModel

extension Repository: History {
  /// Everything that is reachable from these commits. Parents that cannot be read are cuts.
  public func graph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph {
    try graph(reaching: tips, confirming: true)
  }

  /// The same without holding a commit-graph file against its checksum: for figures that no verdict
  /// rests on.
  public func unconfirmedGraph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph {
    try graph(reaching: tips, confirming: false)
  }

  private func graph(
    reaching tips: [ObjectID], confirming: Bool
  ) throws(GitError) -> CommitGraph {
    try requireNoReplacements()
    let shallow = try shallowCommits()
    // A graph file knows nothing of where a shallow clone ends.
    if shallow.isEmpty, try configuration.flag("core.commitgraph") != false {
      do throws(CommitGraphFlaw) {
        return try filedGraph(reaching: tips, confirming: confirming)
      } catch {
        use(FiledHistory())
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

  /// The graph with what the commit-graph files hold, if that is much. Throws a flaw of theirs.
  ///
  /// Nothing is told before the files' checksums are found right, the commits that they tell of are
  /// found among the objects, and the objects have told each of them alike, once for each file; git
  /// does that in git-fsck(1) only.
  private func filedGraph(
    reaching tips: [ObjectID], confirming: Bool
  ) throws(CommitGraphFlaw) -> CommitGraph {
    let (history, files) = try files()
    let confirms = confirming && history.count > 0
    if confirms { files.begin() }
    var reader = GraphReader(self, shallow: [], filed: history)
    let graph = try reader.graph(reaching: tips)
    if confirms {
      try require(graph, from: history, confirmedBy: files)
      try prove(history, for: graph)
    }
    return graph
  }

  /// Throws where a file does not end with its hash, and where a commit of the graph is not among the
  /// objects any more, as when a pack is lost.
  private func require(
    _ graph: CommitGraph, from history: FiledHistory, confirmedBy files: FiledCheck
  ) throws(CommitGraphFlaw) {
    guard let unlisted = files.unlisted else { throw .damaged }
    for id in unlisted where graph.index(of: id) != nil {
      guard let position = history.number(of: id), isTold(by: history, position, id) else {
        throw .lies(id)
      }
    }
  }

  /// What the commit-graph files hold, if that is much, and the check of them.
  func files() throws(CommitGraphFlaw) -> (history: FiledHistory, check: FiledCheck) {
    if let filed { return filed }
    let found = try CommitGraphFiles(in: objectFolders.all).read()
    return use(found.count > fewCommits ? found : FiledHistory())
  }

  @discardableResult
  private func use(
    _ history: FiledHistory
  ) -> (history: FiledHistory, check: FiledCheck) {
    let found = (history, FiledCheck(of: history, in: objectFolders.all))
    filed = found
    return found
  }
}
