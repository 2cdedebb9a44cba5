internal import GitModel

extension Scene {
  /// What the policy demands of the tag that moves; `nil` where no tag does, or nothing is demanded.
  func tagKind(in update: RefUpdate) -> TagKind? { update.ref.tag.flatMap(policy.tagKind) }

  /// What the tag will stand for: its object, or the commit itself. `nil` where it goes away.
  func tagged(by update: RefUpdate) throws(GitError) -> ObjectID? {
    if update.new == nil, update.moment == .standing {
      throw GitError(.corrupt, "read tag", "'\(update.ref)' does not lead to an object")
    }
    return update.new
  }

  /// The commit behind a tag, however many tags stand between; `nil` where it is for something else.
  func commit(behindTag id: ObjectID) throws(GitError) -> ObjectID? {
    var (id, left) = (id, 16)
    while let tag = try history.tag(id) {
      guard left > 0 else {
        throw GitError(
          .failed, "read tag", "tag \(id) stands behind 16 others",
          help: "tag the commit itself: git tag --force NAME COMMIT")
      }
      (id, left) = (tag.target, left - 1)
    }
    return try history.isCommit(id) ? id : nil
  }

  /// The commits that a tag leads to and no long-lived branch has, newest first; none of one that goes away,
  /// is for something else than a commit, or comes with the first push into an empty repository.
  func newCommits(ofTagIn update: RefUpdate) throws(GitError) -> [Int] {
    guard let tagged = try tagged(by: update), let commit = try commit(behindTag: tagged),
      try !isImport(update)
    else { return [] }
    let graph = try graph()
    return try graph.commits(
      reachableFrom: [try graph.require(commit)], notFrom: try longLived().flatMap(\.tips))
  }

  /// The commits at both ends of an update, as far as they can be told: of a tag that the policy asks
  /// about, those that it is for.
  func ends(of update: RefUpdate) -> [ObjectID] {
    let ends = [update.old, update.new].compactMap { $0 }
    guard let tag = update.ref.tag, policy.asks(aboutTag: tag) else { return ends }
    return ends.map { end in
      do throws(GitError) {
        return try commit(behindTag: end) ?? end
      } catch {
        // The rule that asks for it is told why.
        return end
      }
    }
  }
}
