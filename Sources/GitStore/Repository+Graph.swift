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
  /// Nothing is told before the files' checksums are found right and the commits that they tell of
  /// are found among the objects; git does that in git-fsck(1) only. What remains: a file of more
  /// than `fewCommits` commits that somebody who can write to the repository gave a right checksum is
  /// believed beyond the sample of `check`, as git believes it.
  private func filedGraph(
    reaching tips: [ObjectID], confirming: Bool
  ) throws(CommitGraphFlaw) -> CommitGraph {
    let (history, files) = try files()
    if confirming, history.count > 0 { files.begin() }
    try check(history, tips)
    var reader = GraphReader(self, shallow: [], filed: history)
    let graph = try reader.graph(reaching: tips)
    if confirming, history.count > 0 { try require(graph, from: history, confirmedBy: files) }
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

  private func files() throws(CommitGraphFlaw) -> (FiledHistory, FiledCheck) {
    if let filed { return filed }
    let found = try CommitGraphFiles(in: objectFolders.all).read()
    return use(found.count > fewCommits ? found : FiledHistory())
  }

  @discardableResult
  private func use(_ history: FiledHistory) -> (FiledHistory, FiledCheck) {
    let found = (history, FiledCheck(of: history, in: objectFolders.all))
    filed = found
    return found
  }

  /// How many commits of a graph file are held against the objects.
  private static let sample = 64

  /// Holds the tips, commits all over the file, and what a push brings (as far as it was read near its
  /// ends) against the objects: the objects are the truth, and a file that lies about one commit is
  /// worth nothing.
  private func check(_ filed: FiledHistory, _ tips: [ObjectID]) throws(CommitGraphFlaw) {
    let spread = stride(from: 0, to: filed.count, by: max(filed.count / Self.sample, 1))
    let known = (tips.prefix(Self.sample) + readNear).compactMap { filed.number(of: $0) }
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
