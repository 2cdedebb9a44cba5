public import GitModel

extension Repository {
  /// How many commits are read one by one at most, where all of history would have to be.
  private static let nearLimit = 20_000

  /// The part of history in which these commits differ, from the objects alone: no commit-graph file
  /// is asked, so none can lie. Where they differ by many commits, everything; by fewer, where
  /// commit-graph files were held against the objects before.
  public func graph(
    near tips: [ObjectID], beside others: [ObjectID]
  ) throws(GitError) -> CommitGraph {
    try requireNoReplacements()
    let shallow = try shallowCommits()
    var limit: Int?
    let near = try CommitGraph(
      near: tips.filter { $0.byteCount == 20 }, beside: others.filter { $0.byteCount == 20 },
      limit: { read in
        // Few commits are read before the files could be looked at, and those know nothing of where a
        // shallow clone ends.
        guard shallow.isEmpty, read > 128 else { return Self.nearLimit }
        let known = limit ?? provenLimit
        limit = known
        return known
      }
    ) { id throws(GitError) in
      try withHeader(id) { header, bytes in
        lately.texts.keep(bytes, of: id)
        let isEnd = shallow.contains(id)
        return CommitLinks(
          parents: isEnd ? [] : header.parents,
          seconds: CommitHeader.seconds(bytes, header.committer), tree: header.tree,
          cut: isEnd ? .endOfShallowClone(at: id) : nil)
      }
    }
    if let near { return near }
    return try graph(reaching: tips + others)
  }

  /// How many commits are read one by one before commit-graph files that were held against the objects
  /// are faster. To read one takes as long as to check a hundred of a file; but tips that differ by so many
  /// mostly differ by more. What cannot be told here, who reads the files tells.
  private var provenLimit: Int {
    do throws(GitError) {
      guard try configuration.flag("core.commitgraph") != false, let count = provenCount else {
        return Self.nearLimit
      }
      return min(count / 512, Self.nearLimit)
    } catch {
      return Self.nearLimit
    }
  }
}
