internal import GitModel
internal import GitStore
internal import PolicyCore

/// `pre-commit`, `pre-merge-commit`: the commit that is about to be made on the branch that is checked
/// out, before anybody knows its message. On a detached `HEAD`, as in the middle of a rebase, nothing is
/// asked.
enum PreCommit {
  /// `others` are the further parents that the commit will have.
  static func question(in place: Workplace, others: [ObjectID]) throws(GitError) -> Question? {
    guard let ref = place.head, ref.branch != nil else { return nil }
    var question = try ClientView(place).question([
      try update(of: ref, in: place, others: others, as: nil)
    ])
    question.rules = RuleCatalog.beforeMessages
    return question
  }

  /// The commit that is about to be made, as far as it is known.
  static func update(
    of ref: RefName, in place: Workplace, others: [ObjectID], as written: WrittenCommit?
  ) throws(GitError) -> RefUpdate {
    let old = try place.tip(of: ref)
    var parents = [old].compactMap { $0 } + others
    if let old, others.isEmpty, let merged = try written?.parents(amending: old, in: place) {
      parents = merged
    }
    let commit =
      if let written {
        try place.repository.propose(
          parents: parents, message: written.message, author: written.author,
          committer: written.committer, encoding: written.encoding)
      } else {
        try place.repository.propose(parents: parents, message: [])
      }
    var update = RefUpdate(
      .commit, of: ref, from: old, to: commit, actor: try place.repository.config("policy.user"))
    update.making = making(in: place)
    if let branch = ref.branch { update.isForks = try ForksBranch(branch, in: place) != nil }
    return update
  }

  /// How the commit is made, as Git's files tell: gitrepository-layout(5), and git, builtin/commit.c,
  /// `prepare_index`.
  private static func making(in place: Workplace) -> RefUpdate.Making {
    var making = RefUpdate.Making()
    let index = place.environment["GIT_INDEX_FILE"] ?? ""
    if index.hasSuffix(".lock") {
      let name = index.split(separator: "/").last ?? ""
      making.content = name.hasPrefix("next-index-") ? .files : .all
    }
    making.concludesPick = ["CHERRY_PICK_HEAD", "REVERT_HEAD"].contains { name in
      FilePath.status(Array((place.repository.gitDirectory + name).utf8)) != nil
    }
    return making
  }

  /// The commits that a merge in progress brings: gitrepository-layout(5), `MERGE_HEAD`.
  static func mergeHeads(in place: Workplace) throws(GitError) -> [ObjectID] {
    let path = place.repository.gitDirectory + "MERGE_HEAD"
    guard let text = try PlainFile.read(path, limit: 1 << 20) else { return [] }
    var heads: [ObjectID] = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      guard let id = ObjectID(hexBytes: Array(line)) else {
        throw GitError(.corrupt, "read merge", "'\(path)' holds a line that is no id")
      }
      heads.append(id)
    }
    return heads
  }

  /// The commits that a merge brings before it is in progress: git-merge tells hooks by variables
  /// `GITHEAD_<id>`.
  static func announcedHeads(in place: Workplace) -> [ObjectID] {
    place.environment.keys.filter { $0.hasPrefix("GITHEAD_") }.sorted()
      .compactMap { ObjectID(hex: $0.dropFirst("GITHEAD_".count)) }
  }
}
