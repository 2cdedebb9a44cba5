internal import GitModel

extension CommitText {
  /// Whether the policy excepts the commit, whose message Git wrote, or a program.
  ///
  /// A program by its name; Git by what the commit is, not by its words alone: a merge joins what no
  /// parent has by itself; a revert or a cherry-pick names a commit that is there, and its change is that
  /// commit's, or what takes it back. Of a commit that is yet to be made no change is known, and its words
  /// count.
  func isExcepted(in setting: CommitSetting) throws(GitError) -> Bool {
    let author = [authorName, authorEmail]
    if setting.demands.exceptAuthors.contains(where: { pattern in
      author.contains { pattern.holds(for: $0) }
    }) {
      return true
    }
    for derivation in setting.demands.except {
      let isSo =
        switch derivation {
        case .merges: try isMerge(in: setting)
        case .reverts: try derives(from: reverted(in: setting), reversed: true, in: setting)
        case .cherryPicks:
          try derives(from: commit.cherryPickedFrom, reversed: false, in: setting)
        }
      if isSo { return true }
    }
    return false
  }

  /// The commits behind `This reverts commit …`, as `git revert` writes it: of a merge, `, reversing`
  /// follows; with `--reference`, the id is short; of a revert that is itself reverted, the subject says
  /// `Reapply` since Git 2.43.
  private func reverted(in setting: CommitSetting) throws(GitError) -> [ObjectID] {
    let opening = Array("This reverts commit ".utf8)
    let named = lines.filter { message[$0].starts(with: opening) }
    guard named.count <= DerivedChange.mostOrigins else { return [] }
    var found: [ObjectID] = []
    for line in named {
      let digits = Array(message[line].dropFirst(opening.count).prefix(while: \.isWord))
      guard let start = ObjectID(abbreviated: digits) else { continue }
      let id = try present { () throws(GitError) in
        try setting.history.object(abbreviated: start, digits: digits.count)
      }
      if let id { found.append(id) }
    }
    return found
  }

  private func derives(
    from named: [ObjectID], reversed: Bool, in setting: CommitSetting
  ) throws(GitError) -> Bool {
    guard commit.parents.count == 1, named.count <= DerivedChange.mostOrigins else { return false }
    var origins: [Commit] = []
    for id in Set(named).sorted() {
      let origin = try present { () throws(GitError) in
        try setting.history.isCommit(id) ? try setting.history.commit(id) : nil
      }
      if let origin { origins.append(origin) }
    }
    if setting.isUnmade(commit) || origins.isEmpty { return !origins.isEmpty }
    return try DerivedChange(of: commit, reversed: reversed, setting.history).isMade(of: origins)
  }

  /// What history says; `nil` where it has no such object. What is nowhere cannot be reverted; what was
  /// never fetched may be elsewhere.
  private func present<Value>(
    _ ask: () throws(GitError) -> Value?
  ) throws(GitError) -> Value? {
    do throws(GitError) {
      return try ask()
    } catch {
      guard error.cause == .missingObject else { throw error }
      return nil
    }
  }
}

extension CommitText {
  /// Whether the commit is a merge of which the policy asks nothing.
  func isExceptedMerge(in setting: CommitSetting) throws(GitError) -> Bool {
    guard setting.demands.except.contains(.merges) else { return false }
    return try isMerge(in: setting)
  }

  /// Whether it is a merge by what it is. Where one parent has what all others have there is nothing to
  /// merge: all but that parent's files is the commit's own.
  private func isMerge(in setting: CommitSetting) throws(GitError) -> Bool {
    guard commit.parents.count > 1 else { return false }
    let graph = try setting.graph()
    let parents = graph.parents(of: try graph.require(commit.id))
    // No commit comes before what it reaches.
    guard let last = parents.max() else { return false }
    let others = parents.filter { $0 != last }
    let orders = try setting.parentOrders()
    guard !others.contains(where: { orders.ruleOut($0, below: last) }),
      try graph.reaches(others, from: last)
    else { return true }
    let tree =
      setting.isUnmade(commit) ? try setting.history.treeID(of: commit.id) : commit.tree
    return tree == graph.tree(of: last)
  }
}
