internal import GitModel

extension Policy {
  /// Whether the commits that an update brings must be signed. Of a commit about to be made nobody asks.
  public func demandsSignatures(in update: RefUpdate) -> Bool {
    guard SignedCommits.guide.moments.contains(update.moment), update.new != nil,
      level(of: SignedCommits.guide) != .off, let branch = update.branch, !isExempt(branch)
    else { return false }
    return commits.signed || kind(of: branch)?.protection.requireSignatures == true
  }

  /// Whether the tag that an update brings must be signed.
  public func demandsTagSignature(in update: RefUpdate) -> Bool {
    TagSigned.guide.moments.contains(update.moment) && update.new != nil
      && level(of: TagSigned.guide) != .off
      && update.ref.tag.flatMap(tagKind)?.signed == true
  }

  /// Whose signatures count on tags of a kind; empty where those do that Git is configured to trust.
  func signers(ofTags kind: TagKind) -> [Signer] {
    kind.signers.isEmpty ? commits.signers : kind.signers
  }
}

extension [Signer] {
  /// What is to be said of a key that none of these lists, or that git does not trust where nobody is listed.
  var strangeness: String { isEmpty ? "which git does not trust" : "which is no signer's key" }
}

extension Scene {
  /// What the signatures of commits say. Throws where nobody here checks any.
  func signatures(of commits: [ObjectID]) throws(GitError) -> [CommitSignature] {
    let answers = try checker().signatures(of: commits, by: policy.commits.signers)
    guard answers.count == commits.count else { throw Self.bug("some commits got no answer") }
    return answers
  }

  /// What the signature of a tag says. Throws where nobody here checks any.
  func signature(ofTag tag: ObjectID, of kind: TagKind) throws(GitError) -> CommitSignature {
    let name = kind.tags.text
    if let known = tagSignatures[name]?[tag] { return known }
    // All that are asked about, together: a few processes for many.
    var tags = [tag]
    for update in updates where policy.demandsTagSignature(in: update) {
      guard tagKind(in: update) == kind, let new = update.new, new != tag else { continue }
      if bearsSignature(new) { tags.append(new) }
    }
    let answers = try checker().signatures(ofTags: tags, by: policy.signers(ofTags: kind))
    guard let answer = answers.first, answers.count == tags.count else {
      throw Self.bug("some tags got no answer")
    }
    tagSignatures[name, default: [:]].merge(zip(tags, answers)) { $1 }
    return answer
  }

  /// Whether an object is a tag that can be read and has a signature.
  private func bearsSignature(_ tag: ObjectID) -> Bool {
    do throws(GitError) {
      return try history.tag(tag)?.isSigned ?? false
    } catch {
      // Whoever asks about that tag is told why.
      return false
    }
  }

  private func checker() throws(GitError) -> any CommitSignatures {
    guard let signatures else { throw Self.bug("nobody here checks signatures") }
    return signatures
  }

  private static func bug(_ what: String) -> GitError {
    GitError(.failed, "check signatures", what, help: "report this as a bug")
  }
}
