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
        return try filedGraph(reaching: tips)
      } catch {
        filed = FiledHistory()
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
  /// Nothing is told before their checksums are found right. That takes its time (2 ms a megabyte),
  /// so that a thread of its own does it meanwhile; git does it in git-fsck(1) only. What remains: a
  /// file of more than `fewCommits` commits that somebody who can write to the repository gave a
  /// right checksum is believed beyond the sample, as git believes it.
  private func filedGraph(reaching tips: [ObjectID]) throws(CommitGraphFlaw) -> CommitGraph {
    let filed = try filedHistory()
    try check(filed, tips)
    var reader = GraphReader(self, shallow: [], filed: filed)
    let graph = try reader.graph(reaching: tips)
    try filed.requireRightTrailers()
    return graph
  }

  private func filedHistory() throws(CommitGraphFlaw) -> FiledHistory {
    if let filed { return filed }
    var found = try CommitGraphFiles(in: objectFolders.all).read()
    if found.count <= fewCommits { found = FiledHistory() } else { found.startCheck() }
    filed = found
    return found
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
