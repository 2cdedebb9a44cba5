internal import GitModel
internal import GitStore
internal import PolicyCore

/// `pre-commit`, `pre-merge-commit`, `commit-msg`: the commit that is about to be made on the branch
/// that is checked out. On a detached `HEAD`, as in the middle of a rebase, nothing is asked.
enum PreCommit {
  /// `others` are the further parents that the commit will have.
  static func question(
    in place: Workplace, others: [ObjectID], message: [UInt8] = []
  ) throws(GitError) -> Question? {
    guard let ref = place.head, ref.branch != nil else { return nil }
    let old = try place.tip(of: ref)
    let commit = try place.repository.propose(
      parents: [old].compactMap { $0 } + others, message: message)
    return try ClientView(place).question([
      RefUpdate(
        .commit, of: ref, from: old, to: commit, actor: try place.repository.config("policy.user"))
    ])
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
