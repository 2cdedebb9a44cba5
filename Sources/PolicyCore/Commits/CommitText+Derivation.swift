internal import GitModel

extension CommitText {
  /// Whether the policy excepts the commit, whose message Git wrote, or a program.
  ///
  /// A program by its name; Git by what the commit is, not by its words alone: a merge joins what no
  /// parent has by itself; a revert takes back what a commit behind it did; a cherry-pick names a commit
  /// that is there, and its change is that commit's. Of a commit that is yet to be made no change is
  /// known, and its words count.
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
        case .reverts: try isRevert(in: setting)
        case .cherryPicks: try isCherryPick(in: setting)
        }
      if isSo { return true }
    }
    return false
  }

  /// Whether it says that it is a revert and takes back what commits behind it did: those that it names;
  /// or, where one of them is not behind it, one commit near by. A rebase gives both new ids, and leaves
  /// the old one in the message.
  ///
  /// Only what is behind it counts: that is alike wherever the commit is. Other objects may be here and
  /// nowhere else, as what was rebased away, or made to be named.
  private func isRevert(in setting: CommitSetting) throws(GitError) -> Bool {
    let named = reverted.unique
    guard commit.parents.count == 1, !named.isEmpty, named.count <= DerivedChange.mostOrigins else {
      return false
    }
    if setting.isUnmade(commit) { return true }
    let graph = try setting.graph()
    let own = try graph.require(commit.id)
    var origins: [Commit] = []
    for name in named {
      guard let id = try present(name, in: setting), let origin = graph.index(of: id),
        try graph.isAncestor(origin, of: own)
      else { continue }
      origins.append(try setting.history.commit(id))
    }
    let change = DerivedChange(of: commit, reversed: true, setting.history)
    if !origins.isEmpty, try change.isMade(of: origins) { return true }
    guard origins.count < named.count else { return false }
    if try change.isMade(ofOneBehind: own, in: graph) { return true }
    // What is named may lie where history is not here.
    try graph.requireWhole(graph.reachable(from: [own]))
    return false
  }

  /// The beginning of an id, with zeros behind it.
  private struct AbbreviatedID: Hashable {
    let start: ObjectID
    let digits: Int
  }

  /// The commits behind `This reverts commit …`, as `git revert` writes it: of a merge, `, reversing`
  /// follows; with `--reference`, the id is short; of a revert that is itself reverted, the subject says
  /// `Reapply` since Git 2.43.
  private var reverted: [AbbreviatedID] {
    let opening = Array("This reverts commit ".utf8)
    return lines.filter { message[$0].starts(with: opening) }.compactMap { line in
      let digits = Array(message[line].dropFirst(opening.count).prefix(while: \.isWord))
      return ObjectID(abbreviated: digits).map { AbbreviatedID(start: $0, digits: digits.count) }
    }
  }

  /// The one object with such an id; `nil` where there is none, or several. Of a whole id the graph tells
  /// whether the commit is there.
  private func present(
    _ name: AbbreviatedID, in setting: CommitSetting
  ) throws(GitError) -> ObjectID? {
    guard name.digits < 40 else { return name.start }
    return try present { () throws(GitError) in
      try setting.history.object(abbreviated: name.start, digits: name.digits)
    }
  }

  private func isCherryPick(in setting: CommitSetting) throws(GitError) -> Bool {
    let named = commit.cherryPickedFrom.unique
    guard commit.parents.count == 1, named.count <= DerivedChange.mostOrigins else { return false }
    var origins: [Commit] = []
    for id in named {
      let origin = try present { () throws(GitError) in
        try setting.history.isCommit(id) ? try setting.history.commit(id) : nil
      }
      if let origin { origins.append(origin) }
    }
    if setting.isUnmade(commit) || origins.isEmpty { return !origins.isEmpty }
    return try DerivedChange(of: commit, reversed: false, setting.history).isMade(of: origins)
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
