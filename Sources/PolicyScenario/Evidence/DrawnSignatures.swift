internal import GitModel
internal import PolicyCore

/// The signatures of a drawing's commits and tags, as they are drawn.
final class DrawnSignatures: CommitSignatures {
  private let drawn: [ObjectID: DrawnSignature]

  init(of drawing: Drawing, _ objects: DrawnObjects) {
    drawn = drawing.commits.reduce(into: objects.tagSignatures) { all, commit in
      if let id = objects.entry(commit.label)?.commit.id { all[id] = commit.signature }
    }
  }

  func signatures(
    ofTags tags: [ObjectID], by signers: [Signer]
  ) throws(GitError) -> [CommitSignature] {
    try signatures(of: tags, by: signers)
  }

  func signatures(
    of commits: [ObjectID], by signers: [Signer]
  ) throws(GitError) -> [CommitSignature] {
    commits.map { id in
      switch drawn[id] {
      case nil: .none
      case .bad(let why)?: .invalid(why: why)
      case .unreadable?:
        .unknown(
          GitError(
            .noEvidence, "check signature", "gpg is not on PATH",
            help: "install it: apt-get install gnupg"))
      case .by(let name)?:
        signers.contains { $0.name == name } ? .by([name]) : .stranger(key: name)
      }
    }
  }
}
