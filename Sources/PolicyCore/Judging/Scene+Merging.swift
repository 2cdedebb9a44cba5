public import GitModel

/// What a pull request would leave on its base: the merge of both sides, told file by file.
extension Scene {
  /// The commit that has the file of a path as it will be once an update has happened; `nil` where the
  /// update deletes its branch. Throws where both sides of a pull request have changed the file.
  public func commit(
    holding path: [UInt8], after update: RefUpdate
  ) throws(GitError) -> ObjectID? {
    guard update.moment == .pullRequest, let new = update.new, let old = update.old else {
      return update.new
    }
    if let merge = update.testMerge { return merge }
    let side = try history.side(of: path, merging: new, into: old) { () throws(GitError) in
      let bases = try commonAncestors(of: update)
      return bases.count == 1 ? bases.first : nil
    }
    switch side {
    case .head: return new
    case .base: return old
    case .neither:
      throw GitError(
        .failed, "read file",
        "the pull request and its base both change '\(String(decoding: path, as: UTF8.self))'",
        help: try cureOfBothChanging(in: update))
    }
  }

  /// How a pull request says itself what becomes of what both of its sides have changed.
  func cureOfBothChanging(in update: RefUpdate) throws(GitError) -> String? {
    try update.branch.map { base throws(GitError) in
      try TakingIn(update, base, in: self).cure("merge them")
    }
  }

  func commonAncestors(of update: RefUpdate) throws(GitError) -> [ObjectID] {
    guard let old = update.old, let new = update.new else { return [] }
    let graph = try graph()
    return try graph.mergeBases(graph.require(old), graph.require(new)).map { graph.id(of: $0) }
  }
}

/// Where a merge takes a file from.
enum MergedSide {
  case head
  case base
  /// Both have changed it, each in its own way, or nobody can tell which has.
  case neither
}

extension History {
  /// Where the merge of a head into a base takes a file from, or its absence. Without one common
  /// ancestor, which is asked for only where they differ, nobody can tell who has changed it.
  func side(
    of path: [UInt8], merging head: ObjectID, into base: ObjectID,
    since ancestor: () throws(GitError) -> ObjectID?
  ) throws(GitError) -> MergedSide {
    let (ours, theirs) = (try blob(at: path, in: base), try blob(at: path, in: head))
    if ours == theirs { return .head }
    guard let ancestor = try ancestor() else { return .neither }
    let old = try blob(at: path, in: ancestor)
    return old == ours ? .head : old == theirs ? .base : .neither
  }
}
