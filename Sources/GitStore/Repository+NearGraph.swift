public import GitModel

extension Repository {
  /// The part of history in which these commits differ, from the objects alone: no commit-graph file
  /// is asked, so none can lie. Where they differ by many commits, everything.
  public func graph(
    near tips: [ObjectID], beside others: [ObjectID]
  ) throws(GitError) -> CommitGraph {
    try requireNoReplacements()
    let shallow = try shallowCommits()
    let near = try CommitGraph(
      near: tips.filter { $0.byteCount == 20 }, beside: others.filter { $0.byteCount == 20 }
    ) { id throws(GitError) in
      try withHeader(id) { header, bytes in
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
}
