internal import GitModel

/// What a commit changes, held against the commits that its message says it copies or takes back.
struct DerivedChange {
  /// Git names one commit. A message that names more than this is no longer looked into: each costs a
  /// comparison.
  static let mostOrigins = 100

  private let commit: Commit
  private let isReversed: Bool
  private let history: any History

  /// What a commit with one parent changes; with `reversed`, by taking others back.
  init(of commit: Commit, reversed: Bool, _ history: any History) {
    (self.commit, isReversed, self.history) = (commit, reversed, history)
  }

  /// One of the changes that a commit makes: of a merge, there is one against each parent
  /// (git-revert(1), `--mainline`).
  private struct Step {
    let before: ObjectID?
    let after: ObjectID
  }

  /// Whether the change is nothing but these commits' changes: each path goes from what one of them had to
  /// what it made of it, or back; or, where others changed the files in between, the patch is the same.
  func isMade(of origins: [Commit]) throws(GitError) -> Bool {
    let steps = origins.flatMap { origin in
      origin.parents.isEmpty
        ? [Step(before: nil, after: origin.id)]
        : origin.parents.map { Step(before: $0, after: origin.id) }
    }
    if try hasBlobs(of: steps) { return true }
    return try hasPatch(of: steps)
  }

  private func hasBlobs(of steps: [Step]) throws(GitError) -> Bool {
    let own = Step(before: commit.parents.first, after: commit.id)
    for path in try history.paths(changedBy: commit.id) {
      let change = try blobs(at: path, of: own)
      var isFound = false
      for step in steps where !isFound {
        let other = try blobs(at: path, of: step)
        isFound = change == (isReversed ? (other.after, other.before) : other)
      }
      guard isFound else { return false }
    }
    return true
  }

  private func blobs(
    at path: [UInt8], of step: Step
  ) throws(GitError) -> (before: ObjectID?, after: ObjectID?) {
    let before = try step.before.map { id throws(GitError) in
      try history.blob(at: path, in: id)
    }
    return (before ?? nil, try history.blob(at: path, in: step.after))
  }

  private func hasPatch(of steps: [Step]) throws(GitError) -> Bool {
    guard let own = try history.change(by: commit.id).patch else { return false }
    for step in steps {
      guard let before = step.before else { continue }
      let patch =
        isReversed
        ? try history.change(from: step.after, to: before).patch
        : try history.change(from: before, to: step.after).patch
      if patch == own { return true }
    }
    return false
  }
}
