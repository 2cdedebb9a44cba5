internal import GitModel

extension Policy {
  /// Whether the commits that an update brings must be signed. Of a commit about to be made nobody asks.
  public func demandsSignatures(in update: RefUpdate) -> Bool {
    guard SignedCommits.guide.moments.contains(update.moment), update.new != nil,
      (levels[SignedCommits.guide.id] ?? SignedCommits.guide.level) != .off,
      let branch = update.branch, !Self.isMergeQueue(branch)
    else { return false }
    let kind = kind(of: branch)
    if exemption(of: branch) != nil, kind?.isExact != true { return false }
    return commits.signed || kind?.protection.requireSignatures == true
  }
}

extension Scene {
  /// What the signatures of commits say. Throws where nobody here checks any.
  func signatures(of commits: [ObjectID]) throws(GitError) -> [CommitSignature] {
    guard let signatures else {
      throw GitError(
        .failed, "check signatures", "nobody here checks signatures", help: "report this as a bug")
    }
    let answers = try signatures.signatures(of: commits, by: policy.commits.signers)
    guard answers.count == commits.count else {
      throw GitError(
        .failed, "check signatures", "some commits got no answer", help: "report this as a bug")
    }
    return answers
  }
}
