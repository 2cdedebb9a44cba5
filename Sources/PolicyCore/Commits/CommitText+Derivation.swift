internal import GitModel

extension CommitText {
  /// Whether the policy excepts the commit, whose message Git wrote.
  ///
  /// By what the commit is, not by its words alone: a merge has two parents; a revert or a cherry-pick
  /// names a commit that is there, and changes nothing that the other did not. Of a commit that is yet
  /// to be made no change is known, and its words count.
  func isExcepted(in setting: CommitSetting) throws(GitError) -> Bool {
    for derivation in setting.demands.except {
      let isSo =
        switch derivation {
        case .merges: commit.parents.count > 1
        case .reverts: try derives(from: reverted, in: setting)
        case .cherryPicks: try derives(from: commit.cherryPickedFrom, in: setting)
        }
      if isSo { return true }
    }
    return false
  }

  /// The commits behind `This reverts commit …`, as `git revert` writes it: of a merge, `, reversing`
  /// follows; of a revert that is itself reverted, the subject says `Reapply` since Git 2.43.
  private var reverted: [ObjectID] {
    let opening = Array("This reverts commit ".utf8)
    return lines.compactMap { line in
      guard message[line].starts(with: opening) else { return nil }
      let id = message[line].dropFirst(opening.count).prefix(40)
      return ObjectID(hexBytes: Array(id))
    }
  }

  private func derives(
    from origins: [ObjectID], in setting: CommitSetting
  ) throws(GitError) -> Bool {
    guard !origins.isEmpty, commit.parents.count == 1 else { return false }
    var paths: Set<[UInt8]> = []
    for origin in origins {
      do throws(GitError) {
        paths.formUnion(try setting.history.paths(changedBy: origin))
      } catch {
        // What is nowhere cannot be reverted; what was never fetched may be elsewhere.
        guard error.cause == .missingObject else { throw error }
        return false
      }
    }
    if setting.isUnmade(commit) { return true }
    return paths.isSuperset(of: try setting.history.paths(changedBy: commit.id))
  }
}

extension CommitText {
  /// Whether the commit is a merge of which the policy asks nothing.
  func isExceptedMerge(in setting: CommitSetting) -> Bool {
    commit.parents.count > 1 && setting.demands.except.contains(.merges)
  }
}
